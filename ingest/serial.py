"""
Records to plain JSON values and back.

Owns the written form of every record: derived from its annotations, with defaults left out;
leaves files and checksums to `ingest.snapshot`.
A quotation is written as its span alone and cut from the document's text when read, so that it cannot differ from it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from ingest.records import Quote, Span

__all__ = ["from_json", "to_json"]

MISSING = object()
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How one type is written and read. `text` is that of the document the value is about."""

    write: Callable[[Any, str], Any]
    read: Callable[[Any, str], Any]


def to_json(value: object, *, text: str = "") -> Any:
    """
    `value`, a record of `ingest.records`, as JSON values.

    Args:
        value: The record.
        text: The document's text that its quotations are cut from; for a document itself its own.

    Raises:
        ValueError: If a quotation is not what stands at its span in `text`.
    """
    kind: Any = type(value)
    return _form(kind).write(value, text)


def from_json(kind: type[T], written: Any, *, text: str = "") -> T:
    """
    The record of type `kind` that `to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: If `written` is not what `to_json` makes of such a record.
    """
    plain: Any = kind
    record: T = _form(plain).read(written, text)
    return record


@cache
def _form(kind: Any) -> _Form:
    """The form of a type as annotated."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _sequence(arguments[0], tuple)
    if origin in (frozenset, Mapping):
        return _plain_collection(origin)
    return _single(kind)


def _single(kind: Any) -> _Form:
    if kind is Span:
        return _Form(write=lambda span, _: [span.start, span.end], read=lambda written, _: Span(*written))
    if kind is Quote:
        return _Form(write=_write_quote, read=lambda written, text: Quote.at(text, _inside(Span(*written), text)))
    if kind is dt.date:
        return _Form(write=lambda day, _: day.isoformat(), read=lambda written, _: dt.date.fromisoformat(written))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _Form(write=lambda member, _: member.value, read=lambda written, _: kind(written))
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    return _Form(write=lambda value, _: value, read=lambda written, _: written)


def _optional(arguments: tuple[Any, ...]) -> _Form:
    inner = _form(next(each for each in arguments if each is not type(None)))
    return _Form(
        write=lambda value, text: None if value is None else inner.write(value, text),
        read=lambda written, text: None if written is None else inner.read(written, text),
    )


def _sequence(item: Any, make: Callable[[Any], Any]) -> _Form:
    # Looked up when used: a block holds blocks.
    return _Form(
        write=lambda values, text: [_form(item).write(value, text) for value in values],
        read=lambda written, text: make([_form(item).read(value, text) for value in written]),
    )


def _plain_collection(origin: Any) -> _Form:
    if origin is frozenset:
        return _Form(write=lambda values, _: sorted(values), read=lambda written, _: frozenset(written))
    return _Form(write=lambda values, _: dict(values), read=lambda written, _: dict(written))


def _record(kind: Any) -> _Form:
    hints = typing.get_type_hints(kind)
    fields = [(field.name, _form(hints[field.name]), _default(field)) for field in dataclasses.fields(kind)]
    forms = {name: form.read for name, form, _ in fields}
    has_text = "text" in forms

    def write(value: Any, text: str) -> dict[str, Any]:
        own = value.text if has_text else text
        held = ((name, form, default, getattr(value, name)) for name, form, default in fields)
        return {name: form.write(each, own) for name, form, default, each in held if each != default}

    def read(written: Any, text: str) -> Any:
        own = written["text"] if has_text else text
        return kind(**{name: forms[name](each, own) for name, each in written.items()})

    return _Form(write=write, read=read)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return MISSING


def _write_quote(quote: Quote, text: str) -> list[int]:
    if quote.span.of(text) != quote.text:
        msg = f"the quotation at {quote.span.start}..{quote.span.end} is not what the document says there"
        raise ValueError(msg)
    return [quote.span.start, quote.span.end]


def _inside(span: Span, text: str) -> Span:
    if span.end > len(text):
        msg = f"a quotation ends at {span.end}, but the document has {len(text)} characters"
        raise ValueError(msg)
    return span
