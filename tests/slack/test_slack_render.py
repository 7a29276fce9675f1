"""Answers as Slack blocks: complete, verbatim, within Slack's limits."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from fake_slack import live_constructs
from fake_slack.checks import block_faults, message_size, view_faults
from fake_slack.live import live_values
from fakes import FakeAnswers, clarifying_answer, goal_answer
from hostile_words import hostile_words
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Option
from assistant.question import Question
from assistant.render.slack import blocks, fallback_text
from assistant.render.slack_buttons import Extras
from assistant.render.slack_parts import Place, escaped
from assistant.render.slack_views import passage_view, person_view, reason_view, wording_view
from assistant.render.slack_workplace import Progress, channel_view, home_view, report_view
from assistant.texts import load_texts
from ingest.records import Language

TEXTS = load_texts()
DANISH = Language.DANISH
QUESTION = Question(text="mål 1", asked_at=dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC))
ANSWER = goal_answer(QUESTION, FakeAnswers().everything)
URL = "https://rettesnor.example/"
EVERYTHING = Extras(
    public_url=URL,
    chosen="c" * 5000,
    introduce=True,
    question="<&>" * 400,
    can_share=True,
    asks_for_feedback=True,
    people_of=(Place(document="plan-2025", start=0, end=1),),
)


def saying(text: str, **more: Any) -> Answer:
    """The goal's answer with another text."""
    return dataclasses.replace(ANSWER, text=text, **more)


def body(text: str) -> list[dict[str, Any]]:
    """The rich text of an answer that says `text`."""
    return [block for block in blocks(saying(text), TEXTS) if block["type"] == "rich_text"]


def plain(value: object) -> str:
    """All words of the rich text in order."""
    if isinstance(value, dict):
        return value["text"] if isinstance(value.get("text"), str) else "".join(plain(each) for each in value.values())
    return "".join(plain(each) for each in value) if isinstance(value, list) else ""


def test_paragraph_with_marks() -> None:
    """Emphasis is structure in Slack, so that no mark of a document turns into one."""
    assert body("*Planen* siger **altid** x_y_z") == [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Planen", "style": {"italic": True}},
                        {"type": "text", "text": " siger "},
                        {"type": "text", "text": "altid", "style": {"bold": True}},
                        {"type": "text", "text": " x_y_z"},
                    ],
                }
            ],
        }
    ]


def test_lists_keep_order_numbers_and_depth() -> None:
    """The third milestone is the third one in Slack, too."""
    elements = body("Liste:\n\n3. tre\n4. fire\n   - under\n5. fem")[0]["elements"]

    shape = [(each["type"], each.get("style"), each.get("offset"), each.get("indent")) for each in elements]
    assert shape == [
        ("rich_text_section", None, None, None),
        ("rich_text_list", "ordered", 2, 0),
        ("rich_text_list", "bullet", None, 1),
        ("rich_text_list", "ordered", 4, 0),
    ]


def test_quotation_is_set_apart() -> None:
    """Official wording is seen to be official wording."""
    elements = body("Planen siger:\n\n> første linje\n> anden linje")[0]["elements"]

    assert elements[1] == {
        "type": "rich_text_quote",
        "elements": [{"type": "text", "text": "første linje\nanden linje"}],
    }


def test_link_is_written_out() -> None:
    """An address in an answer can be read, never followed by mistake."""
    assert plain(body("[her](http://evil.example)")) == "her (http://evil.example)"


@pytest.mark.parametrize("words", ["2 * 3 * 4 _nu ~5 & <6>", "[1] (x) `a | b #1", "1. først", "- minus", "~streg~"])
def test_quotation_stays_verbatim(words: str) -> None:
    """Verbatim or silent: a mark that sets nothing off is part of the wording."""
    citation = dataclasses.replace(ANSWER.citations[0], quote=words)
    answer = saying(f"Planen siger: »{words}« [1]", citations=(citation,))

    assert f"»{words}« [1]" in plain(blocks(answer, TEXTS))


def test_quotation_is_read_without_the_signs_in_its_document() -> None:
    """Whoever reads Slack sees what a reader of the file sees, stars in the file or not."""
    citation = dataclasses.replace(ANSWER.citations[0], quote="**Vi** måler CO<sub>2</sub> i `a_b` og 2 * 3.")
    answer = saying(f"Planen siger: »{citation.shown}« [1]", citations=(citation,))

    assert "»Vi måler CO2 i a_b og 2 * 3.« [1]" in plain(blocks(answer, TEXTS))


def test_sources_open_the_document_at_the_quotation() -> None:
    """A claim is checked with one click."""
    button = next(each for each in blocks(ANSWER, TEXTS, Extras(public_url=URL)) if each.get("block_id") == "sources")[
        "elements"
    ][0]

    assert button["url"] == f"{URL}documents/plan-2025?start=32&end=64&lang=da#quote"
    assert button["text"]["text"] == "[1] Resultatplan 2025"


def test_many_quotations_share_a_button_for_each_document() -> None:
    """Fourteen buttons with one title tell nobody which to press."""
    places = [("plan-2025", 1), ("plan-2025", 2), ("vision", 3), ("plan-2025", 4), ("vision", 5)]
    citations = tuple(dataclasses.replace(ANSWER.citations[0], n=n, document=document) for document, n in places)
    found = blocks(saying("x", citations=citations), TEXTS, Extras(public_url=URL))

    buttons = next(each for each in found if each.get("block_id") == "sources")["elements"]
    assert [each["text"]["text"] for each in buttons] == ["[1, 2, 4] Resultatplan 2025", "[3, 5] Resultatplan 2025"]


def test_neighbouring_marks_are_written_as_a_range() -> None:
    """A button has little room."""
    citations = tuple(dataclasses.replace(ANSWER.citations[0], n=n) for n in range(1, 15))
    found = blocks(saying("x", citations=citations), TEXTS, Extras(public_url=URL))

    buttons = next(each for each in found if each.get("block_id") == "sources")["elements"]
    assert [each["text"]["text"] for each in buttons] == ["[1–14] Resultatplan 2025"]


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "rettesnor.example"])
def test_without_an_address_sources_have_no_link(address: str) -> None:
    """A button that leads nowhere is worse than none: the passage is shown in a dialog instead."""
    sources = next(
        each for each in blocks(ANSWER, TEXTS, Extras(public_url=address)) if each.get("block_id") == "sources"
    )

    assert sources["elements"]
    assert all("url" not in each and each["value"] for each in sources["elements"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.DANISH, "Pr. 20-05-2025 · Resultatplan 2025 (19-12-2024)"),
        (Language.ENGLISH, "As of 20 May 2025 · Resultatplan 2025 (19 December 2024)"),
    ],
)
def test_footer_says_as_of_when_and_from_which_version(language: Language, words: str) -> None:
    """An answer is read again long after it was given."""
    answer = dataclasses.replace(ANSWER, language=language)

    assert blocks(answer, TEXTS)[-1]["elements"][0]["text"] == words


def test_undated_document_is_called_undated() -> None:
    """No day is invented."""
    citation = dataclasses.replace(ANSWER.citations[0], published=None)

    footer = blocks(saying("x", citations=(citation,)), TEXTS)[-1]
    assert footer["elements"][0]["text"] == "Pr. 20-05-2025 · Resultatplan 2025 (udateret)"


def test_options_stand_once() -> None:
    """A choice that stands on a button need not stand above it as well; the text for screen readers has it."""
    labels = ("Koncernfælles mål", "Egne mål")
    answer = dataclasses.replace(
        clarifying_answer(QUESTION, FakeAnswers().everything),
        text="Hvilket mål mener du?\n\n- Koncernfælles mål\n- Egne mål",
        options=tuple(Option(label=each, question=f"Hvad er {each}?") for each in labels),
    )
    shown = json.dumps(blocks(answer, TEXTS), ensure_ascii=False)

    assert [shown.count(f'"{each}"') for each in labels] == [1, 1]
    assert all(each in fallback_text(answer) for each in labels)


def test_long_label_is_cut_on_the_button_and_shown_whole() -> None:
    """Two options that differ only at their end must be told apart."""
    label = "Styrelsesspecifikt mål " * 10 + "A"
    answer = dataclasses.replace(
        clarifying_answer(QUESTION, FakeAnswers().everything), options=(Option(label=label, question="A?"),)
    )
    found = blocks(answer, TEXTS)

    assert block_faults(found) == []
    assert label in plain(found)


LONG = {
    "hundreds of rows": "Liste:\n\n" + "\n".join(f"{n}. {'Milepæl om registre ' * 9}" for n in range(1, 400)),
    "hundreds of paragraphs": "\n\n".join(f"Afsnit {n}: kort." for n in range(300)),
    "one endless paragraph": "ord " * 20_000,
    "one endless word": "x" * 50_000,
    "one endless quotation": "> " + "citat " * 5000,
    "control characters": "<&>" * 8000,
    "quotation marks": '"\\\n\n' * 4000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_answer_stays_within_limits(text: str) -> None:
    """Slack loses a message that is too long, whole; a part of it with a word about the rest is an answer."""
    answer = saying(text, suggestions=("s" * 500,) * 5, citations=ANSWER.citations)
    sent = {"text": fallback_text(answer), "blocks": blocks(answer, TEXTS, EVERYTHING)}

    assert block_faults(sent["blocks"]) == []
    assert message_size(sent) < 11_000
    assert len(sent["text"]) <= 1500


def test_what_is_left_out_is_counted() -> None:
    """A list that is cut says so: complete, or says what is missing."""
    text = "Liste:\n\n" + "\n".join(f"{n}. {'Milepæl om registre ' * 9}" for n in range(1, 101))
    found = blocks(saying(text), TEXTS)
    lists = [each for block in found for each in block["elements"] if each["type"] == "rich_text_list"]
    rows = sum(len(each["elements"]) for each in lists)

    more = next(block for block in found if block["type"] == "context")["elements"][0]["text"]
    assert 10 < rows < 100
    assert more.startswith(f"… {100 - rows} mere")


def test_short_answer_has_nothing_left_out() -> None:
    """The common case is whole."""
    assert "mere" not in plain(blocks(ANSWER, TEXTS))


@given(st.text(max_size=400))
def test_any_text_gives_blocks_that_slack_takes(text: str) -> None:
    """Documents hold anything."""
    answer = saying(text)
    sent = {
        "text": fallback_text(answer),
        "blocks": blocks(answer, TEXTS, Extras(public_url=URL)),
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }

    assert block_faults(sent["blocks"]) == []
    assert live_constructs(sent, allowed_url=URL) == []


@given(st.text(alphabet="<>&;ab", max_size=60), st.integers(min_value=2, max_value=30))
def test_escaped_text_is_cut_between_entities(words: str, most: int) -> None:
    """Half an entity would show as litter."""
    found = escaped(words, most=most)
    bare = found.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")

    assert len(found) <= most
    assert not set(bare) & set("<>&")


def test_hostile_words_are_dead_wherever_they_stand() -> None:
    """A hundred payloads in the text, the quotation, the title, the section, a milestone and the buttons."""
    for words in hostile_words():
        citation = dataclasses.replace(ANSWER.citations[0], quote=words, title=words, section=(words,))
        milestones = tuple(
            dataclasses.replace(each, text=words, note=words, reported_by=words, quarters=words)
            for each in ANSWER.milestones
        )
        rows = "\n".join(f"{number}. »{words}«" for number in range(1, len(milestones) + 1))
        answer = saying(f"{words}\n\n{rows}", citations=(citation,), milestones=milestones, suggestions=(words,))
        extras = dataclasses.replace(EVERYTHING, question=words, chosen=words)
        shown = blocks(answer, TEXTS, extras)
        quiet = {"parse": "none", "unfurl_links": False, "unfurl_media": False}

        assert block_faults(shown) == []
        assert live_constructs({"text": fallback_text(answer), "blocks": shown, **quiet}, allowed_url=URL) == []


def test_hostile_words_are_dead_on_the_home_tab_and_in_dialogs() -> None:
    """A hundred payloads as names of people and documents, as statuses, comments and questions."""
    document = FakeAnswers().everything.documents["plan-2025"]
    for words in hostile_words():
        milestone = dataclasses.replace(ANSWER.milestones[0], text=words, note=words, reported_by=words)
        progress = Progress(plan=words, reported=1, total=2, has_ended=True)
        named = dataclasses.replace(document, title=words, notice=words)
        shown = [(named, Place(document="plan-2025", start=0, end=1))]
        home = home_view([(milestone, "key")], TEXTS, DANISH, quarter="Q2", can_report=True, progress=[progress])
        dialogs = [
            passage_view(shown, TEXTS, DANISH),
            wording_view(shown, TEXTS, DANISH),
            reason_view(shown, TEXTS, DANISH, carried="{}"),
            person_view([("U1", words)], words, TEXTS, DANISH, lead=words, carried="{}"),
            report_view([("key", words)], TEXTS, DANISH, chosen="key", carried="{}", latest=words),
            channel_view([("ssi", words)], {}, TEXTS, DANISH, carried="{}"),
        ]

        assert view_faults(home, kind="home") == []
        assert [fault for each in dialogs for fault in view_faults(each, kind="modal")] == []
        assert live_values([home, *dialogs]) == []


def test_milestones_are_a_table() -> None:
    """Rows with a time and a status are read across, not down."""
    rows = "\n".join(f"{number}. »{each.text}« [{number}]" for number, each in enumerate(ANSWER.milestones, start=1))
    found = blocks(saying(f"Tre målepunkter:\n\n*Planlagt til Q2 (3)*\n\n{rows}\n\nKilde: planen"), TEXTS)
    table = next(each for each in found if each["type"] == "table")

    assert block_faults(found) == []
    assert [cell["text"] for cell in table["rows"][2]] == [
        f"1. »{ANSWER.milestones[0].text}« [1]",
        "Q2",
        "ikke indberettet",
    ]
    assert plain(found).count(ANSWER.milestones[0].text) == 1


def test_largest_table_is_trimmed_within_limits() -> None:
    """A table that is too long loses the whole message; its rest is counted."""
    many = tuple(dataclasses.replace(ANSWER.milestones[0], text=f"Milepæl nr. {n} om registre") for n in range(1, 301))
    rows = "\n".join(f"{number}. »{each.text}«" for number, each in enumerate(many, start=1))
    found = blocks(saying(f"Mange:\n\n{rows}", milestones=many), TEXTS, EVERYTHING)
    table = next(each for each in found if each["type"] == "table")
    shown = len(table["rows"]) - 1

    assert block_faults(found) == []
    assert message_size({"blocks": found, "text": "x" * 1500}) < 11_000
    assert f"… {300 - shown} mere" in plain(found)
