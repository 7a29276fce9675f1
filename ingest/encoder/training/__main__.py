"""
`python -m ingest.encoder.training --data FOLDER`: train the bundled encoder and lexicon, and write them.

Owns the command's arguments and its progress on screen; leaves the work to `.build` and `.bundle`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import os
import sys
from collections import Counter
from pathlib import Path

import torch

from ingest.encoder.glossary import GLOSSARY, read_glossary
from ingest.encoder.static import BUNDLE
from ingest.encoder.training.build import Material, Recipe, prepare, train
from ingest.encoder.training.bundle import learn_lexicon, write_bundle
from ingest.encoder.training.data import LICENCES, read_headings, read_pairs
from ingest.encoder.training.teacher import TeacherCache, teacher_words
from ingest.errors import RettesnorError

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Train and write the bundle; 0 on success, 1 when something needed is missing."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, force=True)
    logging.getLogger().handlers[0].setFormatter(_Progress())
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(mode=True)
    try:
        _build(options)
    except (RettesnorError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _build(options: argparse.Namespace) -> None:
    material = Material(
        pairs=read_pairs(options.data, restricted=options.restricted),
        headings=read_headings(options.data),
        glossary=read_glossary(options.glossary),
    )
    recipe = Recipe(runs=options.runs)
    start = prepare(material, recipe, TeacherCache(options.work / "teacher"), teacher_words())
    rows = train(start, recipe, options.work / "runs")
    write_bundle(
        options.out,
        rows=rows,
        tokenizer=start.tokenizer,
        lexicon=learn_lexicon(material.all_pairs),
        facts={"recipe": dataclasses.asdict(recipe), "sources": _sources(material)},
    )
    sys.stdout.write(f"wrote {options.out}: {json.dumps({p.name: p.stat().st_size for p in options.out.iterdir()})}\n")


def _sources(material: Material) -> dict[str, dict[str, object]]:
    counts = Counter(pair.source for pair in material.all_pairs)
    licences = LICENCES | {"glossary": "Apache-2.0"}
    found: dict[str, dict[str, object]] = {
        source: {"licence": licences[source], "pairs": count} for source, count in sorted(counts.items())
    }
    found["headings"] = {"licence": "CC BY 4.0", "pairs": len(material.headings)}
    return found


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest.encoder.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training texts (docs/encoder.md)")
    parser.add_argument("--work", type=Path, default=Path("build/encoder"), help="folder for what a later run reuses")
    parser.add_argument("--out", type=Path, default=BUNDLE, help="folder to write the bundle to")
    parser.add_argument("--glossary", type=Path, default=GLOSSARY, help="glossary to learn from")
    parser.add_argument("--runs", type=int, default=Recipe().runs, help="runs whose rows are averaged")
    parser.add_argument("--threads", type=int, default=1, help="processor threads; the result depends on their number")
    parser.add_argument("--restricted", action="store_true", help="use share-alike and copyleft texts too; not to ship")
    return parser.parse_args(arguments)


class _Progress(logging.Formatter):
    """The event, and where it stands."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        places = {key: record.__dict__[key] for key in ("run", "step", "done", "of", "loss") if key in record.__dict__}
        return f"{self.formatTime(record)} {record.getMessage()} {places or ''}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
