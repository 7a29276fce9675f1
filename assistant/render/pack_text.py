"""
A follow-up pack as Markdown, and as CSV for a spreadsheet.

Owns both forms; leaves what is in a pack to `assistant.register.pack`, and every word around it to `prompts/`.
A cell that a spreadsheet would run as a formula is made text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from assistant.register.pack import Pack, PackGoal, PackRow
from assistant.register.views import Round
from assistant.render.markdown import escape_markdown
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = ["goal_label", "pack_csv", "pack_heading", "pack_markdown", "proposal_line", "safe_cell", "status_label"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet run a cell; the last four are their full-width forms."""
_COLUMNS = (
    "kind", "id", "goal", "wording", "planned", "owner", "status", "completed_on", "comment", "evidence",
    "reported_at", "reported_by", "proposed", "missing", "earlier_wording",
)  # fmt: skip


def pack_heading(pack: Pack, texts: Texts, language: Language) -> str:
    """What the pack is called: "Midtvejsstatus på Mål- og resultatplan 2025"."""
    return texts.say(language, f"pack.title_{pack.round.value}", plan=pack.plan.title)


def status_label(row: PackRow, texts: Texts, language: Language) -> str:
    """A row's status in words, with the day where it was completed."""
    if row.report is None:
        return texts.say(language, "milestones.status_not_reported")
    name = texts.say(language, f"milestones.status_{row.report.status.value}")
    day = row.report.completed_on
    return f"{name} {day:%d-%m-%Y}" if day else name


def goal_label(each: PackGoal, texts: Texts, language: Language) -> str:
    """A goal's series, number and title."""
    goal = each.goal
    number = texts.say(language, "milestones.goal_number", number=goal.number) if goal.number else ""
    title = without_signs(goal.title.text) if goal.title else ""
    return " · ".join(part for part in (goal.series, ", ".join(part for part in (number, title) if part)) if part)


def proposal_line(each: PackGoal, texts: Texts, language: Language) -> str:
    """What the plan's rule proposes, marked as a proposal and with the rule; empty where it gives none."""
    found = each.proposal
    if found is None:
        return ""
    outcome = {True: "reached", False: "not_reached", None: "open"}[found.is_reached]
    counts = {"done": found.done, "needed": found.needed, "rule": without_signs(found.rule.quote.text)}
    return texts.say(language, f"pack.proposed_{outcome}", **counts)


def pack_markdown(pack: Pack, texts: Texts, language: Language) -> str:
    """The pack as Markdown."""
    return "\n".join(_lines(pack, texts, language)) + "\n"


def _lines(pack: Pack, texts: Texts, language: Language) -> Iterator[str]:
    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"pack.{key}", **variables)

    yield from (f"# {escape_markdown(pack_heading(pack, texts, language))}", "")
    yield from (escape_markdown(say("as_of", organisation=pack.organisation, day=f"{pack.as_of:%d-%m-%Y}")), "")
    yield from (say("counts"), "")
    for status, number in pack.counts():
        yield f"- {texts.say(language, f'milestones.status_{status}')}: {number}"
    for each in pack.goals:
        yield from ("", f"## {_cell(goal_label(each, texts, language))}", "")
        if each.goal.wording:
            yield from (f"> {escape_markdown(without_signs(each.goal.wording.text))}", "")
        yield from _own_status(pack, each, texts, language)
        heads = ("milestone", "planned", "owner", "status", "comment")
        yield f"| {' | '.join(say(f'column_{head}') for head in heads)} |"
        yield "|---" * len(heads) + "|"
        for row in each.milestones:
            cells = (_cell(row.wording), _cell(row.planned), _cell(row.owner))
            yield f"| {' | '.join((*cells, status_label(row, texts, language), _comment(row, texts, language)))} |"
    for key, rows in (("missing", pack.missing), ("unexplained", pack.unexplained)):
        yield from ("", f"## {say(key, number=len(rows))}", "")
        yield from (f"- {_cell(row.wording)}" for row in rows)
        if not rows:
            yield say("none")
    yield from ("", escape_markdown(say("source", title=pack.plan.title, path=pack.plan.path)))


def _own_status(pack: Pack, each: PackGoal, texts: Texts, language: Language) -> Iterator[str]:
    if pack.round is Round.INTERIM or each.row.report:
        status = f"**{status_label(each.row, texts, language)}**"
        comment = _comment(each.row, texts, language)
        line = texts.say(language, "pack.goal_status", status=status)
        yield from (f"{line} {comment}".rstrip(), "")
    if proposed := proposal_line(each, texts, language):
        yield from (f"*{escape_markdown(proposed)}*", "")


def _comment(row: PackRow, texts: Texts, language: Language) -> str:
    parts = [_cell(row.report.note) if row.report and row.report.note else ""]
    if row.report and row.report.evidence:
        parts.append(f"<{row.report.evidence}>")
    if row.earlier_wording:
        parts.append(_cell(texts.say(language, "pack.earlier_wording", wording=row.earlier_wording)))
    return " ".join(part for part in parts if part)


def _cell(words: str | None) -> str:
    """Words in one line of a Markdown table."""
    return escape_markdown(" ".join(words.split())) if words else ""


def pack_csv(pack: Pack, texts: Texts, language: Language) -> str:
    """The pack as CSV with semicolons, a byte order mark and CRLF, as a Danish spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([texts.say(language, f"pack.column_{name}") for name in _COLUMNS])
    for each in pack.goals:
        goal = goal_label(each, texts, language)
        proposed = proposal_line(each, texts, language)
        wording = without_signs(each.goal.wording.text) if each.goal.wording else each.row.wording
        for row, kind, words in (
            (each.row, "goal", wording),
            *((row, "milestone", row.wording) for row in each.milestones),
        ):
            cells = _csv_cells(row, texts, language)
            own = proposed if kind == "goal" else ""
            missing = texts.say(language, "pack.yes") if row.is_missing else ""
            start = (texts.say(language, f"pack.kind_{kind}"), row.id, goal, words)
            writer.writerow(map(safe_cell, (*start, *cells, own, missing, row.earlier_wording or "")))
    return "\ufeff" + out.getvalue()


def _csv_cells(row: PackRow, texts: Texts, language: Language) -> tuple[str, ...]:
    report = row.report
    name = f"milestones.status_{report.status.value if report else 'not_reported'}"
    return (
        row.planned or "",
        row.owner or "",
        texts.say(language, name),
        f"{report.completed_on:%d-%m-%Y}" if report and report.completed_on else "",
        (report.note or "") if report else "",
        (report.evidence or "") if report else "",
        f"{report.reported_at:%d-%m-%Y}" if report else "",
        report.reported_by if report else "",
    )


def safe_cell(words: str) -> str:
    """
    A cell that no spreadsheet runs.

    Source: OWASP, CSV Injection: an apostrophe before what begins like a formula.
    """
    return f"'{words}" if words.lstrip(" \u00a0").startswith(_FORMULA) else words
