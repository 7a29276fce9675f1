"""
The documents: a list of them, and a reader for each.

Owns the routes, what is marked in a document, and the pairing of a document with its parallel edition;
leaves the text as HTML to `document_view`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse

from assistant.channels.requests import document_with_id
from assistant.channels.service import AskerHere
from assistant.channels.web.document_view import DocumentView, view_document
from assistant.channels.web.layout import Page, PageHere
from ingest.knowledge import Knowledge
from ingest.records import Document, Organisation, Quote, Span

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

MAX_SEARCH_CHARS = 100
MOST_FOUND = 200
AROUND_CHARS = 60
"""Characters shown on either side of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """One organisation with its documents."""

    organisation: Organisation
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A place where the words searched for stand."""

    number: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A section beside the same section of the other edition."""

    anchor: str
    left: Markup
    right: Markup


@router.get("/documents")
def documents(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """Every official document by organisation, with its editions."""
    knowledge = page.service.knowledge(asker)
    return page.show(
        "documents.html",
        here="documents",
        shelves=_shelves(knowledge),
        editions={each.id: _editions(each, knowledge) for each in knowledge.documents.values()},
        goals={each.document for each in knowledge.goals},
    )


@router.get("/documents/{id:path}")
def document(page: PageHere, id: str, asker: AskerHere) -> HTMLResponse:
    """One document's text with the stretch `start`..`end` marked, what `q` names found, its edition beside it."""
    knowledge, query = page.service.knowledge(asker), page.request.query_params
    shown = document_with_id(knowledge, id)
    words = " ".join(query.get("q", "").split())[:MAX_SEARCH_CHARS]
    quoted = _stretch(query, len(shown.text))
    view = view_document(shown, quoted=quoted, found=_places(shown.text, words))
    beside = _beside(page, shown, knowledge)
    edition = _edition_view(beside, query) if beside else None
    return page.show(
        "document.html",
        here="documents",
        document=shown,
        names={each.id: each.name for each in knowledge.organisations},
        quoted=quoted,
        view=view,
        rows=_side_by_side(view, edition) if edition else None,
        beside=beside,
        others=[*_editions(shown, knowledge), *_original(shown, knowledge)],
        words=words,
        found=_listed(shown, view),
        has_goals=any(goal.document == shown.id for goal in knowledge.goals),
    )


def _shelves(knowledge: Knowledge) -> list[_Shelf]:
    """The organisations with documents, the home one first."""
    shelves = [
        _Shelf(
            organisation=organisation,
            documents=tuple(each for each in knowledge.documents.values() if each.organisation == organisation.id),
        )
        for organisation in sorted(knowledge.organisations, key=lambda each: not each.is_home)
    ]
    return [shelf for shelf in shelves if shelf.documents]


def _editions(document: Document, knowledge: Knowledge) -> list[Document]:
    return [each for each in knowledge.editions.values() if each.edition_of == document.id]


def _original(document: Document, knowledge: Knowledge) -> list[Document]:
    is_edition = document.id in knowledge.editions
    return [knowledge.documents[document.edition_of]] if is_edition and document.edition_of else []


def _beside(page: Page, document: Document, knowledge: Knowledge) -> Document | None:
    """
    The document to show beside this one: its edition or original.

    Shown where the address asks for it ("beside=yes"), and to whoever reads the page in another language than the
    document's, unless the address says "beside=no".
    """
    others = [*_editions(document, knowledge), *_original(document, knowledge)]
    wish = page.request.query_params.get("beside")
    if not others or wish == "no" or (wish != "yes" and document.language is page.language):
        return None
    return others[0]


def _edition_view(edition: Document, query: QueryParams) -> DocumentView:
    quoted = _stretch(query, len(edition.text), prefix="beside_")
    return view_document(edition, quoted=quoted, anchors="")


def _side_by_side(view: DocumentView, edition: DocumentView) -> list[_Row]:
    """Section beside section where both have the same tree; otherwise each whole."""
    if [each.level for each in view.sections] == [each.level for each in edition.sections]:
        pairs = zip(view.sections, edition.sections, strict=True)
        return [_Row(anchor=one.anchor, left=one.body, right=other.body) for one, other in pairs]
    left, right = (Markup("").join(each.body for each in side.sections) for side in (view, edition))
    return [_Row(anchor="s0", left=left, right=right)]


def _stretch(query: QueryParams, length: int, *, prefix: str = "") -> Span | None:
    """The stretch in the address, where it is one of the document's."""
    start, end = (query.get(prefix + name, "") for name in ("start", "end"))
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in (start, end)):  # an offset
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= length else None


def _places(text: str, words: str) -> list[Span]:
    """Where `words` stand in `text`, in any case and however the white space falls; the first `MOST_FOUND`."""
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    spans = []
    for match in pattern.finditer(text):
        spans.append(Span(*match.span()))
        if len(spans) == MOST_FOUND:
            break
    return spans


def _listed(document: Document, view: DocumentView) -> list[_Found]:
    return [_found(document, span, number) for number, span in enumerate(view.found, start=1)]


def _found(document: Document, span: Span, number: int) -> _Found:
    around = _quote_around(document, span)
    text, start, end = around.text, span.start - around.span.start, span.end - around.span.start
    return _Found(
        number=number,
        before=("… " if start > AROUND_CHARS else "") + text[max(0, start - AROUND_CHARS) : start],
        words=text[start:end],
        after=text[end : end + AROUND_CHARS] + (" …" if end + AROUND_CHARS < len(text) else ""),
    )


def _quote_around(document: Document, span: Span) -> Quote:
    """The words of the innermost block or heading that hold `span`, or else the stretch itself."""
    for _, section in document.root.walk():
        if not section.span.covers(span):
            continue
        blocks = [inner for outer in section.blocks for inner in outer.walk()]
        quotes = [section.heading, *(each for block in blocks for each in (block.quote, block.lead_in))]
        holding = [quote for quote in quotes if quote is not None and quote.span.covers(span)]
        if holding:
            return min(holding, key=lambda quote: len(quote.text))
    return document.quote(span)
