"""
Personal data taken out of what is sent to a model.

Owns what counts as a CPR number, an e-mail address and a telephone number;
spares those that stand in the documents: an official contact is no secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["mask"]

_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[ -]?\d{4}(?!\d)")
"""Day, month, year and four digits; the modulus check was given up in 2007 (CPR-kontoret, Personnummeret i CPR)."""
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\d.,-])(?:(?:\+|00)?45[ -]?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?![.,-]?\d)")
"""Eight digits as Danes write them, alone or in pairs, the country's code before them or not; dashes are of dates."""
_KINDS = (("CPR", _CPR), ("e-mail", _EMAIL), ("telephone", _TELEPHONE))


def mask(text: str, *, is_public: Callable[[str], bool]) -> str:
    """
    `text` with each piece of personal data replaced by its kind in brackets: "[CPR]".

    Args:
        text: A question, or an earlier turn.
        is_public: Whether the piece, as written, stands in a document that the asker may read.
    """
    for kind, pattern in _KINDS:
        pieces = sorted({found[0] for found in pattern.finditer(text)}, key=len, reverse=True)
        for piece in pieces:
            text = text if is_public(piece) else text.replace(piece, f"[{kind}]")
    return text
