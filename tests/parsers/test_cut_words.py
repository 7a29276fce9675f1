"""Words parted at a line's end in a PDF are made whole."""

from __future__ import annotations

import pytest

from ingest.parsers.pdf_lines import Style, join_words

STYLE = Style(
    body=11, larger=(), hyphened=frozenset({"e-mail"}), long=frozenset({"medarbejderne"}), gap=2.0, right=500.0
)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Servicechefe", "n"], "Servicechefen"),
        (["Energiforbru", "g er målt"], "Energiforbrug er målt"),
        (["Medarbej", "derne og"], "Medarbejderne og"),
        (["Servicechefen", "i kommunen"], "Servicechefen i kommunen"),
        (["Medarbejdere", "er glade"], "Medarbejdere er glade"),
        (["Alle har en", "n"], "Alle har en n"),
        (["rettig-", "heder"], "rettigheder"),
        (["e-", "mail"], "e-mail"),
    ],
)
def test_a_word_too_long_for_its_cell_is_one_word(lines: list[str], whole: str) -> None:
    """Writers cut it without a hyphen; what is left over is no word, or both are one elsewhere in the document."""
    assert join_words(lines, STYLE) == whole
