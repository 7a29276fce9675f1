"""`rettesnor slack check` says what a workspace lacks, what to do about it, and posts nothing."""

from __future__ import annotations

import dataclasses
import json

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers
from test_slack_clicks import grant

from assistant.access.identity import Role
from assistant.channels.slack import command
from assistant.channels.slack.checkup import Finding, check_up
from assistant.store.store import Store
from ingest.settings import Settings


def found(settings: Settings, answers: FakeAnswers) -> dict[str, Finding]:
    """What is found, by what was looked at."""
    return {each.what: each for each in check_up(settings, lambda _: answers)}


def test_a_workspace_that_lacks_nothing(
    slack: FakeSlack, settings: Settings, answers: FakeAnswers, records: Store
) -> None:
    """Tokens, scopes, the way in, links, the index, and who is known; nobody is written to."""
    grant(records, "U1", Role.EDITOR)
    findings = found(settings, answers)

    assert [each for each in findings.values() if not each.is_well] == []
    assert {"bot token", "chat:write", "app-level token", "index", "editors", "owners"} <= set(findings)
    assert slack.state.sent == []


@pytest.mark.parametrize(
    ("change", "what", "words"),
    [
        ({"slack_bot_token": ""}, "bot token", "xoxb-"),
        ({"slack_bot_token": "xoxb-of-another"}, "bot token", "invalid_auth"),
        ({"slack_app_token": ""}, "app-level token", "xapp-"),
        ({"slack_app_token": "xoxb-fake-bot"}, "app-level token", "copy it again"),
        ({"slack_api_url": "http://127.0.0.1:9/"}, "bot token", "cannot be reached"),
        ({"slack_api_url": "http://127.0.0.1:9/"}, "app-level token", "cannot be reached"),
        ({"public_url": ""}, "links to documents", "RETTESNOR_PUBLIC_URL"),
        ({"slack_mode": "http"}, "signing secret", "RETTESNOR_SLACK_SIGNING_SECRET"),
        ({"slack_mode": "http", "public_url": "http://a.example"}, "request address", "https"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_missing_is_said_with_what_to_do(
    settings: Settings, answers: FakeAnswers, change: dict[str, str], what: str, words: str
) -> None:
    """Each in a sentence that whoever installs it can act on."""
    finding = found(dataclasses.replace(settings, **change), answers)[what]

    assert not finding.is_well
    assert words in finding.said


def test_a_missing_scope_is_named_with_its_reason(slack: FakeSlack, settings: Settings, answers: FakeAnswers) -> None:
    """An app that was not installed again after a change lacks one."""
    slack.state.scopes.discard("im:write")
    finding = found(settings, answers)["im:write"]

    assert (finding.is_well, finding.is_needed) == (False, False)
    assert "reminders" in finding.said


def test_who_reminders_would_not_reach_is_named(settings: Settings, answers: FakeAnswers, records: Store) -> None:
    """A name that nobody in Slack has is found before the first reminder is due, not after."""
    first, *_ = answers.everything.goals
    milestones = (dataclasses.replace(first.milestones[0], owner="Una <u1@ssi.example>"), *first.milestones[1:])
    goal = dataclasses.replace(first, owner="Bo Lund", milestones=milestones)
    answers.everything = dataclasses.replace(answers.everything, goals=(goal,))
    findings = found(settings, answers)

    assert findings["owners"].said.startswith("1 of 2 known; not Bo Lund")
    assert "rettesnor role grant slack" in findings["editors"].said


def test_without_an_index_people_are_not_looked_for(settings: Settings) -> None:
    """The first thing to mend is said, and nothing fails over it."""
    findings = found(settings, FakeAnswers(missing=True))

    assert "rettesnor ingest" in findings["index"].said
    assert "owners" not in findings


def test_the_command_fails_where_it_cannot_answer(
    slack: FakeSlack, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a person a line each, for a program JSON."""
    monkeypatch.setattr(command, "build_late", lambda _: FakeAnswers())
    monkeypatch.setattr(command, "load_settings", lambda: settings)
    assert command.slack_command(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    monkeypatch.setattr(command, "load_settings", lambda: dataclasses.replace(settings, slack_bot_token=""))

    assert lines[0] == "ok      bot token            speaks as rettesnor in Fake"
    assert command.slack_command(["check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["is_well"] is False
