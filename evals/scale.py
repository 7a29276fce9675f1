"""
Thousands of documents beside the plain pipeline, in one run: `make scale`.

Owns the generated corpus, what is measured on it, and docs/scale.md; leaves the plain pipeline to `evals.plain`.
Everything but answers is measured from outside, on whole processes; ingestion as a ratio, as machines differ.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import http.client
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench import ROOT, Measure, machine, percentile, serving

__all__ = ["main", "write_corpus"]

PAGE = ROOT / "docs" / "scale.md"
WORDS_EACH = 830
SEED = 7
QUESTIONS = 60
TOP = 10
MANY = 1000
"""Documents from which on the bars are those of the whole corpus."""
MIB = 1 << 20


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure once and print it; with `--page`, write docs/scale.md.

    Returns:
        0 when every bar is held, 1 when one is missed.
    """
    parser = argparse.ArgumentParser(prog="make scale", description="Measure thousands of documents.")
    parser.add_argument("--documents", type=int, default=3000, help="how many are generated (default 3000)")
    parser.add_argument(
        "--passages", type=int, default=100_000, help="passages over which answers are measured (default 100000)"
    )
    parser.add_argument(
        "--sample", type=int, default=100, help="documents that the plain pipeline is measured on (default 100)"
    )
    parser.add_argument("--page", action="store_true", help="write docs/scale.md")
    chosen = parser.parse_args(arguments)
    measures = []
    with tempfile.TemporaryDirectory(prefix="rettesnor-scale-") as name:
        for each in _measures(Path(name), chosen):
            measures.append(each)
            print(f"{each.name}: {each.value:.3g} {each.unit} ({each.made_of})", file=sys.stderr, flush=True)
    text = _page(measures, chosen)
    print(text)
    if chosen.page:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if all(measure.is_held for measure in measures) else 1


def write_corpus(folder: Path, count: int) -> int:
    """
    Write `count` Markdown documents with headings, paragraphs and lists, the same every time.

    Returns:
        Their words.
    """
    chance = random.Random(SEED)
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
        if chance.random() < 0.6:  # most sections have a list
            items = [_sentence(chance, vocabulary) for _ in range(chance.randint(3, 6))]
            words += sum(len(item.split()) for item in items)
            yield "Vi arbejder med:\n\n" + "\n".join(f"- {item}" for item in items) + "\n"


def _sentence(chance: random.Random, vocabulary: Sequence[str]) -> str:
    return " ".join(chance.choice(vocabulary) for _ in range(chance.randint(8, 22))).capitalize() + "."


def _measures(folder: Path, chosen: argparse.Namespace) -> Iterator[Measure]:
    corpus, count = folder / "corpus", chosen.documents
    words = write_corpus(corpus, count)
    environment = _environment(corpus, folder / "data")
    ingest = [str(Path(sys.executable).with_name("rettesnor")), "ingest", "--quiet"]
    ours = _run(ingest, environment)
    start = _run(_plain_command(corpus, folder, 1), environment)
    sample = min(chosen.sample, count)
    plain = _run(_plain_command(corpus, folder, sample), environment)
    # What starting costs is paid once, whatever the number of documents.
    plain_s = start.seconds + (plain.seconds - start.seconds) * (count - 1) / max(sample - 1, 1)
    told = f"{words} words: {ours.seconds:.0f} s against {plain_s:.0f} s, reckoned from {sample} documents"
    yield Measure(name="first ingestion", value=ours.seconds / plain_s, bar=0.1, unit="×", made_of=told)
    yield Measure(name="its memory", value=ours.peak / MIB, bar=1536, unit="MiB", made_of="peak of all its processes")
    again = _run(ingest, environment)
    yield Measure(name="unchanged ingestion", value=again.seconds, bar=5, unit="s", made_of="nothing to do")
    with serving([ingest[0], "serve"], environment) as (_, port):
        yield from _changed(corpus, ingest, environment, port)
    write_corpus(corpus, _documents_for(chosen.passages, environment, count))
    _run(ingest, environment)
    yield from _answers(environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What a command cost."""

    seconds: float
    """By the clock."""
    peak: int
    """Most resident bytes of it and its processes together."""


def _run(command: Sequence[str], environment: Mapping[str, str]) -> _Run:
    """Run a command to its end, and look at its memory ten times a second."""
    import psutil  # part of the extra bench

    start, peak = time.perf_counter(), 0
    with subprocess.Popen(
        command, env=dict(environment), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):
                held = (watched, *watched.children(recursive=True))
                peak = max(peak, sum(each.memory_info().rss for each in held))
            time.sleep(0.1)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return _Run(seconds=time.perf_counter() - start, peak=peak)


def _environment(corpus: Path, data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETTESNOR_")}
    return kept | {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(data), "RETTESNOR_RATE_LIMIT": "0"}


def _plain_command(corpus: Path, folder: Path, count: int) -> list[str]:
    """The plain pipeline over the first `count` documents, in the flat folder of text files that it reads."""
    flat = folder / f"flat-{count}"
    flat.mkdir()
    for file in sorted(corpus.rglob("*.md"))[:count]:
        (flat / f"{file.stem}.txt").write_bytes(file.read_bytes())
    return [
        sys.executable,
        "-m",
        "evals.plain",
        "Hvad?",
        "--corpus",
        str(flat),
        "--data",
        str(folder / f"plain-{count}"),
    ]


def _changed(corpus: Path, ingest: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[Measure]:
    """One document changed while a server runs: until it answers from the new words."""
    new = "Fyrtårnene på Skagen passes af Åse Holm hver onsdag."
    changed = corpus / "00" / "retningslinje-0000.md"
    changed.write_text(f"{changed.read_text('utf-8')}\n{new}\n", encoding="utf-8")
    start = time.perf_counter()
    run = _run(ingest, environment)
    answer, _ = _ask(port, "Hvem passer fyrtårnene på Skagen?")
    seconds = time.perf_counter() - start
    if new not in answer:
        msg = f"the server does not answer from the changed document, but: {answer[:300]!r}"
        raise ValueError(msg)
    told = f"{run.seconds:.1f} s until it is in force, then until a running server answers from it"
    yield Measure(name="one changed document", value=seconds, bar=10, unit="s", made_of=told)
    yield Measure(
        name="memory of that", value=run.peak / MIB, bar=1536, unit="MiB", made_of="peak of all its processes"
    )


def _ask(port: int, question: str) -> tuple[str, float]:
    """The answer of a running server, and milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    connection.request(
        "POST", "/v1/ask", json.dumps({"question": question}).encode(), {"Content-Type": "application/json"}
    )
    answer = connection.getresponse().read().decode()
    milliseconds = 1000 * (time.perf_counter() - start)
    connection.close()
    return str(json.loads(answer)["text"]), milliseconds


def _documents_for(passages: int, environment: Mapping[str, str], count: int) -> int:
    """How many documents make so many passages, by those that there are."""
    from ingest.settings import load_settings  # only now is there something to open
    from ingest.snapshot import open_current

    held = len(open_current(load_settings(environment, file=Path("none.toml")).data).passages)
    return max(count, math.ceil(count * passages / held * 1.01))


def _answers(environment: Mapping[str, str]) -> Iterator[Measure]:
    from assistant.bootstrap import build  # only now is there something to open
    from assistant.question import ANYBODY
    from evals.recall import recall_of
    from ingest.settings import load_settings

    settings = load_settings(environment, file=Path("none.toml"))
    knowledge = build(settings).knowledge(ANYBODY)
    chance = random.Random(SEED)
    asked = [_question(chance, each.body) for each in chance.sample(knowledge.passages, QUESTIONS)]
    count = f"{len(asked)} questions over {len(knowledge.passages)} passages"
    with serving([str(Path(sys.executable).with_name("rettesnor")), "serve"], environment) as (_, port):
        times = sorted(_ask(port, text)[1] for text in asked)
    yield Measure(name="`POST /v1/ask`, p50", value=percentile(times, 0.5), bar=60, unit="ms", made_of=count)
    yield Measure(name="`POST /v1/ask`, p95", value=percentile(times, 0.95), bar=60, unit="ms", made_of=count)
    for share in (1.0, 0.02):
        found = recall_of(settings, knowledge, asked, share=share, top=TOP)
        made_of = f"nearest {TOP}, against every passage scored, {share:.0%} of the documents"
        # A Measure's bar is a largest value: what is missed is measured.
        yield Measure(name="search misses", value=1 - found, bar=0.01, unit="of 1", made_of=made_of)


def _question(chance: random.Random, body: str) -> str:
    words = body.split()
    at = chance.randrange(max(1, len(words) - 6))
    return "Hvad siger I om " + " ".join(words[at : at + 6]).strip(".:,") + "?"


def _page(measures: Sequence[Measure], chosen: argparse.Namespace) -> str:
    rows = "\n".join(
        f"| {each.name} | {each.value:.3g} {each.unit} | {each.bar:g} {each.unit} | {'✓' if each.is_held else '✗'} "
        f"| {each.made_of} |"
        for each in measures
    )
    less = "" if chosen.documents >= MANY else "\n\nThis run was shortened; the bars are those of 3000 documents."
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"""# Scale

Written by `make scale ARGS="--page"` on {dt.datetime.now(dt.UTC).date()}, on {machine()}.
Load average at the end (1, 5, 15 minutes): {load}.

{chosen.documents} generated Markdown documents.
× is a ratio to the plain pipeline in the same run: LlamaIndex, FAISS and all-MiniLM-L6-v2.
It is measured on {chosen.sample} of them and reckoned to all, which would take it an hour; starting it counts once.
Answers are measured over more documents of the same kind, through a running server.{less}

| What | Measured | Bar | Held | From |
|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
