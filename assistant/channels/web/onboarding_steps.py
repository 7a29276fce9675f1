"""
What pages of onboarding need of the material: steps as they are today, quotations in the reader's language.

Owns what these pages share; leaves routes to `onboarding_pages` and `own_onboarding`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from assistant.channels.web.layout import Page
from assistant.onboarding.content import Content, fill
from assistant.onboarding.journeys import Journey
from assistant.onboarding.messages import stands_beside
from assistant.onboarding.opening import training_of
from assistant.onboarding.references import Quoted
from assistant.onboarding.training import Training
from assistant.question import Asker
from ingest.records import Document
from ingest.renderings import Rendering, Renderings

__all__ = ["QuotedDocument", "Words", "contents", "quoted_documents", "training_here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One quotation, and what an edition in the page's language says for it."""

    quoted: Quoted
    rendering: Rendering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedDocument:
    """What is quoted of one document."""

    document: Document
    words: tuple[Words, ...]

    @property
    def is_rendered(self) -> bool:
        """Whether any of it stands in an edition's words."""
        return any(each.rendering for each in self.words)

    @property
    def is_beside(self) -> bool:
        """Whether the official words stand beside an edition's, and not behind them."""
        return stands_beside([each.quoted for each in self.words])


def training_here(page: Page) -> Training:
    """The material of this server, read once."""
    state = page.request.app.state
    if not hasattr(state, "training"):
        state.training = training_of(page.service.settings)
    return cast("Training", state.training)


def contents(page: Page, asker: Asker, journey: Journey) -> list[Content]:
    """The journey's steps as they are today."""
    training, knowledge, today = training_here(page), page.service.knowledge(asker), page.service.today()
    approved = training.approved()
    return [fill(step, training.library, knowledge, today=today, approved=approved) for step in journey.steps]


def quoted_documents(page: Page, asker: Asker, quotes: Iterable[Quoted]) -> tuple[QuotedDocument, ...]:
    """The quotations by document, each with its rendering in the page's language."""
    renderings = Renderings(page.service.knowledge(asker))
    found: dict[str, list[Words]] = {}
    for quoted in dict.fromkeys(quotes):
        rendering = renderings.of(quoted.document, quoted.quote.span, page.language)
        found.setdefault(quoted.document.id, []).append(Words(quoted=quoted, rendering=rendering))
    return tuple(QuotedDocument(document=words[0].quoted.document, words=tuple(words)) for words in found.values())
