"""
Every setting in one table, read from the environment and `rettesnor.toml`.

Owns names, defaults, units and help of all settings, and their conversion;
leaves their use to the modules named in the help.
The environment wins over the file; the file is `rettesnor.toml` in the working folder.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ingest.errors import SettingInvalid
from ingest.models import MODELS
from ingest.rounds import ROUNDS
from ingest.serving import SERVING
from ingest.setting import Network, Setting, one_of
from ingest.setting import flag as _flag
from ingest.setting import positive as _positive
from ingest.setting import text as _text

__all__ = ["MATERIAL_FOLDER", "OWN_GLOSSARY", "SETTINGS", "Setting", "Settings", "load_settings"]

MAX_PORT = 65535
MATERIAL_FOLDER = "onboarding"
"""Below the corpus folder: an organisation's own journeys and lessons, which are no documents."""
OWN_GLOSSARY = "glossary.tsv"
"""In the corpus folder: an organisation's own terms and abbreviations, in the form of the bundled glossary."""


def _port(value: str) -> int:
    number = int(value)
    if not 0 <= number <= MAX_PORT:
        raise ValueError(value)
    return number


def _perhaps_positive(value: str) -> int | None:
    return _positive(value) if value else None


def _price(value: str) -> float | None:
    price = float(value) if value else None
    if price is not None and not 0 <= price < float("inf"):
        raise ValueError(value)
    return price


def _hours(value: str) -> str:
    first, separator, last = value.strip().partition("-")
    if not separator or dt.time.fromisoformat(first) >= dt.time.fromisoformat(last):
        raise ValueError(value)
    return value.strip()


def _zone(value: str) -> ZoneInfo:
    return ZoneInfo(value)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="corpus", default="corpus", read=Path, wanted="a folder", help="Folder with the documents and corpus.toml."
    ),
    Setting(
        name="data", default="var", read=Path, wanted="a folder", help="Folder for index generations and the database."
    ),
    Setting(
        name="database_url",
        default="",
        read=_text,
        wanted="an address that begins with postgresql://",
        help="PostgreSQL database for records that several machines share; not set: a SQLite file in RETTESNOR_DATA.",
        secret=True,
    ),
    Setting(
        name="anchor",
        default="",
        read=_text,
        wanted="a file",
        help="File outside the database that anchors the register; not set: register.anchor in RETTESNOR_DATA.",
    ),
    Setting(
        name="employees_see_interim",
        default="on",
        read=_flag,
        wanted='"on" or "off"',
        help="Whether the reports of the interim round are shown to those who do not report themselves.",
    ),
    Setting(
        name="host",
        default="127.0.0.1",
        read=_text,
        wanted="an address",
        help="Address that `rettesnor serve` binds to.",
    ),
    Setting(
        name="port",
        default="8000",
        read=_port,
        wanted="a number from 0 to 65535",
        help="Port that `rettesnor serve` binds to; 0 picks a free one.",
    ),
    Setting(
        name="public_url",
        default="",
        read=_text,
        wanted="a URL",
        help="Address under which people reach the server, for links in answers.",
    ),
    Setting(
        name="editions",
        default="on",
        read=_flag,
        wanted='"on" or "off"',
        help="Whether parallel editions in the other language are used.",
    ),
    Setting(
        name="time_zone",
        default="Europe/Copenhagen",
        read=_zone,
        wanted="an IANA time zone",
        help="Zone of times that carry none, and of today's date.",
    ),
    Setting(
        name="max_question_chars",
        default="2000",
        read=_positive,
        wanted="a number of characters above 0",
        help="Longest question accepted, in characters.",
    ),
    Setting(
        name="prompts",
        default="",
        read=_text,
        wanted="a folder",
        help="Folder whose files replace the assistant's own texts, by file name.",
    ),
    Setting(
        name="llm_model",
        default="",
        read=_text,
        wanted="the name of a model",
        help="Language model that helps to word answers; empty: none, the rules word them.",
    ),
    Setting(
        name="llm_url",
        default="",
        read=_text,
        wanted="a URL that ends before /chat/completions",
        help="Address of an OpenAI-compatible endpoint (Azure OpenAI, Ollama, vLLM, Mistral …).",
    ),
    Setting(
        name="llm_key",
        default="",
        read=_text,
        wanted="a key",
        help="Key for the model's endpoint.",
        secret=True,
    ),
    Setting(
        name="llm_class",
        default="",
        read=_text,
        wanted="module:Class of a LlamaIndex LLM",
        help="Another LlamaIndex LLM than the one for OpenAI-compatible endpoints.",
    ),
    Setting(
        name="llm_timeout_s",
        default="15",
        read=_positive,
        wanted="a number of seconds above 0",
        help="Longest wait for the model, in seconds; then the rules' answer is given.",
    ),
    Setting(
        name="llm_at_once",
        default="4",
        read=_positive,
        wanted="a number above 0",
        help="Questions that may be with the model at one time; further ones are answered without it.",
    ),
    Setting(
        name="llm_daily_tokens",
        default="",
        read=_perhaps_positive,
        wanted="a number of tokens above 0",
        help="Estimated tokens a day, sent and received, after which the rules answer alone; empty: no cap.",
    ),
    Setting(
        name="llm_price_sent",
        default="",
        read=_price,
        wanted="an amount for a million tokens",
        help="What the model's owner takes for a million tokens sent, in any one currency; for `/metrics` and the cap.",
    ),
    Setting(
        name="llm_price_received",
        default="",
        read=_price,
        wanted="an amount for a million tokens",
        help="What a million tokens received cost, in the same currency.",
    ),
    Setting(
        name="llm_daily_cost",
        default="",
        read=_price,
        wanted="an amount",
        help="Estimated cost a day after which the rules answer alone; needs both prices; empty: no cap.",
    ),
    Setting(
        name="onboarding_hours",
        default="08:30-16:00",
        read=_hours,
        wanted='hours of the day like "08:30-16:00"',
        help="When onboarding steps, reminders and digests may be sent, on working days; quiet otherwise.",
    ),
    Setting(
        name="onboarding_completion",
        default="editor",
        read=one_of("editor", "manager", "nobody"),
        wanted='"editor", "manager" or "nobody"',
        help="Least role that sees whether somebody has completed their onboarding, and nothing else of it.",
    ),
    Setting(
        name="onboarding_min_group",
        default="5",
        read=_positive,
        wanted="a number of people above 0",
        help="Smallest group of which the number that completed their onboarding is given.",
    ),
    Setting(
        name="slack_bot_token",
        default="",
        read=_text,
        wanted="a token that begins with xoxb-",
        help="Slack bot token.",
        secret=True,
    ),
    Setting(
        name="slack_app_token",
        default="",
        read=_text,
        wanted="a token that begins with xapp-",
        help="Slack app-level token for Socket Mode.",
        secret=True,
    ),
    Setting(
        name="slack_mode",
        default="socket",
        read=one_of("socket", "http"),
        wanted='"socket" or "http"',
        help="How Slack reaches the assistant: over a connection opened from here, or at /slack/events of the server.",
    ),
    Setting(
        name="slack_signing_secret",
        default="",
        read=_text,
        wanted="the signing secret of the app's page",
        help="Proves that a request is Slack's own; needed where slack_mode is http.",
        secret=True,
    ),
    Setting(
        name="slack_client_id",
        default="",
        read=_text,
        wanted="the client id of the app's page",
        help="Lets several workspaces install the app at /slack/install; instead of a bot token.",
    ),
    Setting(
        name="slack_client_secret",
        default="",
        read=_text,
        wanted="the client secret of the app's page",
        help="Goes with slack_client_id.",
        secret=True,
    ),
    Setting(
        name="slack_store_key",
        default="",
        read=_text,
        wanted="a key from `rettesnor slack key`",
        help="Encrypts the tokens of workspaces that install the app; several, the newest first, separated by commas.",
        secret=True,
    ),
    Setting(
        name="slack_welcome",
        default="on",
        read=_flag,
        wanted='"on" or "off"',
        help="Whether new members of a workspace are welcomed by direct message.",
    ),
    Setting(
        name="slack_api_url",
        default="",
        read=_text,
        wanted="a URL",
        help="Base address of Slack's Web API, where it is not Slack's own.",
    ),
    Setting(
        name="log_level",
        default="INFO",
        read=_text,
        wanted="DEBUG, INFO, WARNING or ERROR",
        help="Least severe log line shown.",
    ),
    *MODELS,
    *ROUNDS,
    *SERVING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The effective settings; see `SETTINGS` for the meaning of each field."""

    corpus: Path
    data: Path
    database_url: str
    anchor: str
    employees_see_interim: bool
    host: str
    port: int
    public_url: str
    hosts: tuple[str, ...]
    auth: str
    open_anywhere: bool
    session_key: str
    session_hours: int
    proxy_from: tuple[Network, ...]
    proxy_user_header: str
    proxy_groups_header: str
    oidc_issuer: str
    oidc_audience: str
    oidc_groups_claim: str
    cors_origins: tuple[str, ...]
    rate_limit: int
    max_body_bytes: int
    body_timeout_s: int
    request_timeout_s: int
    gaps_days: int
    encoder: str
    reranker: str
    reranked: int
    device: str
    batch: int
    editions: bool
    time_zone: ZoneInfo
    max_question_chars: int
    prompts: str
    llm_model: str
    llm_url: str
    llm_key: str
    llm_class: str
    llm_timeout_s: int
    llm_at_once: int
    llm_daily_tokens: int | None
    llm_price_sent: float | None
    llm_price_received: float | None
    llm_daily_cost: float | None
    onboarding_hours: str
    onboarding_completion: str
    onboarding_min_group: int
    slack_bot_token: str
    slack_app_token: str
    slack_mode: str
    slack_signing_secret: str
    slack_client_id: str
    slack_client_secret: str
    slack_store_key: str
    slack_welcome: bool
    slack_api_url: str
    log_level: str
    rounds_minutes: int
    reminders: bool
    reminder_days: tuple[int, ...]
    reminder_quiet_days: int


def load_settings(environment: Mapping[str, str] | None = None, *, file: Path = Path("rettesnor.toml")) -> Settings:
    """
    Read every setting from the environment, then from `file`, then its default.

    Raises:
        SettingInvalid: If a value cannot be read, or `file` is no TOML or names an unknown setting.
    """
    environment = os.environ if environment is None else environment
    written = _read_file(file)
    values = {setting.name: _value(setting, environment, written, file) for setting in SETTINGS}
    return Settings(**values)


def _read_file(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{file} is not valid TOML ({error}); mend the line it names or remove the file."
        raise SettingInvalid(msg) from error
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(set(table) - known)
    if unknown:
        msg = f"{file} sets {unknown[0]!r}, which is no setting; known are {', '.join(sorted(known))}."
        raise SettingInvalid(msg)
    return {name: _as_text(value) for name, value in table.items()}


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def _value(setting: Setting, environment: Mapping[str, str], written: Mapping[str, str], file: Path) -> Any:
    given, origin = environment.get(setting.variable, ""), setting.variable
    if not given and setting.name in written:
        given, origin = written[setting.name], f"{setting.name!r} in {file}"
    try:
        return setting.read(given or setting.default)
    except (ValueError, KeyError, OSError) as error:
        shown = "a secret" if setting.secret else repr(given)
        msg = (
            f"{origin} is {shown}, but must be {setting.wanted}; "
            f"correct it or remove it for the default {setting.default!r}."
        )
        raise SettingInvalid(msg) from error
