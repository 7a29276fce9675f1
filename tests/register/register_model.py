"""
A register lived with for thousands of operations, beside the plainest possible account of what it should hold.

Owns the operations and that account (lists and dicts, no database, no ids); leaves counting them to the tests.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.access.identity import Identity, Role
from assistant.channels.subjects import Given, subject_with_id
from assistant.errors import NotAllowed, ReportConflict, RequestInvalid
from assistant.question import ANYBODY, Asker
from assistant.register import people
from assistant.register.filters import MilestoneFilter, select
from assistant.register.opening import open_register
from assistant.register.register import Register
from assistant.register.seen import Sight
from assistant.register.views import AsOf
from assistant.store.store import Store, open_store
from ingest import pipeline
from ingest.embedding import Embedded
from ingest.knowledge import Knowledge
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.settings import Settings, load_settings
from ingest.snapshot import open_current
from ingest.snapshot.generations import index_folder

__all__ = ["Life"]

START = dt.datetime(2025, 2, 1, 9, tzinfo=dt.UTC)
STATUSES = ("green", "yellow", "red", "fulfilled", "partly_fulfilled", "not_fulfilled", "completed")
LIGHTS = {"green", "yellow", "red"}
NEEDS_NOTE = {"yellow", "red", "partly_fulfilled", "not_fulfilled"}
DONE = {"fulfilled", "completed"}
QUARTER_ENDS = {1: dt.date(2025, 3, 31), 2: dt.date(2025, 6, 30), 3: dt.date(2025, 9, 30), 4: dt.date(2025, 12, 31)}
SUBJECTS = (
    ("Laboratoriet har taget den nye analyse af spildevand i brug", 1),
    ("Øvelsen i håndtering af kolera er holdt med regionerne", 2),
    ("Undervisning i biasbevidsthed indgår i introduktion af ledere", 2),
    ("Databasen over hospitalsinfektioner vises på en offentlig side", 3),
    ("Sagsbehandlingstiden for aktindsigt er højst syv arbejdsdage", 4),
    ("Kontrakten om indkøb af vacciner mod influenza er underskrevet", 3),
    ("Bygningens varmeforbrug er målt og offentliggjort", 1),
    ("Medarbejdernes trivsel er undersøgt og drøftet i samarbejdsudvalget", 4),
)
ENDINGS = ("", " i samarbejde med regionerne", " som aftalt", " og evalueret")
METTE = Identity(person="mette", name="Mette", role=Role.MANAGER)
EDITOR = Identity(person="anne", name="Anne", role=Role.EDITOR)
EMPLOYEE = Identity(person="bo", name="Bo")


def _embed(understood: Sequence[Understood], _settings: Settings) -> Embedded:
    """Vectors of nothing: no question is asked here."""
    passages = tuple(passage for each in understood for passage in each.passages)
    vectors = np.eye(max(len(passages), 1), 8, dtype=np.float32)[: len(passages)]
    vectors[np.linalg.norm(vectors, axis=1) == 0, 0] = 1
    return Embedded(
        passages=passages, vectors=vectors, words=(), word_vectors=np.zeros((0, 8), dtype=np.float32), encoder="none"
    )


@dataclasses.dataclass(kw_only=True)
class Measure:
    """A milestone as the account knows it."""

    key: int
    ending: int = 0
    is_in_plan: bool = True
    id: str = ""
    """The id that the program gave it first; it must stay."""
    reports: list[tuple[str, str | None, dt.datetime, str]] = dataclasses.field(default_factory=list)
    """(status, note, when, who)."""

    @property
    def text(self) -> str:
        """Its words in the plan now."""
        words, quarter = SUBJECTS[self.key]
        return f"{words}{ENDINGS[self.ending]} (Q{quarter})."


class Life:
    """One register, one plan, one account of both."""

    def __init__(self, folder: Path, *, seed: int, database_url: str = "") -> None:
        self.dice = random.Random(seed)
        self.done: Counter[str] = Counter()
        """How often each operation was done."""
        self.measures = [Measure(key=key) for key in range(len(SUBJECTS))]
        self.now = START
        self.corpus = folder / "corpus"
        self.corpus.mkdir(parents=True)
        (self.corpus / "corpus.toml").write_text(
            '[[organisation]]\nid = "x"\nname = "X"\nhome = true\n\n[[document]]\npath = "plan.md"\n'
            'organisation = "x"\nkind = "results_plan"\ntitle = "Plan 2025"\nlanguage = "da"\nperiod = "2025"\n',
            encoding="utf-8",
        )
        variables = {"RETTESNOR_CORPUS": str(self.corpus), "RETTESNOR_DATA": str(folder / "data")}
        self.settings = load_settings(variables | {"RETTESNOR_DATABASE_URL": database_url}, file=folder / "none")
        self.erased = 0
        self._open()
        self._ingest()

    def close(self) -> None:
        """Give back the database."""
        self.store.close()

    def step(self) -> None:
        """Do one operation, and hold what the program says against the account."""
        kinds: list[tuple[int, Callable[[], None]]] = [
            (46, self._report),
            (8, self._report_stale),
            (6, self._report_wrongly),
            (4, self._report_several),
            (6, self._report_at_once),
            (16, self._look),
            (6, self._move_clock),
            (2, self._reword),
            (2, self._take_out_or_in),
            (1, self._rebuild),
            (2, self._restart),
            (1, self._erase),
        ]
        (operation,) = self.dice.choices([kind for _, kind in kinds], weights=[weight for weight, _ in kinds])
        operation()
        self.done[operation.__name__.strip("_")] += 1

    def compare_all(self) -> None:
        """Every history, every list, and the chain itself."""
        for measure in self.measures:
            self._compare(measure)
        self._look()
        assert self.register.check().is_whole

    def _open(self) -> None:
        self.store: Store = open_store(self.settings)
        self.register: Register = open_register(self.settings, self.store, clock=lambda: self.now)
        self.sight = Sight(self.register, employees_see_interim=False)

    def _ingest(self) -> None:
        items = "\n".join(f"<li>{each.text}</li>" for each in self.measures if each.is_in_plan)
        row = f"| Drift | Vi arbejder med drift. | <ul>{items}</ul> |"
        plan = f"# Plan 2025\n\n## 1. Mål\n\n### Mål 1\n\n| Titel | Mål | Målepunkt |\n|---|---|---|\n{row}\n"
        (self.corpus / "plan.md").write_text(plan.replace("\n<li>", "<li>"), encoding="utf-8")
        pipeline.ingest(self.settings, embed=_embed, read=read_here)
        self.knowledge: Knowledge = open_current(self.settings.data)
        by_text = {milestone.quote.text: milestone.id for milestone in self.knowledge.milestones}
        assert set(by_text) == {each.text for each in self.measures if each.is_in_plan}
        for measure in self.measures:
            if measure.is_in_plan:
                measure.id = measure.id or by_text[measure.text]
                assert by_text[measure.text] == measure.id, measure.text

    def _some(self) -> Measure:
        return self.dice.choice([each for each in self.measures if each.is_in_plan])

    def _given(self) -> Given:
        status = self.dice.choice(STATUSES)
        note = f"Nr. {self.dice.random():.9f}" if status in NEEDS_NOTE or self.dice.random() < 0.3 else None
        return Given(status=status, note=note)

    def _add(self, measure: Measure, given: Given, *, by: Identity = METTE, expected: int | None = None) -> None:
        new = subject_with_id(self.knowledge, measure.id).report(given, today=self.now.date())
        self.register.report(new, by=by, expected=expected)

    def _note(self, measure: Measure, given: Given, by: Identity) -> None:
        measure.reports.append((given.status, given.note, self.now, by.person))

    def _report(self) -> None:
        measure, given, by = self._some(), self._given(), self.dice.choice([METTE, EDITOR])
        expected = len(measure.reports) if self.dice.random() < 0.5 else None
        self._add(measure, given, by=by, expected=expected)
        self._note(measure, given, by)
        self._compare(measure)

    def _report_stale(self) -> None:
        measure = self._some()
        wrong = len(measure.reports) + self.dice.choice([-1, 1, 7])
        with pytest.raises(ReportConflict) as refused:
            self._add(measure, self._given(), expected=wrong)
        latest, told = measure.reports[-1][:2] if measure.reports else None, refused.value.latest
        assert refused.value.version == len(measure.reports)
        assert ((told.status, told.note) if told else None) == latest
        self._compare(measure)

    def _report_wrongly(self) -> None:
        measure = self._some()
        wrong: list[tuple[Given, Identity, type[Exception]]] = [
            (Given(status="red"), METTE, RequestInvalid),
            (Given(status="green", round="annual"), METTE, RequestInvalid),
            (Given(status="completed", completed_on=self.now.date() + dt.timedelta(days=2)), METTE, RequestInvalid),
            (Given(status="green", evidence="sag 12"), METTE, RequestInvalid),
            (Given(status="green"), EMPLOYEE, NotAllowed),
        ]
        given, by, refusal = self.dice.choice(wrong)
        with pytest.raises(refusal):
            self._add(measure, given, by=by)
        self._compare(measure)

    def _report_several(self) -> None:
        chosen = [(self._some(), self._given()) for _ in range(self.dice.randrange(2, 5))]
        news = [
            subject_with_id(self.knowledge, measure.id).report(given, today=self.now.date())
            for measure, given in chosen
        ]
        self.register.report_all(news, by=EDITOR)
        for measure, given in chosen:
            self._note(measure, given, EDITOR)
        for measure, _ in chosen:
            self._compare(measure)

    def _report_at_once(self) -> None:
        """Eight writers who have seen the same: one is heard, the others are told."""
        measure, given = self._some(), [self._given() for _ in range(8)]
        expected = len(measure.reports)

        def heard(one: Given) -> bool:
            try:
                self._add(measure, one, expected=expected)
            except ReportConflict:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(heard, given))
        assert results.count(True) == 1
        self._note(measure, given[results.index(True)], METTE)
        self._compare(measure)

    def _look(self) -> None:
        """Lists as a manager and as an employee see them, on the day that the clock says."""
        today = self.now.date()
        for asker, sees in ((Asker.known(METTE), True), (ANYBODY, False)):
            statuses = AsOf(self.sight(asker), today, zone=dt.UTC)
            for status, overdue in (("open", None), (None, True), ("not_reported", None), ("red", None)):
                wanted = MilestoneFilter(status=status, overdue=overdue)
                found = {each.id for each in select(self.knowledge, statuses, wanted, today=today)}
                expected = {
                    each.id
                    for each in self.measures
                    if each.is_in_plan and self._meets(each, status, overdue, today=today, sees=sees)
                }
                assert found == expected, (status, overdue, sees)

    def _meets(self, measure: Measure, status: str | None, overdue: bool | None, *, today: dt.date, sees: bool) -> bool:
        known = [each for each in measure.reports if each[2].date() <= today and (sees or each[0] not in LIGHTS)]
        now = known[-1][0] if known else "not_reported"
        if overdue:
            return bool(known) and now not in DONE and QUARTER_ENDS[SUBJECTS[measure.key][1]] < today
        return now not in DONE if status == "open" else now == status

    def _move_clock(self) -> None:
        """Mostly forward, now and then back, as clocks are set."""
        self.now += dt.timedelta(hours=self.dice.choice([1, 5, 30, 300, -2, -40]))
        self.now = min(max(self.now, START), START + dt.timedelta(days=500))

    def _reword(self) -> None:
        self._some().ending = self.dice.randrange(len(ENDINGS))
        self._ingest()

    def _take_out_or_in(self) -> None:
        """A milestone that leaves the plan keeps its history, and finds it again when it comes back."""
        measure = self.dice.choice(self.measures)
        if measure.is_in_plan and sum(each.is_in_plan for each in self.measures) <= 4:
            return
        measure.is_in_plan = not measure.is_in_plan
        self._ingest()
        self._compare(measure)

    def _rebuild(self) -> None:
        """Delete the index and make it again."""
        shutil.rmtree(index_folder(self.settings.data))
        self._ingest()

    def _restart(self) -> None:
        self.store.close()
        self._open()
        assert self.register.check().is_whole

    def _erase(self) -> None:
        with self.store.writing() as connection:
            people.erase(connection, self.dice.choice([METTE, EDITOR]).person)
        self.erased += 1

    def _compare(self, measure: Measure) -> None:
        entries = self.register.history(measure.id) if measure.id else ()
        assert [(each.status, each.note, each.reported_at) for each in entries] == [
            each[:3] for each in measure.reports
        ]
        seen = self.sight(Asker.known(METTE)).history(measure.id) if measure.id else ()
        assert [each.status for each in seen] == [each[0] for each in measure.reports]
        if not self.erased:
            assert [each.reported_by.lower() for each in seen] == [each[3] for each in measure.reports]
