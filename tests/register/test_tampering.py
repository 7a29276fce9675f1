"""Whoever changes the database by hand is found out, however carefully they do it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from registers import METTE, new, register_over

from assistant.register.anchor import Anchor, Head
from assistant.register.entry import hash_of
from assistant.register.register import Register
from assistant.store.location import Location
from assistant.store.store import Store

ENTRIES = 40
Rows = list[dict[str, object]]
COLUMNS = ("n", "subject", "version", "body", "hash")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and an anchor, written by the program itself."""
    folder = tmp_path_factory.mktemp("written")
    store = Store(Location(file=folder / "rettesnor.db"))
    register = register_over(store, folder)
    dice = random.Random(7)
    for n in range(ENTRIES):
        register.report(
            new(dice.choice(["green", "red", "yellow"]), f"m{dice.randrange(9)}", note=f"Nr. {n}"), by=METTE
        )
    store.close()
    return folder


def _edited(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    fields = json.loads(str(row["body"]))
    name = dice.choice(sorted(fields))
    fields[name] = fields[name] + 1 if isinstance(fields[name], int) else f"{fields[name] or ''}x"
    row["body"] = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _letter_changed(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    column = dice.choice(["subject", "body", "hash"])
    value = str(row[column])
    at = dice.randrange(len(value))
    row[column] = value[:at] + ("y" if value[at] != "y" else "z") + value[at + 1 :]


def _number_changed(rows: Rows, dice: random.Random) -> None:
    dice.choice(rows)[dice.choice(["n", "version"])] = dice.choice([0, -1, 10**6])


def _deleted(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows) - 1)]


def _reordered(rows: Rows, dice: random.Random) -> None:
    one, other = dice.sample(rows, 2)
    for column in dice.choice([("body",), ("body", "hash"), ("n",), ("subject", "version", "body", "hash")]):
        one[column], other[column] = other[column], one[column]


def _cut(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows)) :]


def _added(rows: Rows, dice: random.Random) -> None:
    rows.append(dict(dice.choice(rows)) | {"n": len(rows) + 1, "version": 10**6})


KINDS: tuple[Callable[[Rows, random.Random], None], ...] = (
    _edited,
    _letter_changed,
    _number_changed,
    _deleted,
    _reordered,
    _cut,
    _added,
)


def _made_consistent(rows: Rows) -> None:
    """What somebody does who knows the form: number, chain and hash everything anew."""
    counts: Counter[object] = Counter()
    previous = ""
    for n, row in enumerate(rows, start=1):
        fields = json.loads(str(row["body"])) | {"n": n, "previous": previous}
        counts[fields["subject"]] += 1
        body = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        row |= {"n": n, "subject": fields["subject"], "version": counts[fields["subject"]], "body": body}
        row["hash"] = previous = hash_of(body)


def _check_after(change: Callable[[Rows], None], written: Path, folder: Path) -> bool:
    """Whether a register is found whole after `change` to the rows of its database."""
    folder.mkdir(exist_ok=True)
    for name in ("rettesnor.db", "register.anchor"):
        shutil.copy(written / name, folder / name)
    with sqlite3.connect(folder / "rettesnor.db") as connection:
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in connection.execute("SELECT * FROM register_entries")]
        change(rows)
        # A hand that changes rows can drop the constraints as well.
        connection.execute("DROP TABLE register_entries")
        connection.execute("CREATE TABLE register_entries (n INTEGER, subject, version, body, hash)")
        wanted = "INSERT INTO register_entries VALUES (:n, :subject, :version, :body, :hash)"
        connection.executemany(wanted, rows)
    connection.close()
    store = Store(Location(file=folder / "rettesnor.db"))
    state = Register(store, Anchor(folder / "register.anchor")).check()
    store.close()
    assert state.is_whole or state.broken is None or state.broken.reason
    return state.is_whole


def _detected(number: int, written: Path, folder: Path) -> bool:
    dice = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    is_careful = number % 2 == 1 and kind not in (_letter_changed, _number_changed)

    def change(rows: Rows) -> None:
        before = [dict(row) for row in rows]
        kind(rows, dice)
        if is_careful:
            _made_consistent(rows)
        if rows == before:
            # A careful change of what is written anew anyway came to nothing; do something that does not.
            _cut(rows, dice)

    return not _check_after(change, written, folder)


@pytest.mark.slow
def test_every_tampering_is_detected(written: Path, tmp_path: Path) -> None:
    """Edited, deleted, reordered, cut off or added, carelessly or with every hash made anew."""
    missed = [number for number in range(70) if not _detected(number, written, tmp_path / "copy")]

    assert missed == []


@pytest.mark.soak
def test_a_thousand_tamperings_are_detected(written: Path, tmp_path: Path) -> None:
    """The same with the full count."""
    missed = [number for number in range(1000) if not _detected(number, written, tmp_path / "copy")]

    assert missed == []


def test_a_register_nobody_touched_is_whole(written: Path, tmp_path: Path) -> None:
    """An alarm that always rings is none."""
    assert _check_after(lambda rows: None, written, tmp_path / "copy")


@pytest.mark.parametrize("cut", [1, 2, ENTRIES])
def test_where_it_breaks_is_told(written: Path, tmp_path: Path, cut: int) -> None:
    """Who has to look wants to know where."""
    shutil.copytree(written, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy" / "rettesnor.db") as connection:
        connection.execute("DELETE FROM register_entries WHERE n > ?", (ENTRIES - cut,))
    connection.close()
    store = Store(Location(file=tmp_path / "copy" / "rettesnor.db"))
    broken = Register(store, Anchor(tmp_path / "copy" / "register.anchor")).check().broken
    store.close()

    assert broken is not None
    assert broken.n == ENTRIES - cut + 1
    assert "ends before entry" in broken.reason


def test_a_lost_anchor_is_told(written: Path, tmp_path: Path) -> None:
    """Without it the end could be cut unseen, so its loss is no detail."""
    shutil.copytree(written, tmp_path / "copy")
    (tmp_path / "copy" / "register.anchor").unlink()
    store = Store(Location(file=tmp_path / "copy" / "rettesnor.db"))
    broken = Register(store, Anchor(tmp_path / "copy" / "register.anchor")).check().broken
    store.close()

    assert broken is not None
    assert "anchor was lost" in broken.reason


def test_a_damaged_anchor_is_told(written: Path, tmp_path: Path) -> None:
    """A line that cannot be read may have been the one that counts."""
    shutil.copytree(written, tmp_path / "copy")
    path = tmp_path / "copy" / "register.anchor"
    path.write_bytes(path.read_bytes().replace(b'{"confirmed": 7', b'{"conf', 1))
    store = Store(Location(file=tmp_path / "copy" / "rettesnor.db"))
    state = Register(store, Anchor(path)).check()
    store.close()

    assert state.damaged_lines == 1
    assert not state.is_whole


@pytest.mark.parametrize("torn", [b'{"intended": 41, "ha', b"{", b'{"intended": 41, "hash": "x"}'])
def test_a_line_torn_by_a_loss_of_power_does_no_harm(tmp_path: Path, torn: bytes) -> None:
    """It was never acknowledged; the next lines must not grow onto it."""
    anchor = Anchor(tmp_path / "register.anchor")
    anchor.confirm(Head(1, "a"))
    with anchor.path.open("ab") as file:
        file.write(torn)
    before = anchor.read()
    anchor.intend(Head(2, "b"))
    anchor.confirm(Head(2, "b"))

    assert (before.last, before.damaged) == (Head(1, "a"), 0)
    assert anchor.read().last == Head(2, "b")
    assert anchor.read().damaged == 0


def test_an_entry_of_a_killed_writer_is_taken_for_what_it_is(tmp_path: Path) -> None:
    """Killed between commit and confirmation: the entry is there and known, and the next one follows it."""
    store = Store(Location(file=tmp_path / "rettesnor.db"))
    register = register_over(store, tmp_path)
    register.report(new(), by=METTE)
    lines = register.anchor.path.read_bytes().splitlines(keepends=True)
    register.anchor.path.write_bytes(b"".join(lines[:-1]))

    assert register.check().is_whole
    register.report(new(), by=METTE)
    assert register.check().is_whole
    store.close()


def test_an_intention_that_came_to_nothing_is_no_break(tmp_path: Path) -> None:
    """Killed between intention and commit: there is no entry, and the next one takes its number."""
    store = Store(Location(file=tmp_path / "rettesnor.db"))
    register = register_over(store, tmp_path)
    register.report(new(), by=METTE)
    register.anchor.intend(Head(2, "never committed"))

    assert register.check().is_whole
    register.report(new(), by=METTE)
    assert register.check().is_whole
    store.close()


def test_the_end_is_found_however_long_the_anchor_grows(tmp_path: Path) -> None:
    """A writer reads its last lines only."""
    anchor = Anchor(tmp_path / "register.anchor")
    head = Head(0, "")
    for n in range(1, 400):
        head = Head(n, f"{n:064x}")
        anchor.confirm(head)

    assert anchor.tail().last == head
    assert anchor.tail().damaged == 0
    assert len(anchor.tail().confirmed) < len(anchor.read().confirmed) == 399
