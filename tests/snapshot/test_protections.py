"""What the other tests of this folder rely on, taken out one by one: each fault then comes through, and is seen."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from generation_samples import contents, document

from ingest.errors import IndexUnreadable
from ingest.snapshot import files, open_current, publish

SEED = 20261129
OLD = contents(document(1), document(2))
NEW = contents(document(1), document(2, extra=" og klar"), document(3))


def _two_generations(data: Path) -> tuple[Path, Path]:
    """The folders of two generations, the second in force."""
    names = [publish(data, made, inputs=str(at)).manifest.name for at, made in enumerate((OLD, NEW))]
    return data / "index" / names[0], data / "index" / names[1]


def _flip(path: Path, chooser: random.Random) -> bytes:
    """One bit of a file the other way round; the file as it was."""
    whole = path.read_bytes()
    at = chooser.randrange(len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chooser.randrange(8))]) + whole[at + 1 :])
    return whole


def _flips(data: Path, count: int, *, as_: type[Exception] = IndexUnreadable) -> int:
    """Bits of the only generation flipped one at a time, in any of its files; how many were refused."""
    name = publish(data, NEW, inputs="a").manifest.name
    chooser = random.Random(SEED)
    paths = sorted((data / "index" / name).iterdir())
    return sum(_is_refused(data, path, _flip(path, chooser), as_) for path in chooser.choices(paths, k=count))


def _is_refused(data: Path, path: Path, whole: bytes, as_: type[Exception]) -> bool:
    """Whether the index is refused as it is, before anything can be asked; the file is put back."""
    try:
        open_current(data)
    except as_:
        return True
    finally:
        path.write_bytes(whole)
    return False


def _swaps(data: Path, count: int, *, as_: type[Exception] = IndexUnreadable) -> tuple[int, int]:
    """
    Files changed for another one: of the other generation, or of another name.

    Args:
        data: The data folder.
        count: How many.
        as_: What else than the older generation's answer counts as refusal.

    Returns:
        How many were other bytes, and how many of these were not served.
    """
    old, new = _two_generations(data)
    chooser = random.Random(SEED)
    pool = [*sorted(old.iterdir()), *sorted(new.iterdir())]
    made = refused = 0
    while made < count:
        path, other = chooser.choice(sorted(new.iterdir())), chooser.choice(pool)
        whole, strange = path.read_bytes(), other.read_bytes()
        if whole == strange:
            continue
        made += 1
        path.write_bytes(strange)
        # The generation before is whole, so that it answers instead.
        refused += _falls_back(data, old.name, as_)
        path.write_bytes(whole)
    return made, refused


def _falls_back(data: Path, older: str, as_: type[Exception]) -> bool:
    try:
        return open_current(data).snapshot == older
    except as_:
        return True


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_flipped_bit_is_refused(tmp_path: Path, count: int) -> None:
    """Wherever it is: in an index, a record, a table or the manifest."""
    assert _flips(tmp_path, count) == count


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_swapped_file_is_refused(tmp_path: Path, count: int) -> None:
    """A half restored backup mixes generations; names and forms fit, and only the checksums tell."""
    assert _swaps(tmp_path, count) == (count, count)


def _unchecked(path: Path, said: Mapping[str, Any]) -> bytes:
    del said
    return path.read_bytes()


def test_without_the_checksums_flips_and_swaps_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are what finds them: neither FAISS nor JSON does."""
    monkeypatch.setattr(files, "_checked", _unchecked)

    # Some make a file that cannot be read at all, whatever it ends in.
    assert _flips(tmp_path / "flips", 60, as_=Exception) < 50
    made, refused = _swaps(tmp_path / "swaps", 60, as_=Exception)
    assert refused < made


def test_without_the_manifests_own_checksum_another_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole folders could be changed for others, each of them sound in itself."""
    old, new = _two_generations(tmp_path)
    kept = {path.name: path.read_bytes() for path in new.iterdir()}
    for path in old.iterdir():
        (new / path.name).write_bytes(path.read_bytes())

    assert open_current(tmp_path).snapshot == old.name  # fallen back to
    monkeypatch.setattr(files, "checksum", lambda content: _known(content, kept))
    assert len(open_current(tmp_path).documents) == 2  # the wrong ones, in the newer one's place


def _known(content: bytes, kept: Mapping[str, bytes]) -> str:
    """A checksum that takes any manifest for the one that was written."""
    return hashlib.sha256(kept[files.MANIFEST] if content.startswith(b'{\n "schema"') else content).hexdigest()


def test_without_reading_back_a_generation_that_was_written_wrongly_comes_into_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that loses bytes on the way is found before the switch, by reading what was written."""
    real = files.write_files

    def lose(folder: Path, made: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
        written = real(folder, made)
        path = folder / "vectors.faiss"
        path.write_bytes(path.read_bytes()[:-1] + b"\xff")
        return written

    old = publish(tmp_path, OLD, inputs="a").manifest.name
    monkeypatch.setattr("ingest.snapshot.generations.write_files", lose)
    with pytest.raises(IndexUnreadable):
        publish(tmp_path, NEW, inputs="b")
    assert open_current(tmp_path).snapshot == old

    with monkeypatch.context() as patch:
        patch.setattr(files, "_checked", _unchecked)
        publish(tmp_path, NEW, inputs="b")
    assert open_current(tmp_path).snapshot == old  # found by the next who opens it, too late to save the ingestion
