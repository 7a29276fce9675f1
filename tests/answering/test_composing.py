"""From a sheet to an answer: marks numbered, sources and notices named, nothing ungrounded let through."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks, assistant_knowing, context_of
from fakes import GOAL_WORDING, PAGE, PLAN, document_of, quote_of, tiny_knowledge

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.answering.compose import compose
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Evidence, Sheet
from assistant.errors import UngroundedAnswer
from ingest.records import Document, Quote, Span

WORDS = "Nyt register er i drift (Q2)."


@pytest.fixture
def context() -> Context:
    """A question in English over a plan, a page with a notice, and an undated policy."""
    policy = document_of("politik", "# Politik\n\nAlle skal høres.\n", title="Politik")
    return context_of(assistant_knowing(tiny_knowledge(with_secret=False, documents=[policy])), asks("what is this?"))


def _plan(context: Context) -> Document:
    return context.knowledge.documents["plan-2025"]


def _draft(document: Document, quote: Quote, *lines: str) -> Draft:
    evidence = (Evidence(document=document, quote=quote),)
    return Draft(kind=Kind.FACT, status=AnswerStatus.ANSWERED, reason=None, lines=lines, evidence=evidence)


def test_marks_count_from_one_in_the_order_of_citing(context: Context) -> None:
    """The same stretch keeps its number; the same words elsewhere get another."""
    plan, sheet = _plan(context), Sheet(kind=Kind.FACT)
    twin = document_of("anden", PLAN, title="Anden plan")
    first, second = quote_of(PLAN, WORDS), quote_of(PLAN, GOAL_WORDING)

    marks = [sheet.cite(plan, first), sheet.cite(plan, second), sheet.cite(plan, first), sheet.cite(twin, first)]

    assert marks == ["[1]", "[2]", "[1]", "[3]"]
    assert sheet.quoted(plan, second) == f"»{GOAL_WORDING}« [2]"
    assert [each.quote for each in sheet.answered().evidence] == [first, second, first]


def test_empty_lines_are_not_set_down() -> None:
    """A text that has nothing to say leaves no gap."""
    sheet = Sheet(kind=Kind.FACT)
    sheet.write("", "a", "")
    sheet.write("")

    assert sheet.answered().lines == ("a",)


def test_each_ending_has_its_status_and_reason() -> None:
    """A plain answer has no reason; every other ending has one."""
    sheet = Sheet(kind=Kind.FACT)

    endings = [
        sheet.answered(),
        sheet.abstained(Reason.NOT_REPORTED),
        sheet.asked_back(),
        sheet.declined(Reason.NOT_ALLOWED),
    ]

    assert [(each.status.value, each.reason and each.reason.value) for each in endings] == [
        ("answered", None),
        ("abstained", "not_reported"),
        ("clarify", "ambiguous"),
        ("declined", "not_allowed"),
    ]


@pytest.mark.parametrize("shift", [-1, 1, 10_000])
def test_a_quotation_that_is_not_there_is_refused(context: Context, shift: int) -> None:
    """The right words at the wrong place are as bad as the wrong words."""
    good = quote_of(PLAN, WORDS)
    moved = Quote(text=good.text, span=Span(good.span.start + shift, good.span.end + shift))

    with pytest.raises(UngroundedAnswer, match="plan-2025"):
        compose(context, _draft(_plan(context), moved, f"»{WORDS}« [1]"))


@pytest.mark.parametrize("text", [WORDS.replace("Nyt", "nyt"), WORDS.replace(" ", "\u00a0", 1), WORDS[:-1] + "!"])
def test_a_changed_character_is_refused(context: Context, text: str) -> None:
    """However small: capitals, a hard space, an end mark."""
    changed = Quote(text=text, span=quote_of(PLAN, WORDS).span)

    with pytest.raises(UngroundedAnswer):
        compose(context, _draft(_plan(context), changed, f"»{text}« [1]"))


def test_guillemets_around_what_no_citation_holds_are_refused(context: Context) -> None:
    """They promise a reader that the words stand somewhere."""
    quote = quote_of(PLAN, WORDS)

    with pytest.raises(UngroundedAnswer):
        compose(context, _draft(_plan(context), quote, f"»{WORDS}« [1]", "Der står også »alt er opfyldt«."))


@pytest.mark.parametrize("line", [f"»{WORDS} Og ros.«", f"»{WORDS}« [1] »Og ros«"])
def test_no_more_than_the_citation_stands_between_guillemets(context: Context, line: str) -> None:
    """Words before or after a citation are not quoted by it."""
    with pytest.raises(UngroundedAnswer):
        compose(context, _draft(_plan(context), quote_of(PLAN, WORDS), line))


def test_a_quotation_with_guillemets_of_its_own_hides_none(context: Context) -> None:
    """What a document quotes is held to the letter, and so is everything beside it."""
    text = "# Løfte\n\nVi siger »ja« hver dag.\n"
    document = document_of("loefte", text, title="Løfte")
    held = assistant_knowing(tiny_knowledge(with_secret=False, documents=[document]))
    context, quote = context_of(held, asks("what is this?")), quote_of(text, "Vi siger »ja« hver dag.")

    assert f"»{quote.text}«" in compose(context, _draft(document, quote, f"»{quote.text}« [1]")).text
    with pytest.raises(UngroundedAnswer):
        compose(context, _draft(document, quote, f"»{quote.text}« [1]", "»nej«"))


def test_an_answer_reads_without_the_signs_that_its_citations_keep() -> None:
    """Found to the letter in a Markdown file, and read by somebody who does not write Markdown."""
    text = "# Klima\n\n**Vi** måler CO<sub>2</sub> efter [planen](https://x.dk) og 2 * 3 fil_navne.\n"
    document = document_of("klima", text, title="Klima")
    held = assistant_knowing(tiny_knowledge(with_secret=False, documents=[document]))
    quote = quote_of(text, text.splitlines()[2])

    answer = compose(context_of(held, asks("Hvad måler vi?")), _draft(document, quote, f"»{quote.text}« [1]"))

    assert text[answer.citations[0].start : answer.citations[0].end] == answer.citations[0].quote == quote.text
    assert answer.citations[0].shown == "Vi måler CO2 efter planen og 2 * 3 fil_navne."
    assert answer.text.startswith(f"»{answer.citations[0].shown}« [1]")


def test_a_citation_says_where_its_words_stand(context: Context) -> None:
    """Enough for a channel to lead a reader there."""
    quote = quote_of(PLAN, WORDS)

    (citation,) = compose(context, _draft(_plan(context), quote, f"»{WORDS}« [1]")).citations

    assert PLAN[citation.start : citation.end] == citation.quote == WORDS
    assert (citation.n, citation.document, citation.path) == (1, "plan-2025", "plan-2025.md")
    assert citation.organisation == "Statens Serum Institut"
    assert citation.published == dt.date(2024, 12, 19)
    assert citation.official


def test_a_notice_goes_with_every_answer_once(context: Context) -> None:
    """An editor's words stand beside whatever is quoted from the document, however often."""
    page, sheet = context.knowledge.documents["sider/vision"], Sheet(kind=Kind.FACT)
    for words in ("Sundhed", "alle"):
        sheet.write(sheet.quoted(page, quote_of(PAGE, words)))

    text = compose(context, sheet.answered()).text

    assert text.count("Kun <b>udkast</b>") == 1


def test_sources_are_named_once_with_their_age(context: Context) -> None:
    """One line, in the order of citing, undated or ended where that is so."""
    policy, sheet = context.knowledge.documents["politik"], Sheet(kind=Kind.FACT)
    for document, words in ((policy, "Alle skal høres."), (_plan(context), WORDS), (_plan(context), GOAL_WORDING)):
        sheet.write(sheet.quoted(document, quote_of(document.text, words)))
    later = replace(context, inquiry=replace(context.inquiry, today=AFTER_PERIOD))

    now, then = compose(context, sheet.answered()).text, compose(later, sheet.answered()).text

    assert now.splitlines()[-1] == "Source: SSI, Politik (undated); SSI, Resultatplan 2025"
    assert then.splitlines()[-1] == "Source: SSI, Politik (undated); SSI, Resultatplan 2025 (ended)"


def test_an_abstention_says_where_was_looked(context: Context) -> None:
    """The nearest place to look; nothing is cited for it."""
    sheet = Sheet(kind=Kind.FACT)
    sheet.write("That is not in my documents.")

    answer = compose(context, sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(_plan(context),)))

    assert answer.text == "That is not in my documents.\n\nSearched in: SSI, Resultatplan 2025"
    assert not answer.citations


def test_rows_stand_together_and_paragraphs_apart(context: Context) -> None:
    """As Markdown wants lists."""
    sheet = Sheet(kind=Kind.LIST)
    sheet.write("Head:", "1. a", "2. b", "Middle", "- c", "- d")

    assert compose(context, sheet.answered()).text == "Head:\n\n1. a\n2. b\n\nMiddle\n\n- c\n- d"


def test_the_answer_carries_when_it_was_asked_and_of_what(context: Context) -> None:
    """So that it can be told later what it rested on."""
    answer = compose(context, Sheet(kind=Kind.HELP).answered())

    assert answer.snapshot == context.knowledge.snapshot
    assert answer.asked_at.date() == IN_PERIOD
    assert (answer.mode, answer.model) == ("extractive", None)
