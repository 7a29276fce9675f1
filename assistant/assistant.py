"""
Question in, answer out: the one pipeline behind every channel.

Owns the order of its steps and the views of what each asker may read. The knowledge, the reports and the model are
handed in behind protocols and functions, and so are the searcher and the bridge of each view: all that this module
knows of them is their names and methods, never how they were chosen or opened, which is `assistant.bootstrap`'s.
"""

from __future__ import annotations

import copy
import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.answer import Answer, Sentence
from assistant.answering.context import Context
from assistant.answering.cutting.stretches import Stretches
from assistant.answering.judging.ranking import RANKED, by_account, without_repeats
from assistant.answering.plans.changes import asks_for_past
from assistant.answering.router import answer
from assistant.generation.chat import ChatModel
from assistant.generation.wording import rehearse
from assistant.generation.writer import answer_with
from assistant.onboarding.training import BUNDLED, Training
from assistant.protocols import Hit, KnowledgeSource
from assistant.question import Asker, Question
from assistant.register.views import AsOf, Statuses
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.search import Searcher
from assistant.texts import Texts
from assistant.turns import Turns
from assistant.understanding.bridge import Bridge
from assistant.understanding.cues import compile_cues
from assistant.understanding.inquiry import understand
from assistant.understanding.language import detect
from assistant.understanding.scope import find_scope
from ingest.knowledge import Knowledge
from ingest.records import Language

__all__ = ["Assistant", "View"]

_REHEARSED = (
    "Hvad siger dokumenterne om samarbejde og udvikling?",
    "Hvilke opgaver arbejder vi med?",
    "Hvornår er planen sidst opdateret?",
    "what does the strategy say about quality?",
    "Hvad er vores mission og vision?",
    'Hvad står der under "Vision"?',
    "Hvad er vores strattegi?",
    "Hvad er pejlemærke 3?",
)
"""One question of each kind that looks over all documents, or something made once of them, in both languages."""
_MOST_REHEARSED = 16
"""Organisations among whose documents is searched before anybody names one."""
_MOST_WORDED = 100
"""Passages that are taken apart before a model words an answer from them."""
BARE = 0.7
"""How likely a search that names no organisation is meant for the home organisation's documents."""
MOST_VIEWS = 16
"""Scopes of askers kept at once; the one unused for longest is let go."""


@dataclass(frozen=True, kw_only=True)
class View:
    """What one scope of askers may read, with the means to search it."""

    knowledge: Knowledge
    """The readable part of a generation, and nothing else."""
    bridge: Bridge
    """Leads from the words of a question to those of `knowledge`."""
    searcher: Searcher
    """Searches `knowledge`."""

    @cached_property
    def stretches(self) -> Stretches:
        """What of its passages may be quoted by itself."""
        return Stretches(self.knowledge, self.bridge)


class Assistant:
    """Answers questions over the generation in force; safe to share between threads."""

    def __init__(
        self,
        *,
        source: KnowledgeSource,
        look: Callable[[Knowledge], View],
        reported: Callable[[Asker], Statuses],
        texts: Texts,
        training: Training = BUNDLED,
        model: ChatModel | None = None,
    ) -> None:
        self._source = source
        self._look = look
        self._reported = reported
        self._texts = texts
        self._training = training
        self._model = model
        self._views: OrderedDict[tuple[str, frozenset[str], bool], View] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._turns = Turns()

    def with_model(self, model: ChatModel | None) -> Assistant:
        """An assistant over the same knowledge that words its answers with `model`; None: by rules alone."""
        return Assistant(
            source=self._source,
            look=self._look,
            reported=self._reported,
            texts=self._texts,
            training=self._training,
            model=model,
        )

    @property
    def model(self) -> ChatModel | None:
        """What helps to word answers."""
        return self._model

    @property
    def texts(self) -> Texts:
        """The assistant's own words."""
        return self._texts

    @property
    def training(self) -> Training:
        """Journeys and lessons."""
        return self._training

    def knowing(self, statuses: Statuses) -> Assistant:
        """This assistant with other reports, the same for every asker."""
        other = copy.copy(self)  # shares the views, which hold no reports, and their locks
        other._reported = lambda _: statuses  # noqa: SLF001 (its own)
        return other

    def ask(self, question: Question, asker: Asker) -> Answer:
        """
        The answer to `question` from what `asker` may read.

        Raises:
            IndexMissing: If nothing has been ingested yet.
        """
        return next(event for event in self.stream(question, asker) if isinstance(event, Answer))

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """
        Checked sentences of the answer as they come, where a model words it; last the whole answer.

        Raises:
            IndexMissing: If nothing has been ingested yet.
        """
        with self._turns.taken():
            context = self.context(question, asker)
            draft = answer(context)
        return answer_with(context, draft, self._model)

    def rehearse(self, asker: Asker) -> None:
        """
        Answer a few questions to nobody, by rules alone: what is made once for a generation is then made already.

        With a model, what it may be given of the first passages is taken apart too, for its words to be held against.

        Raises:
            IndexMissing: If nothing has been ingested yet.
        """
        compile_cues()
        view = self.view(asker)
        view.bridge.rehearse()
        for each in view.knowledge.organisations_of_documents[:_MOST_REHEARSED]:
            within = view.knowledge.ids_by_organisation[each]
            view.searcher.search(_REHEARSED[0], language=Language.DANISH, documents=within, limit=1)
        now = dt.datetime.now(tz=dt.UTC)
        rehearsed: dict[Language, Context] = {}
        for text in _REHEARSED:
            with self._turns.taken():
                context = self.context(Question(text=text, asked_at=now), asker)
                answer(context)
                rehearsed[context.inquiry.language] = context
        if self._model is not None:
            first = [view.knowledge.passages[row] for row in view.knowledge.rows[:_MOST_WORDED].tolist()]
            for context in rehearsed.values():
                rehearse(context, first)

    def context(self, question: Question, asker: Asker) -> Context:
        """
        All that an answer to `question` may be made from.

        Raises:
            IndexMissing: If nothing has been ingested yet.
        """
        whole = self._source.current()
        view = self._view(whole, asker)
        inquiry = understand(question, view.knowledge, view.bridge)
        if whole.has_past and asks_for_past(inquiry, self._view(whole, asker, with_past=True).knowledge):
            view = self._view(whole, asker, with_past=True)
            inquiry = understand(question, view.knowledge, view.bridge)
        return Context(
            inquiry=inquiry,
            asker=asker,
            knowledge=view.knowledge,
            bridge=view.bridge,
            searcher=view.searcher,
            stretches=view.stretches,
            statuses=AsOf(self.statuses(asker), inquiry.today, zone=question.asked_at.tzinfo or dt.UTC),
            texts=self._texts,
            training=self._training,
        )

    def search(
        self, query: str, asker: Asker, *, limit: int = 10, organisation: str | None = None, document: str | None = None
    ) -> tuple[Hit, ...]:
        """Passages that fit `query`, best first, from what `asker` may read; what a document repeats comes once."""
        view = self.view(asker, with_past=document is not None)
        found = self.nearest(query, asker, limit=max(limit, RANKED), organisation=organisation, document=document)
        if not view.searcher.is_reranked:
            language = detect(query, knows=view.bridge.knows).answer or Language.DANISH
            asked = find_scope(query, view.knowledge.organisations).rest
            found = by_account(found, view.bridge.concepts(asked, language=language), view.stretches)
        found = without_repeats(found)
        return tuple(
            Hit(rank=rank, passage=each.passage, quote=view.searcher.best_quote(query, each.passage), score=each.score)
            for rank, each in enumerate(found[:limit], start=1)
        )

    def nearest(
        self, query: str, asker: Asker, *, limit: int = 10, organisation: str | None = None, document: str | None = None
    ) -> tuple[Candidate, ...]:
        """What the retriever brings up for `query`, best first, before it is ranked by what accounts for it."""
        view = self.view(asker, with_past=document is not None)
        every = view.knowledge.documents.values()
        within = {
            each.id for each in every if organisation in (None, each.organisation) and document in (None, each.id)
        }
        language = detect(query, knows=view.bridge.knows).answer or Language.DANISH
        scope = find_scope(query, view.knowledge.organisations)
        home = view.knowledge.home
        meant = dict.fromkeys(scope.named, 1.0)
        if home and not meant:
            meant[home.id] = 1.0 if scope.is_ours else BARE
        return view.searcher.search(
            query, about=scope.rest, language=language, documents=within, favoured=meant, limit=limit
        )

    def statuses(self, asker: Asker) -> Statuses:
        """What has been reported up to this moment, as `asker` may see it."""
        return self._reported(asker)

    def knowledge(self, asker: Asker) -> Knowledge:
        """What `asker` may read, superseded versions included."""
        return self.view(asker, with_past=True).knowledge

    def view(self, asker: Asker, *, with_past: bool = False) -> View:
        """
        What `asker` may read, with the means to search it; askers who read the same documents share one.

        Args:
            asker: Whose scope it is.
            with_past: Whether superseded versions are in it.
        """
        return self._view(self._source.current(), asker, with_past=with_past)

    def _view(self, whole: Knowledge, asker: Asker, *, with_past: bool = False) -> View:
        is_all = with_past or not whole.has_past
        key = (whole.snapshot, asker.groups & whole.audiences, is_all)
        if (view := self._known(key)) is not None:
            return view
        # One at a time: whoever asks for what another is making waits for it, instead of making it too.
        with self._making:
            if (view := self._known(key)) is not None:
                return view
            readable = whole.readable_by(asker.groups)
            view = self._look(readable if is_all else readable.in_force())
            self._keep(key, view)
        return view

    def _keep(self, key: tuple[str, frozenset[str], bool], view: View) -> None:
        in_force = self._source.current().snapshot
        with self._lock:
            self._views[key] = view
            # Each holds its whole generation, with what has been removed from the corpus since.
            for other in [each for each in self._views if each[0] != in_force]:
                del self._views[other]
            while len(self._views) > MOST_VIEWS:
                self._views.popitem(last=False)

    def _known(self, key: tuple[str, frozenset[str], bool]) -> View | None:
        with self._lock:
            if key in self._views:
                self._views.move_to_end(key)
            return self._views.get(key)
