"""
An answer while it is being written: lines with quotations in them, and the evidence they come from.

Owns `Draft` and the sheet it is written on, where every quotation gets its citation as it is set down;
leaves sources, ids and the last check to `assistant.answering.compose`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answer import AnswerStatus, GoalView, Kind, MilestoneView, Option, Reason
from ingest.records import Document, Quote

__all__ = ["Draft", "Evidence", "Sheet", "found_nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quotation and the document it stands in."""

    document: Document
    """Where it stands."""
    quote: Quote
    """Its words and their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an answerer has to say."""

    kind: Kind
    status: AnswerStatus
    reason: Reason | None
    """Why there is no plain answer; None for one."""
    lines: tuple[str, ...]
    """Paragraphs and list rows in Markdown, citation marks included."""
    evidence: tuple[Evidence, ...]
    """Cited in this order: the first one is [1]."""
    searched: tuple[Document, ...] = ()
    """For an abstention: where was looked."""
    goals: tuple[GoalView, ...] = ()
    """Shown in the text."""
    milestones: tuple[MilestoneView, ...] = ()
    """Shown in the text, in its order."""
    options: tuple[Option, ...] = ()
    """Ways to read the question."""
    suggestions: tuple[str, ...] = ()
    """Next questions that have an answer."""
    model: str | None = None
    """The language model that helped to word it; None: none did."""


def found_nothing(draft: Draft) -> bool:
    """Whether a draft says that the documents have no answer, without showing anything of them."""
    return draft.reason is Reason.NOT_IN_DOCUMENTS and not draft.evidence


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Where an answerer writes."""

    kind: Kind
    lines: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    milestones: list[MilestoneView] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    def write(self, *lines: str) -> None:
        """Set down lines; empty ones are left out."""
        self.lines.extend(line for line in lines if line)

    def cite(self, document: Document, quote: Quote) -> str:
        """The mark for this quotation, "[n]"; the same stretch keeps its number."""
        evidence = Evidence(document=document, quote=quote)
        if evidence not in self.evidence:
            self.evidence.append(evidence)
        return f"[{self.evidence.index(evidence) + 1}]"

    def quoted(self, document: Document, quote: Quote) -> str:
        """The quotation between guillemets with its mark."""
        return f"»{quote.text}« {self.cite(document, quote)}"

    def answered(self) -> Draft:
        """The draft of a plain answer."""
        return self._finish(AnswerStatus.ANSWERED, None)

    def abstained(self, reason: Reason, *, searched: tuple[Document, ...] = ()) -> Draft:
        """The draft of "I cannot say", and why."""
        return self._finish(AnswerStatus.ABSTAINED, reason, searched=searched)

    def asked_back(self) -> Draft:
        """The draft of "which did you mean?"."""
        return self._finish(AnswerStatus.CLARIFY, Reason.AMBIGUOUS)

    def declined(self, reason: Reason) -> Draft:
        """The draft of "I do not do that"."""
        return self._finish(AnswerStatus.DECLINED, reason)

    def _finish(self, status: AnswerStatus, reason: Reason | None, *, searched: tuple[Document, ...] = ()) -> Draft:
        return Draft(
            kind=self.kind, status=status, reason=reason, lines=tuple(self.lines), evidence=tuple(self.evidence),
            searched=searched, goals=tuple(self.goals), milestones=tuple(self.milestones), options=tuple(self.options),
            suggestions=tuple(self.suggestions),
        )  # fmt: skip
