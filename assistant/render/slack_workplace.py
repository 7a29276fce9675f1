"""
The home tab and the dialogs of daily work: report a status, say how the assistant behaves in a channel.

Owns what stands in them and Slack's limits on them; leaves opening them to `assistant.channels.slack`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import MilestoneView
from assistant.render.slack_parts import Block, button, cut, plain, plain_context, plain_input, plain_section
from assistant.render.slack_views import modal
from assistant.status import ReportedStatus
from assistant.texts import Texts
from ingest.records import Language

__all__ = [
    "CHANNEL_VIEW",
    "COUNTS_INPUT",
    "DATE_INPUT",
    "DIGEST_INPUT",
    "EVIDENCE_INPUT",
    "LANGUAGE_INPUT",
    "MILESTONE_INPUT",
    "MODE_INPUT",
    "NOTE_INPUT",
    "ORGANISATION_INPUT",
    "PRIVACY_INPUT",
    "REPORT_ACTION",
    "REPORT_VIEW",
    "STATUS_INPUT",
    "Choice",
    "Offered",
    "Progress",
    "channel_view",
    "home_view",
    "report_view",
]

REPORT_ACTION, REPORT_VIEW, CHANNEL_VIEW = "report", "report_status", "channel_settings"
MILESTONE_INPUT, STATUS_INPUT, DATE_INPUT, NOTE_INPUT = "milestone", "status", "date", "note"
COUNTS_INPUT = "counts"
MODE_INPUT, PRIVACY_INPUT, ORGANISATION_INPUT, LANGUAGE_INPUT = "mode", "privacy", "organisation", "language"
DIGEST_INPUT, EVIDENCE_INPUT = "digest", "evidence"
_MOST_SHOWN = 30
_MOST_PLANS = 5
_MOST_CHOICES = 100
_MAX_OPTION = 75
_MAX_NOTE = 3000

Choice = tuple[str, str]
"""Value and label of something to choose."""
_MAX_ABOUT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Evidence that the program offers for one milestone."""

    key: str
    """The milestone's value in the dialog."""
    about: str
    """The milestone's own words."""
    words: str
    """What would be added to the comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of a plan has been reported."""

    plan: str
    """Its title."""
    reported: int
    total: int
    has_ended: bool
    """Its period is over, and no newer plan is here."""


def home_view(
    milestones: Sequence[tuple[MilestoneView, str]],
    texts: Texts,
    language: Language,
    *,
    quarter: str,
    can_report: bool,
    progress: Sequence[Progress] = (),
    onboarding: Sequence[Block] = (),
) -> Block:
    """
    The home tab: what the assistant can do, the quarter's milestones, what is stored.

    Args:
        milestones: Those of the quarter, each with the key that its button carries; "" where they do not report on it.
        texts: The assistant's own words.
        language: The person's.
        quarter: Its name, like "Q2 2025".
        can_report: Whether the person reports status.
        progress: How far each plan is reported.
        onboarding: Their own journey, as `assistant.render.slack_journey` shows it.
    """

    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"slack_home.{key}", **variables)

    found: list[Block] = [{"type": "header", "text": plain(say("title"), most=150)}, plain_section(say("can"))]
    if can_report:
        row = [button(say("report"), action=f"{REPORT_ACTION}_any", style="primary")]
        found.append({"type": "actions", "block_id": "report", "elements": row})
    found += [{"type": "divider"}, {"type": "header", "text": plain(say("quarter", quarter=quarter), most=150)}]
    if not milestones:
        found.append(plain_section(say("no_milestones", quarter=quarter)))
    for number, (milestone, key) in enumerate(milestones[:_MOST_SHOWN]):
        found.append(_milestone(milestone, texts, language, key=key, number=number))
    if len(milestones) > _MOST_SHOWN:
        found.append(plain_context(texts.say(language, "slack.more", count=len(milestones) - _MOST_SHOWN)))
    for each in progress[:_MOST_PLANS]:
        counted = say("progress", plan=each.plan, reported=each.reported, total=each.total)
        found.append(plain_section(f"{counted} {say('ended')}" if each.has_ended else counted))
    found += [
        {"type": "divider"},
        *onboarding,
        {"type": "divider"},
        plain_context(texts.say(language, "slack.introduction")),
    ]
    return {"type": "home", "blocks": found}


def _milestone(milestone: MilestoneView, texts: Texts, language: Language, *, key: str, number: int) -> Block:
    status = texts.say(language, f"milestones.status_{milestone.status}")
    line = plain_section(f"{cut(milestone.text, 2500)}\n{milestone.quarters or '–'} · {status}")
    if key:
        label = texts.say(language, "slack_home.report_one")
        line["accessory"] = button(label, action=f"{REPORT_ACTION}_{number}", value=key)
    return line


def report_view(
    milestones: Sequence[Choice],
    texts: Texts,
    language: Language,
    *,
    chosen: str | None,
    carried: str,
    latest: str = "",
    offered: Offered | None = None,
) -> Block:
    """
    A status report: which milestone, what status, when it was done, a comment, what proves it.

    Args:
        milestones: What can be reported on.
        texts: The assistant's own words.
        language: The person's.
        chosen: The value of the one it opens on.
        carried: Comes back with it.
        latest: What was last reported of that one.
        offered: Evidence that can be added.
    """

    def say(key: str) -> str:
        return texts.say(language, f"slack_home.{key}")

    options = [_option(label, value) for value, label in milestones[:_MOST_CHOICES]]
    select: Block = {"type": "static_select", "action_id": MILESTONE_INPUT, "options": options}
    select |= _initial(options, chosen)
    statuses = [_option(texts.say(language, f"milestones.status_{each.value}"), each.value) for each in ReportedStatus]
    note = {"type": "plain_text_input", "action_id": NOTE_INPUT, "multiline": True, "max_length": _MAX_NOTE}
    inputs = [
        plain_input(say("which_milestone"), select, MILESTONE_INPUT),
        plain_input(
            say("status"), {"type": "static_select", "action_id": STATUS_INPUT, "options": statuses}, STATUS_INPUT
        ),
        plain_input(say("date"), {"type": "datepicker", "action_id": DATE_INPUT}, DATE_INPUT, optional=True),
        plain_input(say("note"), note, NOTE_INPUT, optional=True, hint=say("note_hint")),
        plain_input(
            say("evidence"), {"type": "url_text_input", "action_id": EVIDENCE_INPUT}, EVIDENCE_INPUT, optional=True
        ),
    ]
    if latest:
        inputs.insert(1, plain_context(latest))
    return modal(
        say("report_title"),
        [*inputs, *(_offer(offered, texts, language) if offered else [])],
        close=texts.say(language, "slack.cancel"),
        submit=texts.say(language, "slack.send"),
        callback_id=REPORT_VIEW,
        private_metadata=carried,
    )


def _offer(offered: Offered, texts: Texts, language: Language) -> list[Block]:
    """Evidence that can be added to the comment, and which milestone it is for."""

    def say(key: str) -> str:
        return texts.say(language, f"onboarding_counts.{key}")

    told = f"{say('title')} {offered.words}\n{say('belongs_to')} {cut(offered.about, _MAX_ABOUT)}"
    box = {"type": "checkboxes", "action_id": COUNTS_INPUT, "options": [_option(say("add"), offered.key)]}
    return [plain_section(told), plain_input(say("label"), box, COUNTS_INPUT, optional=True, hint=say("hint"))]


def channel_view(
    organisations: Sequence[Choice], now: dict[str, str], texts: Texts, language: Language, *, carried: str
) -> Block:
    """How the assistant behaves in a channel; `now` holds the value chosen of each input."""

    def say(key: str) -> str:
        return texts.say(language, f"slack_home.{key}")

    choices: dict[str, list[Choice]] = {
        MODE_INPUT: [("mention", say("mode_mention")), ("questions", say("mode_questions"))],
        PRIVACY_INPUT: [("public", say("privacy_public")), ("private", say("privacy_private"))],
        ORGANISATION_INPUT: [("-", say("organisation_home")), *organisations[: _MOST_CHOICES - 1]],
        LANGUAGE_INPUT: [("-", say("language_question")), ("da", say("language_da")), ("en", say("language_en"))],
        DIGEST_INPUT: [("off", say("digest_off")), ("on", say("digest_on"))],
    }
    inputs = []
    for name, given in choices.items():
        options = [_option(label, value) for value, label in given]
        kind = "static_select" if name == ORGANISATION_INPUT else "radio_buttons"
        element: Block = {"type": kind, "action_id": name, "options": options, "initial_option": options[0]}
        element |= _initial(options, now.get(name))
        inputs.append(plain_input(say(f"{name}_label"), element, name))
    return modal(
        say("channel_title"),
        inputs,
        close=texts.say(language, "slack.cancel"),
        submit=say("save"),
        callback_id=CHANNEL_VIEW,
        private_metadata=carried,
    )


def _option(label: str, value: str) -> Block:
    return {"text": plain(label, most=_MAX_OPTION), "value": value}


def _initial(options: Sequence[Block], value: str | None) -> Block:
    """The option with this value as the one chosen from the start; nothing where there is none."""
    found = [option for option in options if option["value"] == value]
    return {"initial_option": found[0]} if found else {}
