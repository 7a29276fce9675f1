"""Each check of an answer fails for what it is there to find, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_outcomes import SENTENCE, TEXTS, answer, case, citation

from assistant.answer import Answer, AnswerStatus, Citation, Kind, Reason, Translation
from evals.comparison import normalised, quotations, says
from evals.metrics import judge
from ingest.records import Language

ABSTAINED = AnswerStatus.ABSTAINED
ITEMS = tuple(citation(word, n=n) for n, word in enumerate(["Beredt", "Faglig", "Nyttig"], 1))
LISTED = answer("1. Beredt [1]\n2. Faglig [2]\n3. Nyttig [3]", *ITEMS, kind=Kind.LIST)


def _checks(fields: dict[str, Any], given: Answer) -> list[str]:
    return [failure.check for failure in judge(case(**fields), given, TEXTS).failures]


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        ({}, answer()),
        ({"facts": ("styrker  SUNDHED|x",)}, answer()),
        ({"facts": ("styrker sundhed",)}, answer("Se kilden [1].")),
        ({"evidence": ("sundhed gennem",)}, answer()),
        ({"evidence": (f"Mission\n\n{SENTENCE}",)}, answer()),
        ({"list": ("beredt", "faglig", "nyttig")}, LISTED),
        ({"forbidden": ("direktør",)}, answer()),
        ({"kinds": (Kind.WORDING,)}, answer()),
        (
            {"status": (ABSTAINED,), "reason": (Reason.NOT_IN_DOCUMENTS,)},
            answer("Det står ikke her.", status=ABSTAINED),
        ),
        ({"status": (AnswerStatus.ANSWERED, ABSTAINED), "facts": ("x",)}, answer("Nej.", status=ABSTAINED)),
    ],
    ids=[
        "nothing asked",
        "case and spaces",
        "fact in a quotation",
        "evidence inside the quotation",
        "quotation inside the evidence",
        "list",
        "forbidden absent",
        "kind",
        "abstention",
        "facts belong to the first status",
    ],
)
def test_right_answers_pass(fields: dict[str, Any], given: Answer) -> None:
    """A metric that fails right answers teaches nothing."""
    assert _checks(fields, given) == []


@pytest.mark.parametrize(
    ("fields", "given", "check"),
    [
        ({"status": (ABSTAINED,)}, answer(), "status"),
        (
            {"status": (ABSTAINED,), "reason": (Reason.NOT_REPORTED,)},
            answer("Det står ikke i mine dokumenter.", status=ABSTAINED),
            "reason",
        ),
        ({"kinds": (Kind.GOAL,)}, answer(), "kind"),
        ({"facts": ("forskning|x",)}, answer(), "facts"),
        ({"facts": ("x",), "status": (ABSTAINED, AnswerStatus.ANSWERED)}, answer("Nej.", status=ABSTAINED), "facts"),
        ({"forbidden": ("sygdoms",)}, answer(), "forbidden"),
        ({"evidence": ("Beredt",)}, answer(), "evidence"),
        ({"list": ("beredt", "nytænkende")}, LISTED, "list"),
        ({"list": ("faglig", "beredt")}, LISTED, "list"),
        ({"language": Language.ENGLISH}, answer(), "language"),
        ({}, answer("This is what the plan says about it: »Vi styrker sundhed gennem sygdomskontrol.«"), "language"),
    ],
    ids=[
        "status",
        "reason",
        "kind",
        "facts",
        "facts of an abstention",
        "forbidden",
        "evidence",
        "list incomplete",
        "list in another order",
        "language said",
        "language written",
    ],
)
def test_wrong_answers_fail(fields: dict[str, Any], given: Answer, check: str) -> None:
    """Each check must be able to fail, and to name itself."""
    assert _checks(fields, given) == [check]


@pytest.mark.parametrize(
    "given",
    [
        answer("x", citation(start=3)),
        answer("x", replace(citation(), document="other")),
        answer("x", citation(translation=Translation(document="page", start=0, end=7, text="Visions"))),
        answer("»Vi styrker sundhed gennem forskning.«"),
        answer("> Vi styrker al sundhed"),
        answer(f"»{SENTENCE[:10]} … {SENTENCE[-10:]}«"),
    ],
    ids=["moved", "other document", "translation", "guillemets", "block quotation", "words left out"],
)
def test_a_quotation_that_does_not_stand_there_is_found(given: Answer) -> None:
    """Verbatim or silent is the first promise."""
    verdict = judge(case(), given, TEXTS)

    assert not verdict.is_exact
    assert not verdict.is_right


@pytest.mark.parametrize(
    "given",
    [
        answer(f"> {SENTENCE} [1]"),
        answer("Sådan: »styrker sundhed«."),
        answer("> - Beredt [1]\n> - Faglig [2]\n> - Nyttig [3]", *ITEMS),
        answer("»Vi styrker sundhed\ngennem sygdomskontrol\\.« [1]"),
    ],
    ids=["block quotation", "part of a citation", "list in a block quotation", "escaped and wrapped"],
)
def test_a_quotation_may_be_shown_as_markdown(given: Answer) -> None:
    """Marks, escapes and line breaks belong to the rendering, not to the words."""
    assert judge(case(), given, TEXTS).is_exact


@pytest.mark.parametrize(
    ("fields", "given", "expected"),
    [
        ({"status": (ABSTAINED,)}, answer(), True),
        ({"forbidden": ("sundhed",)}, answer(), True),
        ({"facts": ("x",)}, answer(), False),
        ({"status": (ABSTAINED,)}, answer("Nej.", status=ABSTAINED), False),
        ({}, answer("Nej.", status=ABSTAINED), False),
    ],
    ids=["answered nothing", "forbidden", "fact missing", "abstained rightly", "abstained wrongly"],
)
def test_fabricated_is_an_answer_where_there_is_none(fields: dict[str, Any], given: Answer, *, expected: bool) -> None:
    """Saying too little is wrong; making something up is worse, and counted by itself."""
    assert judge(case(**fields), given, TEXTS).is_fabricated is expected


@pytest.mark.parametrize(
    ("given", "length"),
    [(answer("Fire"), 4), (LISTED, None), (answer("a\n- b\n- c\n- d"), None), (answer("a\n- b\n- c"), 9)],
    ids=["sentence", "list kind", "three items", "two items"],
)
def test_length_leaves_lists_aside(given: Answer, length: int | None) -> None:
    """A complete list may be as long as it is."""
    assert judge(case(), given, TEXTS).length == length


def test_frame_is_judged_without_what_is_quoted() -> None:
    """An English answer quotes Danish documents; only its own words have a language."""
    text = f"*Vi styrker sundhed gennem:*\n> {SENTENCE} [1]\nSource: Siden om det hele › Mission"
    given = answer(text, citation(title="Siden om det hele"), language=Language.ENGLISH)

    assert _checks({"language": Language.ENGLISH}, given) == []


def test_quotations_are_guillemets_and_block_lines() -> None:
    """These two forms are what a reader takes for verbatim."""
    assert quotations("Sådan: »a\nb« [1], «c».\n> 1. d [2]\n> »e«\n>\nf > g") == ("a b", "e", "d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Mål 1**: *a* [1][2] b", "mål 1: a b"),
        (r"snake\_case og Q2–Q4", "snake_case og q2-q4"),
        ("snake_case", "snake_case"),
        ("Straße  A\u030angström", "strasse ångström"),
        ("[Vis målene](x)", "[vis målene](x)"),
    ],
    ids=["marks", "escape and dash", "underscore in a word", "Unicode", "link"],
)
def test_comparison_ignores_marks_not_words(text: str, expected: str) -> None:
    """Two answers that a reader sees as the same must compare as the same."""
    assert normalised(text) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("5", "målet er 5 uger", True),
        ("5", "planen for 2025", False),
        ("5 uger", "15 uger", False),
        ("Q2", "i q21", False),
        ("12|5", "2025 og 5", True),
        ("2025", "2025.", True),
        ("plan", "resultatplanen", True),
    ],
    ids=["alone", "in a year", "end of a number", "start of a number", "later on", "before a stop", "compound"],
)
def test_a_number_is_found_whole_or_not_at_all(words: str, text: str, *, expected: bool) -> None:
    """A wrong count must not pass because the year holds the right one."""
    assert says(words, text) is expected


def test_a_citation_from_a_hidden_document_is_not_exact() -> None:
    """What the asker may not read is absent from `texts`, so citing it fails."""
    hidden: Citation = replace(citation(), document="hidden")

    assert not judge(case(), answer("x", hidden), TEXTS).is_exact
