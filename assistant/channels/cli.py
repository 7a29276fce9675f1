"""
The commands that ask and look up: `ask`, `search`, `goals`, `milestones`, `check`.

Owns their arguments and what they print; leaves finding commands to `ingest.cli` and checks to `assistant.channels`.
Errors are one sentence on standard error with exit code 1; wrong usage exits with 2.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from assistant.access.identity import local_editor
from assistant.answer import Answer
from assistant.channels.command_line import Build, build_late, read_time
from assistant.channels.requests import (
    STATUS_WORDS,
    checked_text,
    document_with_id,
    goal_with_id,
    make_question,
    moment,
    organisation_id,
)
from assistant.channels.screen import Screen, can_take_back
from assistant.channels.terminal import fitted, goal_heading, milestones_csv, shell_language, shown, table
from assistant.clock import system_clock
from assistant.errors import RequestInvalid
from assistant.generation.notice import notice
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker, Turn
from assistant.register.filters import AskedQuarter, AskedYear, MilestoneFilter, select
from assistant.register.views import goal_view
from assistant.render.json import dump, goal_of_document_json, hit_json, milestone_json
from ingest.collector import without_collector
from ingest.errors import RettesnorError
from ingest.parsers.inline import without_signs
from ingest.records import Language
from ingest.settings import Settings, load_settings

__all__ = ["ask_command", "check_command", "goals_command", "milestones_command", "search_command"]

MAX_HITS = 50


def ask_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor ask`: answer one question, one from standard input ("-"), or a conversation at a terminal."""
    parser = _parser("ask", "Ask a question and get the official wording, cited.")
    parser.add_argument("question", nargs="*", help='the question; "-" reads it from standard input')
    _add_language(parser)
    parser.add_argument("--asked-at", type=read_time, metavar="TIME", help='as if asked then, like "2025-05-20"')
    parser.add_argument("--organisation", metavar="ID", help='whom "we" means, by id or name')
    arguments = parser.parse_args(argv)
    if not arguments.question and sys.stdin.isatty():
        return _run(lambda: _converse(arguments, build))
    with without_collector():  # one question leaves nothing behind that is worth looking for
        return _run(lambda: _ask(" ".join(arguments.question) if arguments.question else "-", arguments, build))


def search_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor search`: passages that fit some words, best first."""
    parser = _parser("search", "Find passages, best first.")
    parser.add_argument("query", nargs="+", help="the words to look for")
    _add_language(parser)
    parser.add_argument("--limit", type=_count, default=10, help="most hits to give (10)")
    parser.add_argument("--organisation", metavar="ID", help="search its documents only")
    parser.add_argument("--document", metavar="ID", help="search this document only")
    arguments = parser.parse_args(argv)
    return _run(lambda: _search(arguments, build))


def goals_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor goals`: every goal with its milestones."""
    parser = _parser("goals", "List every goal with its milestones.")
    _add_language(parser)
    parser.add_argument("--organisation", metavar="ID")
    parser.add_argument("--document", metavar="ID", help="the plan")
    arguments = parser.parse_args(argv)
    return _run(lambda: _goals(arguments, build))


def milestones_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor milestones`: every milestone that meets the conditions."""
    parser = _parser("milestones", "List every milestone that meets the conditions; a filter, not a search.")
    _add_language(parser)
    parser.add_argument("--quarter", type=_quarter, metavar="Q2", help='planned time touches it; or "Q4 2025-26"')
    parser.add_argument("--due", type=_quarter, metavar="Q2", help="the planned time ends in this quarter")
    parser.add_argument("--year", type=_year, metavar="2025", help='in this calendar year; or "2025-26"')
    parser.add_argument("--status", choices=STATUS_WORDS, help="what has been reported")
    parser.add_argument("--overdue", action="store_const", const=True, help="time over and reported as not done")
    parser.add_argument("--organisation", metavar="ID")
    parser.add_argument("--goal", metavar="ID", help="of this goal only")
    parser.add_argument("--ids", action="store_true", help="show the end of each id as well, for report-status")
    parser.add_argument("--csv", action="store_true", help="print the table as CSV, with comments and who reported")
    parser.add_argument("--asked-at", type=read_time, metavar="TIME", help='the day "overdue" is reckoned from')
    arguments = parser.parse_args(argv)
    return _run(lambda: _milestones(arguments, build))


def check_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor check`: the effective settings, the corpus and the index; `check corpus`: what to mend in it."""
    if argv[:1] == ["corpus"]:
        from ingest.lint_command import check_corpus_command

        return _run(lambda: check_corpus_command(argv[1:]))
    parser = _parser("check", "Check settings, corpus and index.")
    arguments = parser.parse_args(argv)

    def check() -> int:
        from assistant.channels.checkup import check_up, report_json, report_lines

        report = check_up(load_settings(), build)
        print(dump(report_json(report), indent=2) if arguments.json else "\n".join(report_lines(report)))
        return 0 if report.is_well else 1

    return _run(check)


def _ask(text: str, arguments: argparse.Namespace, build: Build) -> int:
    settings = load_settings()
    text = checked_text(_standard_input() if text == "-" else text, max_chars=settings.max_question_chars)
    answers = build(settings)
    _tell_of_the_model(answers, settings, arguments)
    _Conversation(answers, settings, arguments).tell(text)
    return 0


def _converse(arguments: argparse.Namespace, build: Build) -> int:
    settings = load_settings()
    answers = build(settings)
    _tell_of_the_model(answers, settings, arguments)
    return _Conversation(answers, settings, arguments).run()


def _tell_of_the_model(answers: Answers, settings: Settings, arguments: argparse.Namespace) -> None:
    """Say before anything is sent which model helps and where; on standard error, beside the answer."""
    if told := notice(answers.texts, settings, shell_language(arguments.lang)):
        print(told, file=sys.stderr)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        msg = "Standard input is not UTF-8; send the question in UTF-8."
        raise RequestInvalid(msg) from error


class _Conversation:
    """Questions at a terminal, each with the earlier turns as its history."""

    def __init__(self, answers: Answers, settings: Settings, arguments: argparse.Namespace) -> None:
        self.answers = answers
        self.settings = settings
        self.arguments = arguments
        self.turns: list[Turn] = []

    def tell(self, text: str) -> Answer:
        """Print the answer to `text`, which joins the history; sentence by sentence where a model words it."""
        question = make_question(
            text,
            settings=self.settings,
            clock=system_clock,
            knowledge=lambda: self.answers.knowledge(_local()),
            asked_at=self.arguments.asked_at,
            history=self.turns,
            organisation=self.arguments.organisation,
            language=self.arguments.lang,
        )
        if self.settings.llm_model and not self.arguments.json and can_take_back(sys.stdout):
            answer = Screen().follow(self.answers.stream(question, _local()))
        else:
            answer = self.answers.ask(question, _local())
            print(shown(answer, as_json=self.arguments.json))
        self.turns += [Turn(role="user", content=question.text), Turn(role="assistant", content=answer.text)]
        return answer

    def run(self) -> int:
        """Ask and answer until an empty line or the end of input; a number chooses an option of the last answer."""
        language, last = shell_language(self.arguments.lang), None
        say = self.answers.texts.say
        while text := self._read(say(language, "cli.prompt")):
            try:
                print()
                last = self.tell(_chosen(text, last))
            except RettesnorError as error:
                print(error)
                continue
            language = last.language
            print()
            if last.options:
                print(say(language, "cli.choose"))
        return 0

    def _read(self, prompt: str) -> str:
        try:
            return input(prompt + " ").strip()
        except EOFError:
            print()
            return ""


def _chosen(text: str, last: Answer | None) -> str:
    """The question of the option that `text` numbers, or `text`."""
    if last and text.isascii() and text.isdigit() and 1 <= int(text) <= len(last.options):
        return last.options[int(text) - 1].question
    return text


def _search(arguments: argparse.Namespace, build: Build) -> int:
    settings = load_settings()
    query = checked_text(" ".join(arguments.query), max_chars=settings.max_question_chars, what="query")
    answers = build(settings)
    knowledge = answers.knowledge(ANYBODY)
    hits = answers.search(
        query,
        ANYBODY,
        limit=arguments.limit,
        organisation=organisation_id(knowledge, arguments.organisation) if arguments.organisation else None,
        document=document_with_id(knowledge, arguments.document).id if arguments.document else None,
    )
    if arguments.json:
        print(dump({"hits": [hit_json(hit, knowledge) for hit in hits]}, indent=2))
        return 0
    for hit in hits:
        document = knowledge.documents[hit.passage.document]
        place = " › ".join((document.title, *hit.passage.path))
        shown, span = without_signs(hit.quote.text), hit.quote.span
        print(fitted(f"{hit.rank}. {shown}\n   {place} [{document.id} {span.start}–{span.end}]"))
    if not hits:
        print(answers.texts.say(shell_language(arguments.lang), "cli.no_hits"))
    return 0


def _goals(arguments: argparse.Namespace, build: Build) -> int:
    settings = load_settings()
    answers = build(settings)
    knowledge = answers.knowledge(ANYBODY)
    organisation = organisation_id(knowledge, arguments.organisation) if arguments.organisation else None
    document = document_with_id(knowledge, arguments.document).id if arguments.document else None
    today = moment(None, clock=system_clock, zone=settings.time_zone).date()
    statuses = answers.statuses(_local())
    found = [
        (goal_view(goal, statuses, today=today), goal)
        for goal in knowledge.goals
        if document in (None, goal.document) and organisation in (None, knowledge.documents[goal.document].organisation)
    ]
    if arguments.json:
        print(dump({"goals": [goal_of_document_json(view, goal) for view, goal in found]}, indent=2))
        return 0
    language = shell_language(arguments.lang)
    for view, goal in found:
        print(fitted(f"{knowledge.documents[goal.document].title} › {goal_heading(view, answers.texts, language)}"))
        print(fitted("\n".join(f"  - {milestone.text}" for milestone in view.milestones)) + "\n")
    if not found:
        print(answers.texts.say(language, "cli.no_goals"))
    return 0


def _milestones(arguments: argparse.Namespace, build: Build) -> int:
    settings = load_settings()
    answers = build(settings)
    knowledge = answers.knowledge(ANYBODY)
    wanted = MilestoneFilter(
        quarter=arguments.quarter,
        due=arguments.due,
        year=arguments.year,
        status=arguments.status,
        overdue=arguments.overdue,
        organisation=organisation_id(knowledge, arguments.organisation) if arguments.organisation else None,
        goal=goal_with_id(knowledge, arguments.goal).id if arguments.goal else None,
    )
    today = moment(arguments.asked_at, clock=system_clock, zone=settings.time_zone).date()
    found = select(knowledge, answers.statuses(_local()), wanted, today=today)
    if arguments.json:
        print(dump({"milestones": [milestone_json(milestone) for milestone in found]}, indent=2))
    elif arguments.csv:
        print(milestones_csv(found), end="")
    else:
        print(table(found, answers.texts, shell_language(arguments.lang), ids=arguments.ids))
    return 0


def _local() -> Asker:
    """Whoever is at this machine: an editor, who sees every report."""
    return Asker.known(local_editor())


def _run(command: Callable[[], int]) -> int:
    """Its exit code; a known error becomes one sentence and 1, an interruption 130."""
    try:
        return command()
    except RettesnorError as error:
        print(f"rettesnor: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # `rettesnor goals | head`: the reader has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(name: str, purpose: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"rettesnor {name}", description=purpose)
    parser.add_argument("--json", action="store_true", help="print JSON, as the HTTP interface gives it")
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", type=Language, choices=list(Language), metavar="{da,en}", help="language to answer in"
    )


def _quarter(text: str) -> AskedQuarter:
    try:
        return AskedQuarter.read(text)
    except RettesnorError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _year(text: str) -> AskedYear:
    try:
        return AskedYear.read(text)
    except RettesnorError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_HITS):
        msg = f"{text!r} is no number from 1 to {MAX_HITS}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
