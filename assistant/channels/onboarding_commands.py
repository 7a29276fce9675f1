"""
The command `onboarding`: enrol people, import starters, approve a module, give what is due, count.

Owns its arguments and what it prints; leaves the records to `assistant.onboarding`.
A list says who is enrolled, and whether they have completed where the setting names a role that may see it.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.channels.command_line import add_action, read_day
from assistant.errors import RequestInvalid
from assistant.render.json import dump
from ingest.records import Language
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.onboarding.enrolments import Enrolments
    from assistant.store.store import Store

__all__ = ["onboarding_command"]

_ACTIONS = "{journeys,show,enrol,import,list,approve,withdraw,send,count,export,erase}"


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What the actions work with."""

    settings: Settings
    assistant: Assistant
    store: Store
    enrolments: Enrolments

    @property
    def now(self) -> dt.datetime:
        return dt.datetime.now(self.settings.time_zone)


def onboarding_command(argv: Sequence[str]) -> int:
    """`rettesnor onboarding`: journeys, enrolments, approvals, sending and counts."""
    parser = argparse.ArgumentParser(prog="rettesnor onboarding", description="Onboarding journeys and who is on them.")
    actions = parser.add_subparsers(dest="action", required=True, metavar=_ACTIONS)
    add_action(actions, "journeys", "list every journey with its steps")
    show = add_action(actions, "show", "show a journey as somebody would get it today")
    show.add_argument("journey", help='its id, as "journeys" lists it')
    show.add_argument("--lang", type=Language, choices=list(Language), default=Language.DANISH, metavar="{da,en}")
    _add_enrol(add_action(actions, "enrol", "enrol somebody, with a buddy and a manager where wanted"))
    starters = add_action(actions, "import", "enrol everybody in a CSV file")
    starters.add_argument("file", type=Path, help="columns person, start; journey, language, to, buddy, manager")
    add_action(actions, "list", "show who is enrolled")
    approve = add_action(actions, "approve", "record who stands behind a module; until then it is sent to nobody")
    approve.add_argument("module", help='the module, "bias"')
    approve.add_argument("--by", required=True, metavar="NAME", help="who approves it, by name")
    withdraw = add_action(actions, "withdraw", "make an approved module a draft again; it is sent to nobody")
    withdraw.add_argument("module", help='the module, "bias"')
    add_action(actions, "send", "give every step that is due now, once")
    count = add_action(actions, "count", "how many have completed the lessons of a module, naming nobody")
    count.add_argument("module", nargs="?", default="bias", help='the module, "bias" unless told otherwise')
    for name, purpose in (("export", "everything kept of somebody"), ("erase", "forget somebody")):
        add_action(actions, name, purpose).add_argument("person", help="as enrolled")
    arguments = parser.parse_args(argv)
    run: Callable[[argparse.Namespace, _Desk], int] = _RUNS[arguments.action]
    with _desk() as desk:
        return run(arguments, desk)


def _add_enrol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", help="an e-mail address or initials, the same in every channel")
    parser.add_argument("--journey", default="employee", help='"employee" unless told otherwise')
    parser.add_argument("--start", type=read_day, help="the first day, like 2026-02-01; today unless told otherwise")
    parser.add_argument("--lang", type=Language, choices=list(Language), default=Language.DANISH, metavar="{da,en}")
    parser.add_argument(
        "--to", help='where steps are sent, like "slack:T012AB3C4:U045DE6F7"; without: on the page only'
    )
    parser.add_argument("--buddy", default="", help="who shows them around, enrolled beside them")
    parser.add_argument("--manager", default="", help="their manager, enrolled beside them")


@contextmanager
def _desk() -> Iterator[_Desk]:
    from assistant.bootstrap import build  # --help needs no index and no database
    from assistant.onboarding.enrolments import Enrolments
    from assistant.store.store import open_store

    settings = load_settings()
    store = open_store(settings)
    try:
        yield _Desk(settings=settings, assistant=build(settings), store=store, enrolments=Enrolments(store))
    finally:
        store.close()


def _journeys(arguments: argparse.Namespace, desk: _Desk) -> int:
    library = desk.assistant.training.library
    found = [
        {
            "journey": journey.id,
            "role": journey.role.value,
            "steps": [
                {"day": step.day, "step": step.id, "title": step.title[Language.DANISH]} for step in journey.steps
            ],
        }
        for journey in library.journeys.values()
    ]
    if arguments.json:
        return _print_json({"journeys": found})
    for journey in library.journeys.values():
        print(f"{journey.id} ({journey.role.value}): {journey.title[Language.DANISH]}")
        for step in journey.steps:
            lessons = f"  [{', '.join(step.lessons)}]" if step.lessons else ""
            print(f"  day {step.day:>2}  {step.title[Language.DANISH]} ({step.id}){lessons}")
    return 0


def _show(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.content import fill
    from assistant.onboarding.messages import step_message
    from assistant.question import ANYBODY
    from ingest.renderings import Renderings

    training, language = desk.assistant.training, arguments.lang
    journey = training.library.journey(arguments.journey)
    knowledge, approved = desk.assistant.knowledge(ANYBODY), training.approved()
    rows, renderings = [], Renderings(knowledge)
    for step in journey.steps:
        content = fill(step, training.library, knowledge, today=desk.now.date(), approved=approved)
        message = step_message(
            content, desk.assistant.texts, language, today=desk.now.date(), renderings=renderings,
            public_url=desk.settings.public_url,
        )  # fmt: skip
        rows.append({"day": step.day, "step": step.id, "is_left_out": content.says_nothing, "text": message.text})
    if arguments.json:
        return _print_json({"journey": journey.id, "steps": rows})
    for row in rows:
        left = "  (left out: nothing to quote, or awaits approval)" if row["is_left_out"] else ""
        print(f"--- day {row['day']}, {row['step']}{left}")
        if not row["is_left_out"]:
            print(row["text"], end="\n\n")
    return 0


def _enrol(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.enrolments import make_enrolment
    from assistant.onboarding.intake import with_companions

    journey = desk.assistant.training.library.journey(arguments.journey)
    start = arguments.start or desk.now.date()
    made = make_enrolment(arguments.person, journey.id, start, language=arguments.lang, recipient=arguments.to)
    wanted = tuple(with_companions(made, buddy=arguments.buddy, manager=arguments.manager))
    return _enrolled(arguments, desk, wanted)


def _import(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.intake import read_starters

    try:
        text = arguments.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{arguments.file} cannot be read ({error}); give a CSV file in UTF-8."
        raise RequestInvalid(msg, field="file") from error
    return _enrolled(arguments, desk, read_starters(text, desk.assistant.training.library))


def _enrolled(arguments: argparse.Namespace, desk: _Desk, wanted: Sequence[Any]) -> int:
    new = desk.enrolments.enrol(wanted, at=desk.now)
    if arguments.json:
        rows = [{"person": each.person, "journey": each.journey, "start": each.start.isoformat()} for each in new]
        return _print_json({"enrolled": rows, "known_before": len(wanted) - len(new)})
    for each in new:
        print(f"{each.person}: {each.journey} from {each.start}{'' if each.recipient else ', on the page only'}")
    if len(new) < len(wanted):
        print(f"{len(wanted) - len(new)} enrolled before, left as they are.")
    return 0


def _list(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.completion import completed_all
    from assistant.onboarding.training import SeenBy

    shows_completion = desk.assistant.training.completion_seen_by is not SeenBy.NOBODY
    given, journeys = desk.enrolments.given_to_all(), desk.assistant.training.library.journeys
    rows = []
    for each in desk.enrolments.all():
        journey = journeys.get(each.journey)
        row: dict[str, Any] = {
            "person": each.person, "journey": each.journey, "start": each.start.isoformat(),
            "language": each.language.value, "to": each.recipient or "-", "beside": each.beside or "-",
        }  # fmt: skip
        if shows_completion and journey is not None:
            row["completed"] = completed_all(journey, given.get(each.id, {}))
        rows.append(row)
    if arguments.json:
        return _print_json({"enrolments": rows})
    for row in rows:
        print("  ".join(_cell(value) for value in row.values()))
    if not rows:
        print('Nobody is enrolled; "rettesnor onboarding enrol" enrols somebody.')
    return 0


def _cell(value: object) -> str:
    return {True: "completed", False: "under way"}[value] if isinstance(value, bool) else str(value)


def _approve(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.approvals import Approvals

    _check_module(arguments.module, desk)
    digest = desk.assistant.training.library.digests[arguments.module]
    made = Approvals(desk.store).approve(arguments.module, digest=digest, approver=arguments.by, at=desk.now)
    if arguments.json:
        return _print_json({"module": made.module, "digest": digest, "approver": made.approver})
    print(
        f"{made.approver} stands behind {made.module} as it is written now ({digest}); a change makes it a draft again."
    )
    return 0


def _withdraw(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.approvals import Approvals

    was_approved = Approvals(desk.store).withdraw(arguments.module)
    if not was_approved:  # of a module that is gone an approval may still be taken back
        _check_module(arguments.module, desk)
    if arguments.json:
        return _print_json({"module": arguments.module, "was_approved": was_approved})
    print(f"{arguments.module} is a draft{' again' if was_approved else ', as it was'}; it is sent to nobody.")
    return 0


def _check_module(name: str, desk: _Desk) -> None:
    """Refuse a module that is not there, which would read as done."""
    known = desk.assistant.training.library.modules
    if name not in known:
        msg = f"There is no module {name!r}; known are {', '.join(known)}."
        raise RequestInvalid(msg, field="module")


def _send(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.delivery import Outbox
    from assistant.onboarding.sending import make_round
    from assistant.question import ANYBODY

    outbox = Outbox(desk.store)
    given = make_round(
        desk.settings, desk.store, outbox, training=desk.assistant.training,
        knowledge=partial(desk.assistant.knowledge, ANYBODY), texts=desk.assistant.texts,
    ).give_due(desk.now)  # fmt: skip
    if arguments.json:
        return _print_json({"given": given})
    print(f"{given} steps given; what goes to Slack is sent by `rettesnor slack` or `rettesnor serve`.")
    return 0


def _count(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.onboarding.completion import completed_module, count_groups

    module = arguments.module
    _check_module(module, desk)
    counts = count_groups(
        desk.assistant.training.library, desk.enrolments.all(), desk.enrolments.given_to_all(),
        completed=completed_module(module), least=desk.settings.onboarding_min_group, module=module,
    )  # fmt: skip
    if arguments.json:
        rows = [{"role": each.role.value, "enrolled": each.enrolled, "completed": each.completed} for each in counts]
        return _print_json({"module": module, "least": desk.settings.onboarding_min_group, "groups": rows})
    for each in counts:
        if each.enrolled is None:
            print(f"{each.role.value}: fewer than {desk.settings.onboarding_min_group}, not counted")
        else:
            print(f"{each.role.value}: {each.completed} of {each.enrolled} have completed the lessons on {module}")
    if not counts:
        print(f"Nobody is enrolled on a journey with lessons on {module}.")
    return 0


def _export(arguments: argparse.Namespace, desk: _Desk) -> int:
    return _print_json({"person": arguments.person} | desk.enrolments.export(_names(arguments, desk)))


def _erase(arguments: argparse.Namespace, desk: _Desk) -> int:
    from assistant.delivery import Outbox

    names = _names(arguments, desk)
    recipients = {each.recipient for each in desk.enrolments.of_names(names) if each.recipient}
    with desk.store.writing() as connection:
        erased = desk.enrolments.erase(connection, names)
    for recipient in names | recipients:
        Outbox(desk.store).erase(recipient)
    if arguments.json:
        return _print_json({"erased": erased})
    print(f"{erased} enrolments of {arguments.person} forgotten.")
    return 0


def _names(arguments: argparse.Namespace, desk: _Desk) -> frozenset[str]:
    from assistant.access.outside import OutsideIdentities

    return OutsideIdentities(desk.store).names(arguments.person)


def _print_json(value: Mapping[str, Any]) -> int:
    print(dump(value, indent=2))
    return 0


_RUNS: Mapping[str, Callable[[argparse.Namespace, _Desk], int]] = {
    "journeys": _journeys, "show": _show, "enrol": _enrol, "import": _import, "list": _list, "approve": _approve,
    "withdraw": _withdraw, "send": _send, "count": _count, "export": _export, "erase": _erase,
}  # fmt: skip
