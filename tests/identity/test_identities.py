"""A goal and a milestone keep their ids, and with them what was reported on them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.corpus import load_document, read_corpus
from ingest.corpus.noted import Noted
from ingest.errors import CorpusInvalid, IdentitiesUnreadable
from ingest.goals import find_goals
from ingest.identity.assign import Identified, keep_identities
from ingest.identity.known import IDENTITIES, Identities, read_identities, write_identities
from ingest.records import Document, Goal

PREPAREDNESS = ("Udarbejdelse af handleplan for ny, større epidemi (Q1).", "Endelig handleplan for ny epidemi (Q4).")
DATA = ("Første version af løsningen er i drift (Q2).", "Behov for data er afdækket (Q2).")


def _plan(*goals: Sequence[str]) -> str:
    """A plan for 2025 with numbered goals, each a title and its milestones."""
    rows = "\n".join(
        f"### Mål {number}\n\n| Titel | Mål | Målepunkt |\n|---|---|---|\n"
        f"| {title} | Vi arbejder med {title.lower()}. | <ul>{''.join(f'<li>{each}</li>' for each in items)}</ul> |\n"
        for number, (title, *items) in enumerate(goals, start=1)
    )
    return f"# Plan 2025\n\n## 1. Mål\n\n{rows}"


BOTH = (("Beredskab", *PREPAREDNESS), ("Data", *DATA))


class Reader:
    """A corpus that is read again and again with one identity map."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = Identities()
        self.last: Identified | None = None

    def read(self, text: str, *, noted: Sequence[Noted] = (), name: str = "plan.md") -> tuple[Goal, ...]:
        """The goals of this text, with lasting ids."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / name).write_text(text, encoding="utf-8")
        document = self._document()
        goals, _ = find_goals(document)
        self.last = keep_identities([document], {document.id: goals}, self.known, noted=noted)
        self.known = self.last.identities
        return self.last.goals[document.id]

    def _document(self) -> Document:
        document, _ = load_document(read_corpus(self.folder).sources[0])
        return dataclasses.replace(document, period_from=dt.date(2025, 1, 1), period_to=dt.date(2025, 12, 31))

    @property
    def codes(self) -> list[str]:
        """What the last reading wanted a person to know."""
        return [each.code for each in self.last.findings] if self.last else []


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A corpus without history."""
    return Reader(tmp_path / "corpus")


def _ids(goals: Sequence[Goal]) -> dict[str, str]:
    """Words to id, of goals and milestones."""
    return {
        **{goal.title.text: goal.id for goal in goals if goal.title},
        **{each.quote.text: each.id for goal in goals for each in goal.milestones},
    }


def test_reading_unchanged_documents_again_changes_no_id(reader: Reader) -> None:
    """An index made anew, with or without the map, belongs to the same history."""
    first = _ids(reader.read(_plan(*BOTH)))
    again = _ids(reader.read(_plan(*BOTH)))
    reader.known = Identities()

    assert again == first
    assert _ids(reader.read(_plan(*BOTH))) == first
    assert reader.codes == []


@pytest.mark.parametrize(
    "now",
    [
        "Første version af løsningen er taget i drift (Q2).",
        "Første version af løsningen er i drift (Q3).",
        "Den første version af løsningen er i drift (Q2)",
        "Løsningens første version er i drift (Q2).",
    ],
)
def test_a_reworded_milestone_keeps_its_id_and_its_earlier_words(reader: Reader, now: str) -> None:
    """What was reported must not come loose because somebody mended a sentence."""
    was = _ids(reader.read(_plan(*BOTH)))[DATA[0]]
    ids = _ids(reader.read(_plan(BOTH[0], ("Data", now, DATA[1]))))

    assert ids[now] == was
    assert reader.known.records[was].wordings == (DATA[0], now)
    assert reader.codes == ["reworded"]


def test_another_milestone_in_its_place_is_not_the_same(reader: Reader) -> None:
    """A status given to one thing must never be shown for another."""
    was = _ids(reader.read(_plan(*BOTH)))[DATA[0]]
    ids = _ids(reader.read(_plan(BOTH[0], ("Data", "Medarbejderne er uddannet i sikkerhed (Q2).", DATA[1]))))

    assert was not in ids.values()
    assert "removed" in reader.codes


def test_goals_that_change_places_take_their_ids_along(reader: Reader) -> None:
    """A goal's number is a place in a document, not what was reported on."""
    before = _ids(reader.read(_plan(*BOTH)))
    after = _ids(reader.read(_plan(*BOTH[::-1])))

    assert after == before


def test_a_removed_goal_leaves_its_number_but_not_its_id(reader: Reader) -> None:
    """The goal that moves up must not inherit the history of the one that left."""
    before = _ids(reader.read(_plan(*BOTH)))
    after = _ids(reader.read(_plan(("Ny opgave", "Et kontor er åbnet (Q3)."), BOTH[1])))

    assert after["Data"] == before["Data"]
    assert after["Ny opgave"] != before["Beredskab"]
    assert not reader.known.records[before["Beredskab"]].is_current
    assert reader.known.records[before[PREPAREDNESS[0]]].wordings == (PREPAREDNESS[0],)


def test_a_milestone_that_comes_back_is_the_one_it_was(reader: Reader) -> None:
    """Its history waited for it."""
    was = _ids(reader.read(_plan(*BOTH)))[DATA[1]]
    reader.read(_plan(BOTH[0], ("Data", DATA[0])))

    assert _ids(reader.read(_plan(*BOTH)))[DATA[1]] == was


def test_a_wording_gone_back_on_finds_its_id(reader: Reader) -> None:
    """Two changes that undo each other change nothing."""
    was = _ids(reader.read(_plan(*BOTH)))[DATA[0]]
    reader.read(_plan(BOTH[0], ("Data", "Første version af løsningen er taget i drift (Q2).", DATA[1])))

    assert _ids(reader.read(_plan(*BOTH)))[DATA[0]] == was


TWINS = ("Øvelse for ledere er holdt i nord (Q1).", "Øvelse for ledere er holdt i syd (Q1).")
MERGED = "Øvelse for ledere er holdt i øst (Q1)."


def test_what_could_be_either_is_reported_and_not_guessed(reader: Reader) -> None:
    """A wrong guess would put one milestone's status on another."""
    before = _ids(reader.read(_plan(("Beredskab", *TWINS))))
    after = _ids(reader.read(_plan(("Beredskab", MERGED))))

    assert after[MERGED] not in before.values()
    assert "identity_ambiguous" in reader.codes
    assert reader.last is not None
    assert all(before[each] in reader.last.findings[0].message for each in TWINS)


def test_an_editor_settles_which_one_it_is(reader: Reader) -> None:
    """Who knows the plan decides; the program only asks."""
    before = _ids(reader.read(_plan(("Beredskab", *TWINS))))
    settled = [Noted(id=before[TWINS[1]], wording=MERGED)]
    after = _ids(reader.read(_plan(("Beredskab", MERGED)), noted=settled))

    assert after[MERGED] == before[TWINS[1]]
    assert "identity_ambiguous" not in reader.codes


def test_a_plan_that_was_renamed_and_edited_at_once_is_found(reader: Reader) -> None:
    """Of one organisation's plans for one year there is one."""
    was = _ids(reader.read(_plan(*BOTH)))[DATA[0]]

    assert _ids(reader.read(_plan(BOTH[0], ("Data", *DATA, "Ny (Q4).")), name="plan-rev-2.md"))[DATA[0]] == was


def test_the_map_is_read_as_it_was_written(reader: Reader, tmp_path: Path) -> None:
    """Every reported status hangs on it."""
    reader.read(_plan(*BOTH))
    write_identities(tmp_path / "var", reader.known)

    assert read_identities(tmp_path / "var") == reader.known
    assert read_identities(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", '{"version": 1}', json.dumps({"version": 99})])
def test_a_damaged_map_is_never_taken_for_an_empty_one(tmp_path: Path, content: str) -> None:
    """Minting all ids anew would look like success and lose every status."""
    (tmp_path / IDENTITIES).write_text(content)

    with pytest.raises(IdentitiesUnreadable, match=IDENTITIES):
        read_identities(tmp_path)


def test_corpus_toml_takes_no_key_it_does_not_know(tmp_path: Path) -> None:
    """A slip in a key would leave a milestone without its owner unseen."""
    (tmp_path / "plan.md").write_text(_plan(*BOTH))
    (tmp_path / "corpus.toml").write_text('[[milestone]]\nid = "x"\nowners = "HR"\n')

    with pytest.raises(CorpusInvalid, match="owners"):
        read_corpus(tmp_path)
