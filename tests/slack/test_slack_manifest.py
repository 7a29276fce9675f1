"""The manifest asks for what is used, each scope with its reason, in a form that Slack takes."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from fake_slack.methods import METHODS
from fake_slack.state import SCOPES as TESTED

from assistant.channels.slack.command import slack_command
from assistant.channels.slack.manifest import EVENTS, SCOPES, make_manifest, problems
from assistant.texts import load_texts
from ingest.records import Language
from ingest.settings import load_settings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "slack"
TEXTS = load_texts()
SETTINGS = load_settings({})
NOT_REQUIRED = {
    # In the agent's view prompts stand outside any thread.
    "assistant.threads.setSuggestedPrompts": {"thread_ts"},
    # Chunks take its place, as Slack's own client sends them.
    "chat.appendStream": {"markdown_text"},
}
HTTP = dataclasses.replace(SETTINGS, slack_mode="http", public_url="https://rettesnor.example", slack_client_id="1.2")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("settings", [SETTINGS, HTTP], ids=["socket", "http"])
def test_manifest_has_no_problems(settings: object, language: Language) -> None:
    """It is pasted into Slack by somebody who cannot mend it."""
    assert problems(make_manifest(settings, TEXTS, language)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the official schema is not at hand")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("settings", [SETTINGS, HTTP], ids=["socket", "http"])
def test_manifest_fits_the_official_schema(settings: object, language: Language) -> None:
    """The same check that Slack makes first."""
    schema = json.loads((SHARED / "manifest.schema.2.0.0.json").read_text(encoding="utf-8"))

    jsonschema.validate(make_manifest(settings, TEXTS, language), schema)


@pytest.mark.skipif(not SHARED.exists(), reason="the method catalogue is not at hand")
def test_catalogue_of_the_fake_agrees_with_the_published_one() -> None:
    """A fake that knows an argument Slack does not would let a mistake through."""
    published = json.loads((SHARED / "methods.json").read_text(encoding="utf-8"))
    extra = {}
    for name, method in METHODS.items():
        arguments = published[name]["args"]
        required = {each for each, about in arguments.items() if about.get("required")}
        assert method.required >= required - NOT_REQUIRED.get(name, set()), name
        extra[name] = (method.required | method.optional) - set(arguments)
        tier = re.match(r"Tier \d: (\d+)\+ per minute", published[name]["rate_limit"]["label"])
        assert tier is None or method.per_minute == int(tier[1]), name

    assert {name: sorted(each) for name, each in extra.items() if each} == {}


def test_scopes_are_those_that_were_tested() -> None:
    """What people are told to grant is what the tests ran with."""
    assert {*SCOPES, "connections:write"} == TESTED


def test_every_event_has_its_scope_and_every_scope_its_line_in_the_docs() -> None:
    """Whoever approves the app asks what each is for."""
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")

    assert {scope for scope in EVENTS.values() if scope} <= set(SCOPES)
    assert [scope for scope, reason in SCOPES.items() if f"| `{scope}` | {reason} |" not in page] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda made: made["features"].update(assistant_view={}), "exclude each other"),
        (lambda made: made["display_information"].update(name="x" * 36), "36 characters"),
        (lambda made: made["oauth_config"]["scopes"]["bot"].append("files:read"), "no reason"),
        (lambda made: made["oauth_config"]["scopes"]["bot"].remove("im:history"), "message.im needs im:history"),
        (lambda made: made["settings"]["event_subscriptions"]["bot_events"].append("pin_added"), "nobody listens"),
    ],
    ids=["two views", "long name", "scope without a reason", "event without its scope", "event for nobody"],
)
def test_what_the_schema_does_not_know_is_found(change: object, words: str) -> None:
    """Slack's schema knows neither scopes nor events, nor that two views exclude each other."""
    made = make_manifest(SETTINGS, TEXTS, Language.ENGLISH)
    change(made)

    assert words in " ".join(problems(made))


def test_command_prints_it_as_yaml_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Slack's page takes either."""
    assert slack_command(["manifest", "--lang", "en"]) == 0
    as_yaml = yaml.safe_load(capsys.readouterr().out)
    assert slack_command(["manifest", "--lang", "en", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == as_yaml
    assert as_yaml == make_manifest(SETTINGS, TEXTS, Language.ENGLISH)


def test_a_new_key_is_printed_bare_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command takes --json; either key must do for the setting."""
    assert slack_command(["key"]) == 0
    bare = capsys.readouterr().out.strip()
    assert slack_command(["key", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert list(told) == ["key"]
    assert bare != told["key"]
    assert [len(base64.urlsafe_b64decode(each)) for each in (bare, told["key"])] == [32, 32]


def test_http_manifest_without_an_https_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Slack would say so only after it was pasted."""
    monkeypatch.setenv("RETTESNOR_SLACK_MODE", "http")

    assert slack_command(["manifest"]) == 1
    assert "RETTESNOR_PUBLIC_URL" in capsys.readouterr().err
