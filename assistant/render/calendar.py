"""
The year wheel as a calendar that any calendar program opens (iCalendar, RFC 5545).

Owns events, all of whole days; leaves the wheel to `assistant.register.wheel` and its words to `prompts/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from assistant.register.wheel import Precision, WheelEntry
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = ["calendar_ics"]

_HOST = "rettesnor"
_A_DAY = dt.timedelta(days=1)


def calendar_ics(entries: Iterable[WheelEntry], texts: Texts, language: Language) -> bytes:
    """
    The calendar file: one event for each entry, the same UID each time.

    A stretch of time becomes one event over all its days, with the plan's own words in it, and does not block a day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rettesnor//Year wheel//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts.say(language, "wheel.calendar"))
    for entry in entries:
        calendar.add_component(_event(entry, texts, language))
    return bytes(calendar.to_ical())


def _event(entry: WheelEntry, texts: Texts, language: Language) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{_HOST}")
    # The same plan gives the same file, so the stamp is the plan's date and not the clock's.
    day = entry.plan.updated or entry.plan.published or entry.plan.period_from or entry.first
    event.add("dtstamp", dt.datetime.combine(day, dt.time(0), dt.UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + _A_DAY)  # exclusive, as the standard has it
    event.add("summary", _entry_title(entry, texts, language))
    event.add("description", "\n\n".join(_description(entry, texts, language)))
    event.add("transp", "TRANSPARENT")
    return event


def _entry_title(entry: WheelEntry, texts: Texts, language: Language) -> str:
    """What an entry is called: "Midtvejsstatus: Mål- og resultatplan 2025"."""
    if entry.round is None:
        number = len(entry.milestones)
        form = "wheel.quarter_end_one" if number == 1 else "wheel.quarter_end_many"
        return texts.say(language, form, when=entry.printed, number=number, plan=entry.plan.title)
    return texts.say(language, f"wheel.round_{entry.round.value}", plan=entry.plan.title)


def _description(entry: WheelEntry, texts: Texts, language: Language) -> list[str]:
    if entry.source is None:
        return [texts.say(language, "wheel.from_quarters", plan=entry.plan.title)]
    lines = [texts.say(language, "wheel.says", quote=without_signs(entry.source.text), plan=entry.plan.title)]
    if entry.is_set:
        lines.append(texts.say(language, "wheel.set"))
    elif entry.precision is not Precision.DAY:
        lines.append(texts.say(language, "wheel.no_day", when=entry.printed))
    return lines
