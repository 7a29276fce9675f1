"""
The command that reports a status and shows what was reported: `report-status`.

Owns its arguments and what it prints; leaves the rules to `assistant.register`. Whoever runs it is the local editor.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.access.identity import local_editor
from assistant.channels.command_line import Build, build_late, read_day
from assistant.channels.evidence import CompletionEvidence, with_evidence
from assistant.channels.requests import moment
from assistant.channels.subjects import Given, Subject, subject_named
from assistant.channels.terminal import fitted, shell_language
from assistant.clock import system_clock
from assistant.errors import NotFound
from assistant.protocols import Answers
from assistant.question import Asker
from assistant.register.views import Report, Round
from assistant.render.json import dump, report_json
from assistant.status import ReportedStatus
from assistant.store.location import locate
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.register.register import Register

__all__ = ["report_status_command"]


def report_status_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor report-status`: report how a goal or milestone stands, or show what was reported."""
    parser = argparse.ArgumentParser(
        prog="rettesnor report-status", description="Report a status, or without one show what was reported."
    )
    parser.add_argument("id", help='the goal or milestone: its id, or as much of the end as names one ("91c3f8d2")')
    parser.add_argument(
        "status", nargs="?", choices=list(ReportedStatus), metavar="STATUS", help=", ".join(ReportedStatus)
    )
    parser.add_argument("--note", help="why; needed for yellow, red, partly_fulfilled and not_fulfilled")
    parser.add_argument("--evidence", metavar="URL", help="a link to what proves it")
    parser.add_argument("--completed-on", type=read_day, metavar="DATE", help="the day it was done (today)")
    parser.add_argument(
        "--counts", action="store_true", help="add the completion counts of onboarding to the comment, where they fit"
    )
    parser.add_argument("--round", choices=list(Round), help="the follow-up round (the one the status belongs to)")
    parser.add_argument("--expected", type=int, metavar="N", help="refuse if there are other than N reports by now")
    parser.add_argument("--lang", type=Language, choices=list(Language), metavar="{da,en}", help="language to print in")
    parser.add_argument("--json", action="store_true", help="print JSON, as the HTTP interface gives it")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    answers = build(settings)
    if arguments.status:
        _report(arguments, answers, settings)
    _show(arguments, answers, settings)
    return 0


def _report(arguments: argparse.Namespace, answers: Answers, settings: Settings) -> None:
    editor = local_editor()
    subject = subject_named(answers.knowledge(Asker.known(editor)), arguments.id)
    given = Given(
        status=arguments.status,
        round=arguments.round,
        completed_on=arguments.completed_on,
        note=arguments.note,
        evidence=arguments.evidence,
    )
    new = subject.report(given, today=moment(None, clock=system_clock, zone=settings.time_zone).date())
    if arguments.counts:
        new = with_evidence(new, _offered(arguments, answers, settings, subject))
    with _register(settings) as register:
        register.report(new, by=editor, expected=arguments.expected)


def _offered(arguments: argparse.Namespace, answers: Answers, settings: Settings, subject: Subject) -> str | None:
    """What the program itself can say for the milestone; looking makes no database."""
    from assistant.onboarding.opening import training_of  # --help needs none of it
    from assistant.store.store import open_store

    knowledge = answers.knowledge(Asker.known(local_editor()))
    milestone = next((each for each in knowledge.milestones if each.id == subject.id), None)
    if milestone is None or not locate(settings).is_made:
        return None
    store = open_store(settings)
    try:
        evidence = CompletionEvidence(
            training=training_of(settings), texts=answers.texts, settings=settings, store=lambda: store
        )
        today = moment(None, clock=system_clock, zone=settings.time_zone).date()
        return evidence.offered(milestone, knowledge, shell_language(arguments.lang), today=today)
    finally:
        store.close()


@contextmanager
def _register(settings: Settings) -> Iterator[Register]:
    from assistant.register.opening import open_register  # --help needs no database
    from assistant.store.store import open_store

    store = open_store(settings)
    try:
        yield open_register(settings, store)
    finally:
        store.close()


def _show(arguments: argparse.Namespace, answers: Answers, settings: Settings) -> None:
    editor = Asker.known(local_editor())
    statuses = answers.statuses(editor)
    try:
        subject = subject_named(answers.knowledge(editor), arguments.id)
    except NotFound:
        # What the plan no longer has stays readable by its whole id.
        if not statuses.history(arguments.id):
            raise
        subject = Subject(id=arguments.id, goal=arguments.id.rpartition("/")[0], wording=None)
    reports, offered = statuses.history(subject.id), _offered(arguments, answers, settings, subject)
    if arguments.json:
        kept = [report_json(report) for report in reports]
        told = {"id": subject.id, "goal": subject.goal, "version": len(kept), "reports": kept}
        print(dump(told | ({"counts": offered} if offered else {}), indent=2))
        return
    language = shell_language(arguments.lang)
    lines = [subject.wording or answers.texts.say(language, "register.removed"), ""]
    lines += [line for report in reports for line in _lines(report, subject, answers.texts, language, settings)]
    lines += [] if reports else [answers.texts.say(language, "register.none")]
    if offered and not arguments.counts:
        lines += ["", answers.texts.say(language, "onboarding_counts.title") + f" {offered}"]
        lines.append(answers.texts.say(language, "onboarding_counts.how"))
    print(fitted("\n".join(lines)))


def _lines(report: Report, subject: Subject, texts: Texts, language: Language, settings: Settings) -> list[str]:
    """One report: a line with day, status and who, and beneath it what was said."""
    day = report.reported_at.astimezone(settings.time_zone).date()
    status = texts.say(language, f"cli.status_{report.status.value}")
    lines = [texts.say(language, "register.row", date=day.isoformat(), status=status, by=report.reported_by)]
    given = without_signs(report.wording or "")
    told: dict[str, dict[str, object]] = {
        "completed_on": {"date": report.completed_on},
        "note": {"note": report.note},
        "evidence": {"link": report.evidence},
        "wording": {"wording": given if given != subject.wording else None},
    }
    for key, variables in told.items():
        if all(variables.values()):
            lines.append("  " + texts.say(language, f"register.{key}", **variables))
    return lines
