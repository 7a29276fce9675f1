"""What the linter of plans tells somebody to mend, and what it leaves in peace."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.corpus import read_corpus
from ingest.lint import lint
from ingest.lint_command import check_corpus_command
from ingest.readers import read_here
from ingest.reading import understand
from ingest.records import Finding

TODAY = dt.date(2026, 3, 1)
TOML = '[[organisation]]\nid = "x"\nname = "Xstyrelsen"\nhome = true\n'
SOUND = """# Resultatplan 2026

## 1. Mål

| Nr. | Mål | Milepæl | Frist | Ansvarlig |
|---|---|---|---|---|
| 1 | Renere sejlløb i de indre farvande | Målebøjer er lagt ud ved Grønsund | Q2 | Miljø |
| 2 | Digitale søkort til alle skibe | De første tolv søkort er udgivet | Q4 | Kort |
"""
OTHER = SOUND.replace("Resultatplan 2026", "Årsplan 2026").replace("Digitale søkort til alle skibe", "Nye tilladelser")

Corpus = Callable[..., Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Makes a corpus folder of texts by file name."""

    def make(**files: str) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir()
        (folder / "corpus.toml").write_text(TOML, encoding="utf-8")
        for name, text in files.items():
            (folder / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")
        return folder

    return make


def _codes(folder: Path) -> list[tuple[str, str]]:
    return [(each.document, each.code) for each in _findings(folder)]


def _findings(folder: Path) -> Sequence[Finding]:
    reading = understand(read_corpus(folder), None, read=read_here, tell=lambda _: None)
    return lint(reading.understood, today=TODAY)


def test_a_sound_plan_is_left_in_peace(corpus: Corpus) -> None:
    """A linter that cries at everything is switched off."""
    assert _codes(corpus(plan=SOUND)) == []


TOLD = "# Strategi\n\n" + "\n\n".join(
    f"Vi løser {count} opgaver i år for {whom}."
    for count, whom in zip(
        ("en", "to", "tre", "fire", "fem", "seks"), ("byen", "havnen", "skolen", "kysten", "skoven", "øen"), strict=True
    )
)

CASES = {
    "no time": ({"plan": SOUND.replace("| Q2 |", "| - |")}, [("plan", "milestone_without_time")]),
    "no owner": ({"plan": SOUND.replace("| Miljø |", "| |")}, [("plan", "milestone_without_owner")]),
    "no period": ({"plan": SOUND.replace(" 2026", "")}, [("plan", "plan_without_period")]),
    "a draft": ({"plan": SOUND.replace("# Resultat", "# Udkast til resultat")}, [("plan", "looks_like_draft")]),
    "over": ({"plan": SOUND.replace("2026", "2025")}, [("plan", "period_ended")]),
    "over, but followed": (
        {"plan_2025": SOUND.replace("2026", "2025"), "plan_2026": OTHER.replace("Års", "Resultat")},
        [],
    ),
    "nearly the same twice, once as a list": (
        {"a": TOLD, "b": TOLD.replace("fem opgaver i år", "seks opgaver i år").replace("\n\nVi", "\n- Vi")},
        [("b", "near_duplicate")],
    ),
    "the same twice": ({"a": SOUND, "b": SOUND}, [("b", "duplicate")]),
    "another date": ({"a": SOUND, "b": OTHER.replace("| Q2 |", "| Q3 |")}, [("b", "dates_disagree")]),
}


@pytest.mark.parametrize(("files", "codes"), CASES.values(), ids=CASES)
def test_what_is_told(corpus: Corpus, files: dict[str, str], codes: list[tuple[str, str]]) -> None:
    """Each of these has made somebody ask in vain."""
    assert _codes(corpus(**files)) == codes


def test_a_disagreement_names_both_dates_and_the_other_document(corpus: Corpus) -> None:
    """Whoever reads it must not have to look for them."""
    folder = corpus(a=SOUND, b=OTHER.replace("| Q2 |", "| Q3 |"))

    message = _findings(folder)[0].message

    assert all(word in message for word in ("Målebøjer er lagt ud", "Q2", "Q3", "a.md"))


def test_the_command_says_where_and_fails(
    corpus: Corpus, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pipeline runs it before documents are published."""
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "var"))
    folder = corpus(plan=SOUND.replace("| Q2 |", "| - |"))

    code = check_corpus_command([str(folder), "--json", "--on", "2026-03-01"], read=read_here)
    found = json.loads(capsys.readouterr().out)

    assert (code, found["ok"]) == (1, False)
    told = {each["code"]: each["where"] for each in found["findings"]}
    assert told["milestone_without_time"] == "line 7"
    assert found["documents"][0]["milestones"] == 2
