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
    is_plain: bool = False
    """Whether a value is its own written form, so that neither needs to be called."""


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
        return _Form(write=_write_quote, read=_read_quote)
    if kind is dt.date:
        return _Form(write=lambda day, _: day.isoformat(), read=lambda written, _: dt.date.fromisoformat(written))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        members = {member.value: member for member in kind}
        return _Form(write=lambda member, _: member.value, read=lambda written, _: members[written])
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    return _Form(write=lambda value, _: value, read=lambda written, _: written, is_plain=True)


def _optional(arguments: tuple[Any, ...]) -> _Form:
    inner = _form(next(each for each in arguments if each is not type(None)))
    if inner.is_plain:
        return inner
    read, write = inner.read, inner.write
    return _Form(
        write=lambda value, text: None if value is None else write(value, text),
        read=lambda written, text: None if written is None else read(written, text),
    )


def _sequence(item: Any, make: Callable[[Any], Any]) -> _Form:
    @cache
    def form() -> _Form:
        # Looked up when used: a block holds blocks.
        return _form(item)

    def write(values: Any, text: str) -> list[Any]:
        one = form()
        return list(values) if one.is_plain else [one.write(value, text) for value in values]

    def read(written: Any, text: str) -> Any:
        one = form()
        return make(written) if one.is_plain else make([one.read(value, text) for value in written])

    return _Form(write=write, read=read)


def _plain_collection(origin: Any) -> _Form:
    if origin is frozenset:
        return _Form(write=lambda values, _: sorted(values), read=lambda written, _: frozenset(written))
    return _Form(write=lambda values, _: dict(values), read=lambda written, _: dict(written))


def _record(kind: Any) -> _Form:
    hints = typing.get_type_hints(kind)
    forms = {field.name: _form(hints[field.name]) for field in dataclasses.fields(kind)}
    # A generation holds hundreds of thousands of records: what can be decided once for a type is decided here.
    writes = [
        (field.name, _default(field), None if forms[field.name].is_plain else forms[field.name].write)
        for field in dataclasses.fields(kind)
    ]
    reads = [(name, form.read) for name, form in forms.items() if not form.is_plain]
    has_text = "text" in forms

    def write(value: Any, text: str) -> dict[str, Any]:
        own = value.text if has_text else text
        written = {}
        for name, default, write_one in writes:
            held = getattr(value, name)
            if held is not default and (default is MISSING or held != default):
                written[name] = held if write_one is None else write_one(held, own)
        return written

    def read(written: Any, text: str) -> Any:
        own = written["text"] if has_text else text
        made = dict(written)
        for name, read_one in reads:
            if name in made:
                made[name] = read_one(made[name], own)
        return kind(**made)

    return _Form(write=write, read=read)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return MISSING


def _write_quote(quote: Quote, text: str) -> list[int]:
    start, end = quote.span.start, quote.span.end
    if text[start:end] != quote.text:
        msg = f"the quotation at {start}..{end} is not what the document says there"
        raise ValueError(msg)
    return [start, end]


def _read_quote(written: Any, text: str) -> Quote:
    start, end = written
    if end > len(text):
        msg = f"a quotation ends at {end}, but the document has {len(text)} characters"
        raise ValueError(msg)
    return Quote(text=text[start:end], span=Span(start, end))
