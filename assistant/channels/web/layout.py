"""
What every page shares: its language, its words, the ways to the other pages, and the frame around it.

Owns `Page`, which a route asks for and answers with; leaves what stands in the frame to the routes and templates.
A route adds a page so: take `page: PageHere`, return `page.show("its_template.html", here="its_name", **values)`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from assistant.channels.service import Service
from assistant.channels.web.form import language_named
from assistant.render.html import is_safe_link, markdown_html
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = ["LANGUAGE_COOKIE", "NAVIGATION", "STATIC", "Page", "PageHere", "anchor_of", "error_page"]

LANGUAGE_COOKIE = "rettesnor_language"
NAVIGATION = (
    ("ask", "/"),
    ("documents", "/documents"),
    ("goals", "/goals"),
    ("milestones", "/milestones"),
    ("year", "/year"),
    ("onboarding", "/onboarding"),
    ("about", "/about"),
)
"""The ways that every page shows: the name of a page (its word is `web.nav_<name>`) and its path."""
_HERE = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STATIC: Mapping[str, tuple[bytes, str]] = {
    file.name: (file.read_bytes(), _TYPES[file.suffix]) for file in sorted((_HERE / "static").iterdir())
}
"""What never changes while the server runs, by name: content and media type."""
_A_YEAR_S = 31_536_000
_EXPLAINED = frozenset({401, 403, 404, 405, 413, 421, 422, 429, 503})
_OTHER = {Language.DANISH: Language.ENGLISH, Language.ENGLISH: Language.DANISH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that one request is answered with."""

    request: Request
    service: Service
    language: Language
    """What the page speaks: chosen in the address, else by cookie, else by the browser, else Danish."""
    unasked: Language
    """What it would speak without the address; where the two differ, links carry the language on."""

    @property
    def texts(self) -> Texts:
        """The assistant's own words."""
        return self.service.answers.texts

    @property
    def other_language(self) -> Language:
        """The one to switch to."""
        return _OTHER[self.language]

    @property
    def person(self) -> str | None:
        """The name of whoever logged in on the page, and so can log out; None for everybody else."""
        caller = getattr(self.request.state, "caller", None)
        if caller is None or not caller.is_ambient or self.service.settings.auth != "token":
            return None
        return caller.asker.identity.name if caller.asker.identity else None

    @property
    def carries_language(self) -> bool:
        """Whether links and forms must name the language, because nothing else would bring it about."""
        return self.language is not self.unasked

    def speaking(self, language: Language | None) -> Page:
        """The same page in `language`, where a form names one."""
        return self if language is None else dataclasses.replace(self, language=language)

    def say(self, key: str, **variables: object) -> str:
        """The text `key` in the page's language: "web.key", or "group.key" where a group is named."""
        return self.texts.say(self.language, key if "." in key else f"web.{key}", **variables)

    def day(self, date: dt.date) -> str:
        """A date in words: "19. december 2024"."""
        return self.say("day", day=date.day, month=self.say(f"month_{date.month}"), year=date.year)

    def link(self, path: str, *, fragment: str = "", **query: object) -> str:
        """The address of `path` here, with `query` (None left out), in the page's language."""
        asked = {name: str(value) for name, value in query.items() if value is not None}
        if self.carries_language:
            asked.setdefault("lang", self.language.value)
        return quote(path) + (f"?{urlencode(asked)}" if asked else "") + (f"#{fragment}" if fragment else "")

    def show(self, template: str, *, here: str | None = None, status: int = 200, **values: Any) -> HTMLResponse:
        """
        The response that shows `template`.

        Args:
            template: Its file name in templates/.
            here: The name of the page in `NAVIGATION`, where it is one.
            status: The HTTP status.
            **values: What the template reads beside `page`, `t`, `day`, `link` and `static`.
        """
        text = _environment().get_template(template).render(**self._given(), here=here, **values)
        response = HTMLResponse(text, status_code=status)
        if self.carries_language and "lang" in self.request.query_params:
            self._remember_language(response)
        return response

    def _given(self) -> dict[str, Any]:
        return {
            "page": self,
            "t": self.say,
            "day": self.day,
            "link": self.link,
            "static": _static_address,
            "language": self.language.value,
            "other_language": self.other_language.value,
            "navigation": NAVIGATION,
            "switch_address": self._address_in_other(),
        }

    def _address_in_other(self) -> str:
        """This page in the other language, its filters kept; after a form was sent, the page that the form is on."""
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        return "?" + urlencode([*kept, ("lang", self.other_language.value)])

    def _remember_language(self, response: Response) -> None:
        response.set_cookie(
            LANGUAGE_COOKIE,
            self.language.value,
            max_age=_A_YEAR_S,
            httponly=True,
            samesite="lax",
            secure=(self.service.settings.public_url or "").startswith("https:"),
        )


def _page_for(request: Request) -> Page:
    """The page for a request, in the language that it asks for."""
    unasked = _unasked_language(request)
    return Page(
        request=request,
        service=cast("Service", request.app.state.service),
        language=language_named(request.query_params.get("lang")) or unasked,
        unasked=unasked,
    )


async def _page_here(request: Request) -> Page:
    return _page_for(request)


PageHere = Annotated[Page, Depends(_page_here)]


def _unasked_language(request: Request) -> Language:
    """The language remembered, else the first of the browser's that we speak, else Danish."""
    remembered = language_named(request.cookies.get(LANGUAGE_COOKIE))
    if remembered is not None:
        return remembered
    preferred = [
        each.partition(";")[0].strip()[:2].lower() for each in request.headers.get("accept-language", "").split(",")
    ]
    known = [language for name in preferred if (language := language_named(name)) is not None]
    return known[0] if known else Language.DANISH


def error_page(request: Request, status: int, _detail: str) -> Response:
    """What a browser sees when something went wrong: what to do, and nothing of the inside."""
    key = f"error_{status}" if status in _EXPLAINED else "error_other"
    return _page_for(request).show("error.html", status=status, message=key)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = lambda text: Markup(markdown_html(text))  # noqa: S704 (made safe there)
    environment.filters["anchor"] = anchor_of
    environment.filters["shown"] = without_signs
    environment.tests["followable"] = is_safe_link
    return environment


def anchor_of(subject: str) -> str:
    """The id that the goal or milestone with this id has as a place on a page."""
    return subject.replace("/", "-")


@cache
def _static_address(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?v={hashlib.sha256(STATIC[name][0]).hexdigest()[:8]}"
