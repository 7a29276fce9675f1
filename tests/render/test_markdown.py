"""Verbatim words survive Markdown and the terminal character for character."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re

import pytest
from fakes import FakeAnswers, goal_answer
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.question import ANYBODY, Question
from assistant.render.html import answer_html, markdown_html
from assistant.render.markdown import answer_plain, escape_markdown, plain_text, wrapped

WORDS = st.text(st.sampled_from("ab Å1.)*_`[]()<>#+-=~|\\&;!:\"'{}«»"), min_size=1, max_size=30).filter(
    lambda words: words.strip() == words
)
QUESTION = Question(text="x", asked_at=dt.datetime(2025, 5, 20, tzinfo=dt.UTC))


def _answer(text: str, quote: str = "q") -> Answer:
    answer = goal_answer(QUESTION, FakeAnswers().knowledge())
    citation = dataclasses.replace(answer.citations[0], quote=quote, translation=None)
    return dataclasses.replace(answer, text=text, citations=(citation,))


@given(WORDS)
def test_escaped_words_read_back_as_themselves(words: str) -> None:
    """A quotation is exact in every form, or it is none."""
    shown = re.sub(r"</?p>|\n$", "", markdown_html(escape_markdown(words)))

    assert html.unescape(shown).rstrip("\n") == words
    assert plain_text(escape_markdown(words)) == words


@pytest.mark.parametrize("quote", ["5 * 3 * 2", "a_b_c_ d", "a < b > c", "1. juli [1]", "Målet* nås*", "A & B"])
def test_a_quotation_keeps_its_marks_in_plain_text(quote: str) -> None:
    """Marks of the document's own are words, not emphasis."""
    assert f"»{quote}«" in answer_plain(_answer(f"**Svar:** »{quote}« [1]", quote))


def test_a_quotation_is_shown_without_the_signs_of_its_emphasis() -> None:
    """A reader of a Markdown file sees bold words, not the stars around them."""
    quote = "**Vi** måler CO<sub>2</sub> i [planen](x.md) &amp; 5\\* `a_b`.[^2]"
    shown = "Vi måler CO2 i planen & 5* a_b."
    answer = _answer(f"»{shown}« [1]", quote)

    assert f"»{shown}« [1]" in answer_plain(answer)
    assert f'»<span lang="da" class="quote">{html.escape(shown)}</span>«' in answer_html(answer)


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**SSI** _calls_ *them* __so__", "SSI calls them so"),
        ("snake_case_word and 2*3*4", "snake_case_word and 2*3*4"),
        ("## Mål\ntekst", "Mål\ntekst"),
        ("[her](/documents/x)", "her (/documents/x)"),
        ("linje\\\nnæste  \nlinje", "linje\nnæste\nlinje"),
        (r"\*ikke\* fed", "*ikke* fed"),
    ],
)
def test_plain_text_has_no_marks(markdown: str, plain: str) -> None:
    """A terminal shows words."""
    assert plain_text(markdown) == plain


def test_wrapped_lines_keep_their_place() -> None:
    """What continues an item or a quotation stands under it."""
    assert wrapped("1. aaa bbb ccc\n> ddd eee fff", width=10) == "1. aaa bbb\n   ccc\n> ddd eee\n> fff"


def test_options_follow_the_answer() -> None:
    """Where there are no buttons, the ways to read a question are written out."""
    asked_back = FakeAnswers().ask(dataclasses.replace(QUESTION, text="Hvilket?"), ANYBODY)

    assert "1) Koncernfælles" in answer_plain(asked_back)
