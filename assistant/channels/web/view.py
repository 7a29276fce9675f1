"""
What the templates need: words in the page's language, dates, addresses of sources, and what to suggest.

Owns the template environment and these small translations; leaves the words to `prompts/` and looks to the style sheet.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.answer import Citation
from assistant.render.html import is_safe_link, markdown_html
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Language

__all__ = ["STYLE", "STYLE_ADDRESS", "rendered", "suggestions"]

_HERE = Path(__file__).parent
STYLE = (_HERE / "static" / "style.css").read_bytes()
ICON = (_HERE / "static" / "icon.svg").read_bytes()
STYLE_ADDRESS = f"/static/style.css?v={hashlib.sha256(STYLE).hexdigest()[:8]}"


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
    environment.tests["followable"] = is_safe_link
    return environment


def rendered(template: str, *, texts: Texts, language: Language, **values: Any) -> str:
    """The page: `t` gives words, `day` a date, `source` an address, all in `language`."""
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    return (
        _environment()
        .get_template(template)
        .render(
            t=lambda key, **variables: texts.say(language, f"web.{key}", **variables),
            day=lambda date: _day(date, language),
            source=lambda citation: _source_address(citation, language),
            language=language.value,
            other_language=other.value,
            style=STYLE_ADDRESS,
            **values,
        )
    )


def _day(date: dt.date, language: Language) -> str:
    if language is Language.DANISH:
        return date.strftime("%d-%m-%Y")
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def _source_address(citation: Citation, language: Language) -> str:
    """Where the quotation can be seen in its document."""
    query = urlencode({"start": citation.start, "end": citation.end, "lang": language.value})
    return f"/documents/{quote(citation.document)}?{query}#quote"


def suggestions(knowledge: Knowledge, texts: Texts, language: Language) -> list[str]:
    """First questions that have an answer in what the asker may read."""
    has = {
        "mission": any(document.kind != "results_plan" for document in knowledge.documents.values()),
        "milestones": any(milestone.quarters for milestone in knowledge.milestones),
        "goals": bool(knowledge.goals),
        "people": any(person.signed_on or person.signed_at for person in knowledge.people),
    }
    return [texts.say(language, f"web.suggestion_{key}") for key, is_there in has.items() if is_there]
