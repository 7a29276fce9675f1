"""
Reminders to report and digests of a plan as Slack messages.

Owns what stands in them and Slack's limits on them; leaves who gets which to `assistant.channels.slack.reminding`, and
what a click does to `assistant.channels.slack.reporting`.
The wording stands in plain text, which Slack shows as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.register.reminders import Reminder
from assistant.register.views import Round
from assistant.register.wheel import WheelEntry
from assistant.render.slack import MAX_CHARS, day_words
from assistant.render.slack_buttons import ASK_ACTION, has_address
from assistant.render.slack_parts import MAX_TEXT, Block, button, cut, plain, plain_context, plain_section
from assistant.render.slack_workplace import REPORT_ACTION
from assistant.texts import Texts
from ingest.records import Document, Language

__all__ = ["DONE_ACTION", "Count", "Line", "Message", "digest_message", "marked_done", "reminder_message"]

DONE_ACTION = "done_today"
"""`action_id` of a button that reports its milestone as completed today begins with this."""
_MOST_BLOCKS = 48
_MAX_WORDS = 600
"""Characters of one goal or milestone; more of them are worth more than the last words of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One goal or milestone in a message."""

    words: str
    """Its own."""
    time: str | None
    """When it is planned for, as the plan prints it."""
    status: str
    """A status of the register, "not_reported" where there is none."""
    key: str
    """What its buttons carry; "" where the reader reports nothing."""
    seen: int
    """How many reports there are of it."""
    is_milestone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How much of a plan has been reported."""

    reported: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is posted."""

    text: str
    """For notifications and screen readers; not escaped yet."""
    blocks: tuple[Block, ...]


def reminder_message(
    reminder: Reminder, lines: Sequence[Line], plan: Document, texts: Texts, language: Language, *, quiet_days: int
) -> Message:
    """
    What somebody is asked to report, each with its buttons.

    Args:
        reminder: What it is about, and whose.
        lines: Of its subjects, those that the reader may read.
        plan: The plan they stand in.
        texts: The assistant's own words.
        language: The reader's.
        quiet_days: Days after a report in which nobody is reminded.
    """

    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"slack_reminders.{key}", **variables)

    lead = say(
        f"{reminder.occasion}{'' if reminder.to else '_unowned'}",
        what=say(_what(lines), count=len(lines)),
        day=day_words(reminder.until, language),
        plan=plan.title,
        when=_when(reminder.entry, language) if reminder.entry else "",
    )
    tail = [plain_context(say("why" if reminder.to else "why_editor", days=quiet_days))]
    if not any(line.key for line in lines):
        tail.insert(0, plain_context(say("no_role")))
    shown = _fitting(
        lines,
        lambda place, line: _asked(place, line, texts, language),
        head=[plain_section(lead)],
        tail=tail,
        rest=lambda count: say("more", count=count),
    )
    return Message(text=_plain_text(lead, lines), blocks=tuple(shown))


def digest_message(
    digest: Reminder,
    lines: Sequence[Line],
    plan: Document,
    texts: Texts,
    language: Language,
    *,
    whole: Count,
    public_url: str,
    to_editor: bool,
) -> Message:
    """
    How much of what a quarter or a round was about has been reported; it names nobody.

    Args:
        digest: What it is about.
        lines: Its subjects.
        plan: The plan they stand in.
        texts: The assistant's own words.
        language: The readers'.
        whole: The milestones of the whole plan.
        public_url: Where people reach the pages; "" asks the question instead.
        to_editor: Whether it goes to an editor, because no channel is chosen.
    """

    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"slack_reminders.{key}", **variables)

    entry = digest.entry
    when = _when(entry, language) if entry else ""
    title = say("digest_title", plan=plan.title, when=when)
    kind = {Round.INTERIM: "digest_interim", Round.ANNUAL: "digest_annual", None: "digest_quarter"}
    counted = say(kind[entry.round if entry else None], reported=digest.reported, total=len(digest.subjects), when=when)
    head: list[Block] = [{"type": "header", "text": plain(title, most=150)}, plain_section(counted)]
    if entry is None or entry.round is not Round.ANNUAL:
        head.append(plain_section(say("digest_plan", reported=whole.reported, total=whole.total)))
    tail = [_way_on(plan, public_url, texts, language), plain_context(say("digest_note"))]
    if to_editor:
        tail.append(plain_context(say("why_digest")))
    shown = _fitting(
        lines,
        lambda _, line: [_line(line, texts, language)],
        head=head,
        tail=tail,
        rest=lambda count: say("more_in_digest", count=count),
    )
    return Message(text=f"{title}\n{counted}", blocks=tuple(shown))


def marked_done(blocks: Sequence[Block], pressed: str, words: str) -> list[Block]:
    """The blocks of a message with the row of buttons `pressed` replaced by what came of it."""
    return [
        plain_context(words) | {"block_id": pressed} if each.get("block_id") == pressed else each for each in blocks
    ]


def _what(lines: Sequence[Line]) -> str:
    """The text that says what the lines are."""
    if all(line.is_milestone for line in lines):
        return "one_milestone" if len(lines) == 1 else "many_milestones"
    return "one_goal" if len(lines) == 1 else "many_of_both"


def _when(entry: WheelEntry, language: Language) -> str:
    """The day an editor set; else the plan's own words for it, or the quarter."""
    return day_words(entry.first, language) if entry.is_set else entry.printed


def _asked(place: int, line: Line, texts: Texts, language: Language) -> list[Block]:
    """What is asked about, and a row of buttons that answer."""
    shown = [_line(line, texts, language)]
    if line.key:
        row = [button(texts.say(language, "slack_reminders.report"), action=f"{REPORT_ACTION}_{place}", value=line.key)]
        if line.is_milestone:
            done = texts.say(language, "slack_reminders.done_today")
            row.append(button(done, action=f"{DONE_ACTION}_{place}", value=f"{line.key}:{line.seen}"))
        shown.append({"type": "actions", "block_id": f"asked_{place}", "elements": row})
    return shown


def _line(line: Line, texts: Texts, language: Language) -> Block:
    status = texts.say(language, f"milestones.status_{line.status}")
    return plain_section(f"{cut(line.words, _MAX_WORDS)}\n{' · '.join(part for part in (line.time, status) if part)}")


def _way_on(plan: Document, public_url: str, texts: Texts, language: Language) -> Block:
    """A link to the plan's milestones, or a question that lists what is not reported."""
    if has_address(public_url):
        wanted: dict[str, str | int] = {"organisation": plan.organisation, "view": "table"}
        if plan.period_from is not None:
            wanted["year"] = plan.period_from.year
        address = f"{public_url.rstrip('/')}/milestones?{urlencode(wanted)}"
        row = [button(texts.say(language, "slack_reminders.see_all"), action="see_all") | {"url": address}]
    else:
        asks = texts.say(language, "slack_reminders.ask_rest")
        row = [button(asks, action=f"{ASK_ACTION}_rest", value=asks)]
    return {"type": "actions", "block_id": "way_on", "elements": row}


def _fitting(
    lines: Sequence[Line],
    shown: Callable[[int, Line], list[Block]],
    *,
    head: Sequence[Block],
    tail: Sequence[Block],
    rest: Callable[[int], str],
) -> list[Block]:
    """Head, as many lines as a message holds, how many were left out, tail."""
    for count in range(len(lines), -1, -1):
        body = [block for place, line in enumerate(lines[:count]) for block in shown(place, line)]
        if count < len(lines):
            body.append(plain_context(rest(len(lines) - count)))
        whole = [*head, *body, *tail]
        if len(whole) <= _MOST_BLOCKS and len(json.dumps(whole, ensure_ascii=False)) <= MAX_CHARS - MAX_TEXT:
            return whole
    return [*head, *tail]


def _plain_text(lead: str, lines: Sequence[Line]) -> str:
    return cut("\n".join([lead, *(f"- {line.words}" for line in lines)]), MAX_TEXT)
