"""
When a plan is followed up: its rounds with the sentence that sets them, and the quarters in which planned time ends.

Owns the questions for the year wheel as a whole and for the next round; leaves the wheel to `assistant.register.wheel`,
and what else happens in a named month to `assistant.answering.prose.facts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import period, plans
from assistant.answering.reported.subject import ended_note
from assistant.register.wheel import WheelEntry, year_wheel

__all__ = ["answer_rounds"]

_WHEEL = re.compile(r"\b(?:arshjul\w*|(?:year|annual) ?wheel|reporting calendar|opfolgningskalender\w*)\b")
"""The wheel as a whole (folded)."""
_TIMES = re.compile(r"\b(?:hvor mange gange|how many times|how often|hvor (?:tit|ofte))\b")
"""Asks how often (folded)."""
_WHEN = ("when", "next", "deadline", "which_day", "which_month")


def answer_rounds(context: Context) -> Draft | None:
    """The rounds of the plan, or the next one; None where no plan in scope says when it is followed up."""
    inquiry = context.inquiry
    asks_for_wheel = _WHEEL.search(inquiry.folded) is not None
    if not _is_asked(context, asks_for_wheel=asks_for_wheel):
        return None
    entries = year_wheel(context.knowledge, plans(context))
    rounds = [each for each in entries if each.round is not None]
    if not rounds:
        return None
    coming = [each for each in rounds if each.last >= inquiry.today]
    sheet = Sheet(kind=Kind.YEAR_WHEEL)
    sheet.write(ended_note(context, plans(context)))
    if inquiry.has("next") and not asks_for_wheel:
        if not coming:
            sheet.write(context.say("wheel.none_left", have=context.joined([period(each) for each in plans(context)])))
        _write_rounds(context, sheet, coming[:1] or rounds, heading="next_heading" if coming else "heading")
        return sheet.answered()
    _write_rounds(context, sheet, rounds, heading="heading")
    if inquiry.has("which_day") and not asks_for_wheel and not any(each.is_set for each in rounds):
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(plans(context)))
    ends = [each for each in entries if each.round is None]
    if asks_for_wheel and ends:
        sheet.write(f"*{context.say('wheel.quarters')}*")
        for each in ends:
            day, number = f"{each.last:%d-%m-%Y}", len(each.milestones)
            sheet.write(f"- {context.say('wheel.quarter_row', when=each.printed, day=day, number=number)}")
    return sheet.answered()


def _is_asked(context: Context, *, asks_for_wheel: bool) -> bool:
    """Whether it asks when the plan is followed up, and not how, by whom or in which month of it."""
    inquiry = context.inquiry
    if not inquiry.has("rounds") or inquiry.has("define", "action", "who", "why", "compare"):
        return False
    if inquiry.has("how") and not inquiry.has("when"):
        return False
    asks_when = inquiry.has(*_WHEN) or _TIMES.search(inquiry.folded) is not None
    return asks_for_wheel or (asks_when and inquiry.times.is_empty)


def _write_rounds(context: Context, sheet: Sheet, rounds: Sequence[WheelEntry], *, heading: str) -> None:
    sheet.write(context.say(f"wheel.{heading}"))
    for each in rounds:
        when = each.printed
        if each.is_set:
            when = context.say("wheel.on_day", day=f"{each.first:%d-%m-%Y}", when=each.printed)
        quoted = f": {sheet.quoted(each.plan, each.source)}" if each.source else ""
        sheet.write(f"- {context.say(f'wheel.row_{each.round}', when=when)}{quoted}")
    if not any(each.is_set for each in rounds):
        sheet.write(context.say("wheel.no_days"))
