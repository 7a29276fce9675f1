"""An answer on a terminal as it comes: nothing shown twice, nothing left standing that no longer holds."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
from collections.abc import Iterator, Sequence

import pytest
from fakes import FakeAnswers

from assistant.answer import Answer, Sentence
from assistant.channels import cli
from assistant.channels.screen import Screen, can_take_back
from assistant.question import ANYBODY, Question
from ingest.settings import Settings, load_settings


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """A terminal with somebody at it, 80 columns by 24 rows."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((80, 24)))
    return _Terminal()


def _seen(written: str) -> str:
    """What stands on the screen after all that was written to it."""
    rows, row = [""], 0
    for piece in re.split(r"(\x1b\[\d*[AJ]|\r|\n)", written):
        if piece == "\n":
            row += 1
            rows += [""] if row == len(rows) else []
        elif moved := re.fullmatch(r"\x1b\[(\d+)A", piece):
            row -= int(moved[1])
        elif piece == "\x1b[J":
            rows = [*rows[:row], ""]
        elif piece != "\r":
            rows[row] += piece
    return "\n".join(rows)


def _answer() -> Answer:
    return FakeAnswers().ask(Question(text="Hvad er målet?", asked_at=dt.datetime(2025, 5, 20, tzinfo=dt.UTC)), ANYBODY)


def _followed(out: _Terminal, sentences: Sequence[str], answer: Answer) -> list[str]:
    """What stood on the screen after each event."""
    seen: list[str] = []

    def events() -> Iterator[Sentence | Answer]:
        for text in sentences:
            yield Sentence(text=text)
            seen.append(_seen(out.getvalue()))
        yield answer

    with contextlib.redirect_stdout(out):
        Screen().follow(events())
    return [*seen, _seen(out.getvalue())]


def test_sentences_stay_where_the_answer_begins_with_them(terminal: _Terminal) -> None:
    """Nobody reads the same words twice, and nothing jumps."""
    answer = _answer()
    seen = _followed(terminal, [answer.text[:13]], answer)

    assert seen == [answer.text[:13], answer.text + "\n"]
    assert "\x1b" not in terminal.getvalue()


def test_an_answer_that_begins_otherwise_takes_the_place_of_the_sentences(terminal: _Terminal) -> None:
    """What no longer stands must not stay on the screen."""
    answer = _answer()
    seen = _followed(terminal, ["Noget helt andet, " + "som er ret langt, " * 9 + "og tages tilbage.", "Mere."], answer)

    assert seen[0].count("\n") > 1
    assert seen[-1] == answer.text + "\n"


def test_what_has_left_the_screen_is_followed_by_the_whole_answer(terminal: _Terminal) -> None:
    """A terminal cannot take back rows that have scrolled away; a line tells where the answer begins."""
    answer = _answer()
    seen = _followed(terminal, ["ord " * 600], answer)

    assert seen[-1].endswith("---\n" + answer.text + "\n")


@pytest.mark.parametrize(("argv", "model", "streams"), [((), "m", True), ((), "", False), (("--json",), "m", False)])
def test_ask_shows_sentences_where_a_model_words_them(
    terminal: _Terminal, monkeypatch: pytest.MonkeyPatch, *, argv: tuple[str, ...], model: str, streams: bool
) -> None:
    """Without a model there is nothing to wait for, and a program that reads JSON wants it whole."""
    answers = FakeAnswers()
    answers.sentences["x"] = ("Planen siger:",)
    streamed: list[bool] = []
    stream = answers.stream
    answers.stream = lambda *given: (streamed.append(True), stream(*given))[1]
    settings = load_settings({"RETTESNOR_LLM_MODEL": model} if model else {})

    def build(_settings: Settings) -> FakeAnswers:
        return answers

    monkeypatch.setattr(cli, "load_settings", lambda: settings)

    with contextlib.redirect_stdout(terminal):
        assert cli.ask_command(["x", *argv], build=build) == 0
    assert bool(streamed) is streams
    assert "Vi måler det, der betyder noget." in terminal.getvalue()


def test_a_dumb_terminal_gets_the_answer_whole(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be taken back, nothing is shown before it is sure."""
    monkeypatch.setenv("TERM", "dumb")

    assert not can_take_back(terminal)
    assert not can_take_back(io.StringIO())
