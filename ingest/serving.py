"""
The settings of whoever serves: who may come in, from where, how often, how much, how long.

Owns these rows of the table; leaves the table to `ingest.settings`, and their use to `assistant.channels.http`.
"""

from __future__ import annotations

from ingest.setting import Setting, count, flag, listed, networks, one_of, positive, text

__all__ = ["SERVING"]

SERVING: tuple[Setting, ...] = (
    Setting(
        name="hosts",
        default="",
        read=listed,
        wanted="names, separated by commas",
        help="Further names that the server answers to, beside this machine's own and that of the public URL.",
    ),
    Setting(
        name="auth",
        default="open",
        read=one_of("open", "token", "proxy", "oidc"),
        wanted='"open", "token", "proxy" or "oidc"',
        help="How the server knows who asks; see docs/access.md.",
    ),
    Setting(
        name="open_anywhere",
        default="off",
        read=flag,
        wanted='"on" or "off"',
        help="Whether `open` may serve more than this machine: all who reach the server then read what is public.",
    ),
    Setting(
        name="session_key",
        default="",
        read=text,
        wanted="a long random text",
        help="Signs the cookies of people logged in with a token; made and kept in the data folder when not set.",
        secret=True,
    ),
    Setting(
        name="session_hours",
        default="12",
        read=positive,
        wanted="a number of hours above 0",
        help="How long somebody stays logged in on the page.",
    ),
    Setting(
        name="proxy_from",
        default="",
        read=networks,
        wanted="addresses or networks, separated by commas, like 10.0.0.7, 10.1.0.0/24",
        help="With `proxy`: where the proxy calls from; identity headers from anywhere else are refused.",
    ),
    Setting(
        name="proxy_user_header",
        default="X-Forwarded-User",
        read=text,
        wanted="a header name",
        help="With `proxy`: the header that names the person.",
    ),
    Setting(
        name="proxy_groups_header",
        default="X-Forwarded-Groups",
        read=text,
        wanted="a header name",
        help="With `proxy`: the header with the person's groups, separated by commas.",
    ),
    Setting(
        name="oidc_issuer",
        default="",
        read=text,
        wanted="an https URL",
        help="With `oidc`: the issuer whose tokens are accepted; nothing else is ever fetched.",
    ),
    Setting(
        name="oidc_audience",
        default="rettesnor",
        read=text,
        wanted="a text",
        help="With `oidc`: the audience that a token must be for.",
    ),
    Setting(
        name="oidc_groups_claim",
        default="groups",
        read=text,
        wanted="a claim name",
        help="With `oidc`: the claim with the person's groups.",
    ),
    Setting(
        name="cors_origins",
        default="",
        read=listed,
        wanted="origins, separated by commas, like https://intranet.example.dk",
        help="Pages elsewhere that may call the HTTP interface from a browser, with a token of their own.",
    ),
    Setting(
        name="rate_limit",
        default="600",
        read=count,
        wanted="a number of requests, 0 for no limit",
        help="Requests that one identity, or one address nobody is known at, may make in a minute.",
    ),
    Setting(
        name="max_body_bytes",
        default="1048576",
        read=positive,
        wanted="a number of bytes above 0",
        help="Largest request body accepted.",
    ),
    Setting(
        name="body_timeout_s",
        default="10",
        read=positive,
        wanted="a number of seconds above 0",
        help="Longest time a request may take to send its body.",
    ),
    Setting(
        name="request_timeout_s",
        default="30",
        read=positive,
        wanted="a number of seconds above 0",
        help="Longest time an answer may take to begin.",
    ),
    Setting(
        name="gaps_days",
        default="365",
        read=positive,
        wanted="a number of days above 0",
        help="How long feedback and questions without an answer are kept.",
    ),
)
