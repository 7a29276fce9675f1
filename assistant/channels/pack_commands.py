"""
The commands that follow a plan up: `report` draws up its pack, `calendar` gives its year wheel.

Owns their arguments and where they write; leaves pack and wheel to `assistant.register`, forms to `assistant.render`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.access.identity import local_editor
from assistant.channels.command_line import Build, build_late, read_time
from assistant.channels.packs import FORMATS, PackForm, calendar_of, draw_up
from assistant.channels.requests import moment
from assistant.channels.terminal import shell_language
from assistant.clock import system_clock
from assistant.errors import RequestInvalid
from assistant.question import Asker
from assistant.register.views import Round
from assistant.render.json import dump
from assistant.render.pack_json import wheel_entry_json
from ingest.records import Language
from ingest.settings import load_settings

__all__ = ["calendar_command", "report_command"]


def report_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor report`: the follow-up pack of a plan."""
    parser = argparse.ArgumentParser(
        prog="rettesnor report",
        description="Draw up the follow-up of a plan: what it promised beside what was reported.",
    )
    parser.add_argument("plan", nargs="?", help="the plan's document id; left out: the newest plan there is")
    parser.add_argument("--round", choices=list(Round), default=Round.ANNUAL, help="the follow-up round (annual)")
    parser.add_argument("--format", choices=FORMATS, default="md", help="md, csv, docx or json (md)")
    parser.add_argument("--lang", "--language", type=Language, choices=list(Language), metavar="{da,en}", dest="lang",
                        help="language of the frame; the wording stays as it is")  # fmt: skip
    parser.add_argument("--asked-at", type=read_time, metavar="TIME", help='as of then, like "2025-10-01"')
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there; needed for docx")
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    form = PackForm(
        round=Round(arguments.round),
        format="json" if arguments.json else arguments.format,
        language=shell_language(arguments.lang),
    )
    as_of = moment(arguments.asked_at, clock=system_clock, zone=settings.time_zone)
    _, content = draw_up(build(settings), Asker.known(local_editor()), plan=arguments.plan, form=form, as_of=as_of)
    _write(content, form, arguments.out)
    return 0


def calendar_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor calendar`: the year wheel as a calendar file, or as JSON."""
    parser = argparse.ArgumentParser(
        prog="rettesnor calendar", description="The year wheel of every plan, as a file that calendar programs open."
    )
    parser.add_argument(
        "--lang", type=Language, choices=list(Language), metavar="{da,en}", help="language of the titles"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there (.ics)")
    parser.add_argument("--json", action="store_true", help="print JSON instead")
    arguments = parser.parse_args(argv)
    answers = build(load_settings())
    entries, content = calendar_of(answers, Asker.known(local_editor()), language=shell_language(arguments.lang))
    if arguments.json:
        content = (dump({"entries": [wheel_entry_json(each) for each in entries]}, indent=2) + "\n").encode()
    _put(content, arguments.out)
    return 0


def _write(content: bytes, form: PackForm, out: Path | None) -> None:
    if out is None and form.format == "docx":
        msg = "A Word document cannot be printed here; add --out FILE.docx."
        raise RequestInvalid(msg, field="out")
    _put(content, out)


def _put(content: bytes, out: Path | None) -> None:
    """On standard output, or into a file whose name is then printed."""
    if out is None:
        sys.stdout.write(content.decode("utf-8").removeprefix("\ufeff"))
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        msg = f"{out} cannot be written ({error.strerror}); choose another --out."
        raise RequestInvalid(msg, field="out") from error
    print(out)
