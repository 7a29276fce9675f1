"""
The furniture of a web page: navigation, cookie text, breadcrumbs, footers.

Owns telling it from the page's own content by tag, role and name;
leaves what the content says to `ingest.parsers.html`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["content_of", "is_dropped"]

MIN_MAIN_SHARE = 0.15
"""A `<main>` with less of the page's words than this is not taken for its content."""
MAX_NAMED_SHARE = 0.5
"""An element named like furniture that holds more of the page's words is content after all."""
MARK = "data-content"
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "map",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "dialog",
        "nav",
        "head",
        "link",
        "meta",
        "datalist",
        "progress",
        "meter",
        "math",
    ]
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"})
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:cookies?\w*|consent\w*|gdpr|breadcrumbs?|broedkrumme|brødkrummer?|nav|navbar|navigation|menu\w*"
    r"|sidebar|side-?nav|skip-?link\w*|skip|share|sharing|social\w*|pagination|pager|related|newsletter|popup|modal"
    r"|overlay|toolbar|site-?header|site-?footer|page-?footer|footer|masthead|topbar|toc|table-of-contents|print-only"
    r"|feedback|search\w*|sr-only|visually-hidden|screen-reader\w*|language-?\w*|login|ads?|advert\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def content_of(root: Any) -> Sequence[Any]:
    """The elements that hold the page's own words: its `<main>` or article where it has one, else its body."""
    body = root.find("body") if root.find("body") is not None else root
    whole = _size(body)
    for element in body.iter():
        if isinstance(element.tag, str) and _is_named(element) and _size(element) > whole * MAX_NAMED_SHARE:
            element.set(MARK, "yes")
    mains = [each for each in body.iter("main") if not is_dropped(each)]
    mains = mains or body.xpath("//*[@role='main']")
    articles = [] if mains else [each for each in body.iter("article") if not is_dropped(each)]
    for chosen in (mains[:1], articles if len(articles) == 1 else []):
        if chosen and _size(chosen[0]) >= whole * MIN_MAIN_SHARE:
            return [*_headline(body, chosen[0]), *chosen]
    return [body]


def is_dropped(element: Any) -> bool:
    """Whether an element is furniture, or hidden from readers."""
    name = element.tag
    if not isinstance(name, str) or name in _DROPPED:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or "") or (element.get("role") or "") in _ROLES:
        return True
    if name in {"header", "footer", "aside"} and not _is_inside_content(element):
        return name != "header" or element.find(".//h1") is None
    return _is_named(element) and element.get(MARK) is None and element.find(".//h1") is None


def _is_inside_content(element: Any) -> bool:
    return element.tag == "header" and any(each.tag in {"main", "article"} for each in element.iterancestors())


def _is_named(element: Any) -> bool:
    if element.tag in {"html", "body", "main", "article", "table", "tr", "td", "th", "tbody", "li"}:
        return False
    return any(_NAMED.search(element.get(key) or "") for key in ("id", "class"))


def _headline(body: Any, main: Any) -> list[Any]:
    """The page's `<h1>` where it stands outside the main part."""
    own = list(main.iter("h1"))
    outside = [each for each in body.iter("h1") if main not in each.iterancestors()]
    return [_wrapped(outside[0])] if not own and len(outside) == 1 else []


def _wrapped(heading: Any) -> Any:
    holder = heading.makeelement("div")
    copy = heading.makeelement("h1")
    copy.text = "".join(heading.itertext())
    holder.append(copy)
    return holder


def _size(element: Any) -> int:
    return sum(len(words.strip()) for words in element.itertext(with_tail=False))
