"""
Thousands of documents beside the plain pipeline, in one run: `make scale`.

Owns the generated corpus, what is measured on it, and docs/scale.md; leaves the plain pipeline to `evals.plain`.
Everything but answers is measured from outside, on whole processes; ingestion as a ratio, as machines differ.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.bench import ROOT, Measure, machine, percentile

__all__ = ["main", "write_corpus"]

PAGE = ROOT / "docs" / "scale.md"
WORDS_EACH = 830
SEED = 7
QUESTIONS = 60
TOP = 10
MANY = 1000
"""Documents from which on the bars are those of the whole corpus."""
FIRST_KIB = 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure once and print it; with `--page`, write docs/scale.md.

    Returns:
        0 when every bar is held, 1 when one is missed.
    """
    parser = argparse.ArgumentParser(prog="make scale", description="Measure thousands of documents.")
    parser.add_argument("--documents", type=int, default=3000, help="how many are generated (default 3000)")
    parser.add_argument("--page", action="store_true", help="write docs/scale.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rettesnor-scale-") as name:
        measures = list(_measures(Path(name), chosen.documents))
    text = _page(measures, documents=chosen.documents)
    print(text)
    if chosen.page:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if all(measure.is_held for measure in measures) else 1


def write_corpus(folder: Path, count: int) -> int:
    """Write `count` Markdown documents with headings, paragraphs and lists, the same every time; their words."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    known = [word for file in sorted((ROOT / "corpus").glob("*.txt")) for word in file.read_text("utf-8").split()]
    vocabulary = [word for word in known if word.isalpha()]
    total = 0
    for number in range(count):
        text = "\n".join(_document(chance, vocabulary, number))
        file = folder / f"{number // 100:02d}" / f"retningslinje-{number:04d}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        total += len(text.split())
    return total


def _document(chance: random.Random, vocabulary: Sequence[str], number: int) -> Iterator[str]:
    yield f"# Retningslinje {number}: {chance.choice(vocabulary)} {chance.choice(vocabulary)}\n"
    words = 0
    while words < WORDS_EACH:
        yield f"## {chance.choice(vocabulary).capitalize()} {chance.choice(vocabulary)}\n"
        for _ in range(3):
            paragraph = " ".join(_sentence(chance, vocabulary) for _ in range(chance.randint(1, 4)))
            words += len(paragraph.split())
            yield paragraph + "\n"
        if chance.random() < 0.6:  # noqa: PLR2004 - most sections have a list
            items = [_sentence(chance, vocabulary) for _ in range(chance.randint(3, 6))]
            words += sum(len(item.split()) for item in items)
            yield "Vi arbejder med:\n\n" + "\n".join(f"- {item}" for item in items) + "\n"


def _sentence(chance: random.Random, vocabulary: Sequence[str]) -> str:
    return " ".join(chance.choice(vocabulary) for _ in range(chance.randint(8, 22))).capitalize() + "."


def _measures(folder: Path, count: int) -> Iterator[Measure]:
    corpus = folder / "corpus"
    words = write_corpus(corpus, count)
    environment = _environment(corpus, folder / "data")
    ingest = [str(Path(sys.executable).with_name("rettesnor")), "ingest", "--quiet"]
    ours_s, peak = _timed(ingest, environment)
    plain_s, _ = _timed(_plain_command(corpus, folder), environment)
    yield Measure(
        name="first ingestion",
        value=ours_s / plain_s,
        bar=0.1,
        unit="×",
        made_of=f"{words} words: {ours_s:.0f} s against {plain_s:.0f} s",
    )
    yield Measure(
        name="its memory", value=peak / FIRST_KIB, bar=1536, unit="MiB", made_of="peak of its largest process"
    )
    again_s, _ = _timed(ingest, environment)
    yield Measure(name="unchanged ingestion", value=again_s, bar=5, unit="s", made_of="nothing to do")
    changed = corpus / "00" / "retningslinje-0000.md"
    changed.write_text(changed.read_text("utf-8") + "\nVi passer på fyrtårnene.\n", encoding="utf-8")
    changed_s, _ = _timed(ingest, environment)
    yield Measure(name="one changed document", value=changed_s, bar=10, unit="s", made_of="until it is in force")
    yield from _answers(environment)


def _environment(corpus: Path, data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETTESNOR_")}
    return kept | {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(data)}


def _timed(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, int]:
    """Wall seconds of a command, and the most memory (KiB) that it or a process of its own held."""
    start = time.perf_counter()
    subprocess.run(command, env=dict(environment), cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _plain_command(corpus: Path, folder: Path) -> list[str]:
    """The plain pipeline over the same documents, in the flat folder of text files that it reads."""
    flat = folder / "flat"
    flat.mkdir()
    for file in corpus.rglob("*.md"):
        (flat / f"{file.stem}.txt").write_bytes(file.read_bytes())
    return [sys.executable, "-m", "evals.plain", "Hvad?", "--corpus", str(flat), "--data", str(folder / "plain")]


def _answers(environment: Mapping[str, str]) -> Iterator[Measure]:
    from assistant.bootstrap import build  # noqa: PLC0415 - only now is there something to open
    from assistant.question import ANYBODY, Question  # noqa: PLC0415
    from evals.recall import recall_of  # noqa: PLC0415
    from ingest.settings import load_settings  # noqa: PLC0415

    settings = load_settings(environment, file=Path("none.toml"))
    assistant = build(settings)
    knowledge = assistant.knowledge(ANYBODY)
    chance = random.Random(SEED)  # noqa: S311 - no secret
    asked = [_question(chance, each.body) for each in chance.sample(knowledge.passages, QUESTIONS)]
    now = dt.datetime(2026, 3, 1, 9, tzinfo=settings.time_zone)
    assistant.ask(Question(text=asked[0], asked_at=now), ANYBODY)
    times = []
    for text in asked:
        start = time.perf_counter()
        assistant.ask(Question(text=text, asked_at=now), ANYBODY)
        times.append(1000 * (time.perf_counter() - start))
    count = f"{len(asked)} questions over {len(knowledge.passages)} passages"
    yield Measure(name="an answer, p95", value=percentile(sorted(times), 0.95), bar=60, unit="ms", made_of=count)
    for share in (1.0, 0.02):
        found = recall_of(settings, knowledge, asked, share=share, top=TOP)
        made_of = f"nearest {TOP}, against every passage scored, {share:.0%} of the documents"
        # A Measure's bar is a largest value: what is missed is measured.
        yield Measure(name="search misses", value=1 - found, bar=0.01, unit="of 1", made_of=made_of)


def _question(chance: random.Random, body: str) -> str:
    words = body.split()
    at = chance.randrange(max(1, len(words) - 6))
    return "Hvad siger I om " + " ".join(words[at : at + 6]).strip(".:,") + "?"


def _page(measures: Sequence[Measure], *, documents: int) -> str:
    rows = "\n".join(
        f"| {each.name} | {each.value:.3g} {each.unit} | {each.bar:g} {each.unit} | {'✓' if each.is_held else '✗'} "
        f"| {each.made_of} |"
        for each in measures
    )
    less = "" if documents >= MANY else "\n\nThis run was shortened; the bars are those of 3000 documents."
    return f"""# Scale

Written by `make scale ARGS="--documents {documents} --page"` on {dt.datetime.now(dt.UTC).date()}, on {machine()}.

{documents} generated Markdown documents; × is a ratio to the plain pipeline over the same files in the same run.{less}

| What | Measured | Bar | Held | From |
|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
