"""
The published shapes of what /v1 gives, with real examples.

Owns the response side of OpenAPI, made from the values themselves so that it cannot drift from them;
leaves the request side to `bodies` and serialising to `assistant.render.json`.
"""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import inspect
import textwrap
import types
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.answer import Answer, GoalView, MilestoneView
from assistant.channels.http.examples import (
    ANSWER_EXAMPLE,
    DOCUMENT_EXAMPLE,
    FEEDBACK_EXAMPLE,
    GAP_EXAMPLE,
    HIT_EXAMPLE,
    MILESTONE_EXAMPLE,
)
from assistant.channels.http.paging import PAGE_FIELDS
from assistant.channels.http.problems import MEDIA_TYPE
from assistant.feedback.verdicts import Reason, Verdict
from assistant.register.views import Report
from assistant.status import NOT_REPORTED, ReportedStatus, Status

__all__ = [
    "ANSWER",
    "DOCUMENT",
    "DOCUMENTS",
    "FEEDBACK",
    "GAPS",
    "GOAL",
    "GOALS",
    "HISTORY",
    "HITS",
    "KEPT",
    "MILESTONES",
    "documented",
    "documented_openai",
    "refused",
]

_STRING, _INTEGER, _DAY = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date"}
_EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": {"event": _STRING, "data": {"type": "string", "description": "JSON."}},
    "description": "Each server-sent event.",
}
_HEADINGS = {"type": "array", "items": _STRING, "description": "Heading path, outermost first."}
_SIMPLE: dict[type, dict[str, Any]] = {
    str: _STRING,
    int: _INTEGER,
    bool: {"type": "boolean"},
    dt.date: _DAY,
    dt.datetime: {"type": "string", "format": "date-time"},
}
_MEANINGS = {
    400: "The body is not JSON, or not UTF-8.",
    401: "Nobody is known by the credential sent, or none was sent.",
    403: "Your role does not allow it, or a page of another site asks.",
    404: "Nothing that you may read has this id.",
    408: "The body did not arrive in time.",
    409: "Somebody has reported meanwhile; `current` has the history as it is now.",
    413: "The body is too large.",
    415: "The body is not sent as JSON.",
    422: "A field is missing, unknown or has a value that cannot be used; `errors` says which.",
    421: "The Host is none of this server's.",
    428: "Neither If-Match nor `expected` says which version is known.",
    429: "Too many requests in a minute; `Retry-After` says how many seconds to wait.",
    503: "No index can be opened, or an answer takes too long; `detail` says what to do.",
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _STRING,
        "title": _STRING,
        "status": _INTEGER,
        "detail": {"type": "string", "description": "What was got, what was wanted, what to do."},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": _STRING, "detail": _STRING}},
            "description": "The parts of the request that are wrong, in dotted form (`history.0.role`).",
        },
        "request_id": {"type": "string", "description": "Tells whoever runs the server which request it was."},
    },
}

_OPENAI_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type"],
            "properties": {
                "message": _STRING,
                "type": _STRING,
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
        }
    },
}


def documented(
    shape: Mapping[str, Any],
    *,
    tags: Sequence[str],
    refusals: Sequence[int],
    success: int = 200,
    is_tagged: bool = False,
    streams: bool = False,
) -> dict[str, Any]:
    """
    The arguments of a route that publish its response and its refusals.

    Args:
        shape: The schema and the example of its JSON.
        tags: The groups it is listed in.
        refusals: The statuses that it refuses with.
        success: The status when all is well.
        is_tagged: Whether it gives an entity tag, and 304.
        streams: Whether it gives server-sent events to those who ask for them.
    """
    responses: dict[int, dict[str, Any]] = {
        success: {"description": "As asked.", "content": {"application/json": dict(shape)}},
    }
    if streams:
        responses[success]["content"]["text/event-stream"] = {"schema": _EVENT}
    if is_tagged:
        responses[success]["headers"] = {"ETag": {"schema": _STRING, "description": "Send it as If-None-Match."}}
        responses[304] = {"description": "What the client holds is still so."}
    responses |= {int(status): told for status, told in refused(refusals).items()}
    return {"tags": list(tags), "responses": responses, "response_model": None, "status_code": success}


def documented_openai(what: str, *, refusals: Sequence[int], streams: bool = False) -> dict[str, Any]:
    """As `documented`, for a route of OpenAI's protocol, whose own description says what `what` holds."""
    schema = {
        "type": "object",
        "required": ["object"],
        "description": f"OpenAI's {what}.",
        "additionalProperties": True,
    }
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if streams:
        content["text/event-stream"] = {"schema": _EVENT}
    told = {int(status): each for status, each in refused(refusals, is_openai=True).items()}
    return {"responses": {200: {"description": "As asked.", "content": content}} | told, "response_model": None}


def refused(statuses: Sequence[int], *, is_openai: bool = False) -> dict[str, dict[str, Any]]:
    """The published responses of these refusals, by status."""
    content = {"application/json": {"schema": _OPENAI_ERROR}} if is_openai else {MEDIA_TYPE: {"schema": _PROBLEM}}
    return {str(status): {"description": _MEANINGS[status], "content": content} for status in statuses}


@cache
def _schema_of(kind: type) -> dict[str, Any]:
    """The JSON schema of a value class: its fields and properties, their types, and the words beneath them."""
    words, hints = _field_words(kind), get_type_hints(kind)
    properties = {}
    for field in dataclasses.fields(kind):
        schema = dict(_schema_of_hint(hints[field.name]))
        if field.name in words:
            schema["description"] = words[field.name]
        properties[field.name.removesuffix("_")] = schema
    made = {name: each for name, each in vars(kind).items() if isinstance(each, property)}
    for name, each in made.items():
        hint = get_type_hints(each.fget)["return"]
        properties[name] = {**_schema_of_hint(hint), "description": inspect.getdoc(each)}
    return {"type": "object", "required": list(properties), "properties": properties, "title": kind.__name__}


def _schema_of_hint(hint: Any) -> dict[str, Any]:
    arguments = get_args(hint)
    if hint == Status:
        return {"type": "string", "enum": [*(each.value for each in ReportedStatus), NOT_REPORTED]}
    if get_origin(hint) in (Union, types.UnionType):
        (given,) = (each for each in arguments if each is not type(None))
        return {"anyOf": [_schema_of_hint(given), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of_hint(arguments[0])}
    if issubclass(hint, StrEnum):
        return {"type": "string", "enum": [each.value for each in hint]}
    return _SIMPLE[hint] if hint in _SIMPLE else _schema_of(hint)


def _field_words(kind: type) -> dict[str, str]:
    """The string beneath each field in the source of `kind`."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    words: dict[str, str] = {}
    name = ""
    for node in getattr(body, "body", []):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                words[name] = inspect.cleandoc(text)
    return words


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": dict(properties)}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _listed(name: str, schema: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, Any]:
    page = _object({name: {"type": "array", "items": dict(schema)}, **PAGE_FIELDS})
    return {"schema": page, "example": {name: [dict(example)], "total": 1, "next": None}}


_PLACE = {
    "start": {"type": "integer", "description": "First code point in the document's text, from 0."},
    "end": {"type": "integer", "description": "One past the last code point."},
}
_DOCUMENT_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("id", "path", "title", "organisation", "organisation_name", "kind", "language"), _STRING),
    "official": {"type": "boolean"},
    **dict.fromkeys(("authority", "owner", "notice", "url"), _or_null(_STRING)),
    **dict.fromkeys(("published", "updated", "period_from", "period_to"), _or_null(_DAY)),
    "edition_of": {**_or_null(_STRING), "description": "The official document that this one renders."},
    "editions": {"type": "array", "items": _STRING, "description": "Its renderings in the other language."},
    "checksum": {"type": "string", "description": "SHA-256 of the file, hex."},
}
_HIT_FIELDS = {
    **dict.fromkeys(("document", "path", "title"), _STRING),
    "section": _HEADINGS,
    "page": _or_null(_INTEGER),
    "quote": {"type": "string", "description": "`text[start:end]` of the document, signs of markup included."},
    "shown": {"type": "string", "description": "`quote` as a reader sees it, free of markup."},
    **_PLACE,
    "rank": {"type": "integer", "description": "1 fits best."},
}
_GOAL_SCHEMA = _object({**_schema_of(GoalView)["properties"], "document": _STRING, "section": _HEADINGS, **_PLACE})
_DOCUMENT_SCHEMA = _object(
    {
        **_DOCUMENT_FIELDS,
        "outline": {"type": "array", "items": _object({"section": _HEADINGS, "level": _INTEGER, **_PLACE})},
        "text": {"type": "string", "description": "The whole text, which every citation's offsets point into."},
    }
)

ANSWER = {"schema": _schema_of(Answer), "example": ANSWER_EXAMPLE}
HITS = {
    "schema": _object({"hits": {"type": "array", "items": _object(_HIT_FIELDS)}}),
    "example": {"hits": [HIT_EXAMPLE]},
}
DOCUMENTS = _listed("documents", _object(_DOCUMENT_FIELDS), DOCUMENT_EXAMPLE)
DOCUMENT = {"schema": _DOCUMENT_SCHEMA}
GOALS = {"schema": _object({"goals": {"type": "array", "items": _GOAL_SCHEMA}, **PAGE_FIELDS})}
GOAL = {"schema": _GOAL_SCHEMA}
MILESTONES = _listed("milestones", _schema_of(MilestoneView), MILESTONE_EXAMPLE)
HISTORY = {
    "schema": _object(
        {
            "id": _STRING,
            "goal": _STRING,
            "wording": {**_or_null(_STRING), "description": "Its words now; null for what the plan no longer has."},
            "version": {"type": "integer", "description": "How many reports there are; the ETag."},
            "reports": {"type": "array", "items": _schema_of(Report), "description": "Oldest first."},
        }
    )
}
KEPT = {"schema": _object({"id": _STRING}), "example": {"id": "0f6c1c1f3a5b7d9e"}}
FEEDBACK = _listed(
    "feedback",
    _object(
        {
            "answer": _STRING,
            "verdict": {"type": "string", "enum": list(Verdict)},
            "reason": {"anyOf": [{"type": "string", "enum": list(Reason)}, {"type": "null"}]},
            "wrong_source": _or_null(_INTEGER),
            "source": _or_null(_object({"document": _STRING, "start": _INTEGER, "end": _INTEGER})),
            "question": _or_null(_STRING),
            "comment": _or_null(_STRING),
            "day": _DAY,
        }
    ),
    FEEDBACK_EXAMPLE,
)
GAPS = _listed(
    "gaps",
    _object(
        {
            "questions": {"type": "array", "items": _STRING, "description": "As asked, the commonest first."},
            "language": _STRING,
            "times": _INTEGER,
            "first": _DAY,
            "last": _DAY,
        }
    ),
    GAP_EXAMPLE,
)
