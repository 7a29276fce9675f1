"""How an answer reads: the examples that set the manner, over the real corpus, and the same manner elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks, quoted

from assistant.answer import Answer, AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest import knowledge

QUALITIES = ["Beredt", "Faglig", "Nyttig", "Nytænkende", "Samarbejdende"]
MISSION = "Vi styrker sundhed gennem sygdomskontrol og forskning."
VISION = "SSI som en integreret del af det danske og internationale sundhedsvæsen"
MARCH = "I forlængelse af årsrapporten i marts 2026"
WORDY = ("beklager", "sorry", "unfortunately", "desværre", "deadline", "as an ai", "great question")


def _ask(assistant: Assistant, text: str, day: dt.date = IN_PERIOD) -> Answer:
    return assistant.ask(asks(text, on=day), ANYBODY)


@pytest.mark.parametrize(
    "text",
    [
        "what are our five values?",
        "Hvad er vores fem egenskaber?",
        "vores vaerdier",
        "list our qualities",
        "which values guide SSI's work?",
    ],
)
def test_a_list_comes_whole_and_in_order(real: Assistant, text: str) -> None:
    """The document calls them qualities; five of them, none left out, none from elsewhere."""
    answer = _ask(real, text)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.LIST)
    assert [quote for quote in quoted(answer) if quote in QUALITIES] == QUALITIES
    rows = [line for line in answer.text.splitlines() if line[:1].isdigit()]
    assert all(row.startswith(f"{n}. ") and f"»{QUALITIES[n - 1]}«" in row for n, row in enumerate(rows, start=1))


def test_english_of_danish_words_is_marked_unofficial(real: Assistant) -> None:
    """The Danish stands beside each rendering, and the mark once."""
    text = _ask(real, "what are our five values?").text

    assert text.count("English is unofficial") == 1
    assert "1. Prepared (»Beredt«) [2]" in text
    assert "unofficial" not in _ask(real, "Hvad er vores fem værdier?").text


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("our six values", "There are 5, not 6:", 5),
        ("vores syv egenskaber", "Der er 5, ikke 7:", 5),
        ("Socialstyrelsens ni principper", "Der er 8, ikke 9:", 8),
    ],
)
def test_a_wrong_count_is_put_right_and_answered(real: Assistant, text: str, words: str, number: int) -> None:
    """A false premise is neither accepted nor a reason to say nothing."""
    answer = _ask(real, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert words in answer.text
    assert f"\n{number}. " in answer.text
    assert f"\n{number + 1}. " not in answer.text


def test_goal_one_is_two(real: Assistant) -> None:
    """Two series have a Goal 1; both are short, so both are given, each under its series."""
    answer = _ask(real, "Hvad er Mål 1?")

    assert [goal.series for goal in answer.goals] == ["Koncernfælles mål", "Styrelsesspecifikke mål"]
    assert "Implementering af budgetanalysen, herunder realisering af forudsatte årsværksreduktioner." in quoted(answer)
    assert any("opskalering af relevante aktiviteter" in quote for quote in quoted(answer))


def test_a_goal_of_a_named_series_is_one(real: Assistant) -> None:
    """With its milestones and its remarks."""
    answer = _ask(real, "Hvad er styrelsesspecifikt mål 1?")

    (goal,) = answer.goals
    assert goal.title == "Epidemi- og pandemiberedskab"
    assert len(goal.milestones) == 3
    assert "Planen afstemmes med Sundhedsstyrelsen." in quoted(answer)


@pytest.mark.parametrize("text", ["What is goal 4?", "Hvad er mål 17?"])
def test_a_goal_that_is_not_there_is_said_with_those_that_are(real: Assistant, text: str) -> None:
    """Better than the nearest goal by likeness."""
    answer = _ask(real, text)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert "Koncernfælles mål: 1, 2, 3" in answer.text or "Group-wide goals: 1, 2, 3" in answer.text


@pytest.mark.parametrize("text", ["Hvem har underskrevet planen?", "Who signed the plan?"])
def test_people_age(real: Assistant, text: str) -> None:
    """Signed as director on a day; nobody "is" director."""
    answer = _ask(real, text, AFTER_PERIOD)

    for words in ("Henrik Ullum", "Svend Særkjær", "Direktør, Statens Serum Institut", "17-12-2024", "19-12-2024"):
        assert words in answer.text
    assert "er direktør" not in answer.text.lower()
    assert "is director" not in answer.text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Hvem er direktør for Socialstyrelsen?",
        "Who is the director of Socialstyrelsen?",
        "What is SSI's budget?",
        "hvor mange ansatte har SSI",
        "where is the emergency exercise held?",
        "What are Socialstyrelsen's goals for 2025?",
        "what is the phone number of Henrik Ullum?",
        "hvad er vores klimapolitik",
        "Sundhedsstyrelsens vision",
        "how many weeks of parental leave do I get?",
    ],
)
def test_what_is_not_there_is_not_answered_from_something_near(real: Assistant, text: str) -> None:
    """Each part of the question must be accounted for; a neighbouring sentence is no answer."""
    answer = _ask(real, text)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
    assert not answer.citations
    assert "»" not in answer.text
    assert ("Søgt i:" if answer.language == "da" else "Searched in:") in answer.text


def test_a_term_that_is_only_mentioned_is_not_explained(real: Assistant) -> None:
    """One of five words in a list, "Nyttig" is nowhere said to mean anything."""
    answer = _ask(real, 'Hvad betyder "Nyttig"?')

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert quoted(answer) == ["Nyttig"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What does SSC stand for?", "Strategiske Sektorsamarbejder (SSC)"),
        ("Hvad betyder EURL?", "Europæiske Reference Laboratorium (EURL)"),
        ("Hvad står SSI for?", "Statens Serum Instituts (SSI)"),
        ("what is HAIBA short for? what does HAIBA stand for", "Healthcare-Associated Infections Database - HAIBA"),
    ],
)
def test_an_abbreviation_is_given_with_its_long_form(real: Assistant, text: str, words: str) -> None:
    """As the document prints the two together."""
    answer = _ask(real, text)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.DEFINITION)
    assert quoted(answer) == [words]


@pytest.mark.parametrize("text", ["what happens in March 2026?", "Hvad sker der i marts 2026?"])
def test_a_month_is_answered_where_it_stands(real: Assistant, text: str) -> None:
    """March 2026 is in the text and in no quarter of the plan."""
    answer = _ask(real, text)

    assert len(quoted(answer)) == 1
    assert quoted(answer)[0].startswith(MARCH)


def test_among_very_many_passages_a_month_is_found_by_search(real: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read a hundred thousand of them would take a question seconds."""
    monkeypatch.setattr(knowledge, "MANY", 0)

    assert quoted(_ask(real, "Hvad sker der i marts 2026?"))[0].startswith(MARCH)


def test_an_organisation_is_compared_and_not_judged(real: Assistant) -> None:
    """Both visions in their own words, and that the documents do not compare them."""
    answer = _ask(real, "compare our vision with Socialstyrelsens")

    assert answer.kind is Kind.COMPARISON
    ours, theirs = quoted(answer)
    assert ours.startswith(VISION)
    assert theirs.startswith("Socialstyrelsen kvalificerer")
    assert {citation.organisation for citation in answer.citations} == {"Statens Serum Institut", "Socialstyrelsen"}
    assert "nor do I" in answer.text


def test_a_side_that_says_nothing_is_named(real: Assistant) -> None:
    """A comparison with one side missing is not silently a statement about the other."""
    answer = _ask(real, "compare SSI's mission with Socialstyrelsen's mission")

    assert MISSION in quoted(answer)
    assert "Socialstyrelsen: my documents say nothing about that." in answer.text


def test_a_newcomer_is_told_what_it_is_for(real: Assistant) -> None:
    """The mission in its own words, and where to go on."""
    answer = _ask(real, "I'm new, what is SSI for?")

    assert answer.kind is Kind.ONBOARDING
    assert quoted(answer) == [MISSION]
    assert answer.suggestions


def test_a_new_manager_finds_the_bias_training(real: Assistant) -> None:
    """The plan's own milestone; what the training holds is not in the documents."""
    assert any("onboarding af ledere (Q2)" in quote for quote in quoted(_ask(real, "Jeg er ny leder, hvad med bias?")))


@pytest.mark.parametrize(
    ("text", "history", "words"),
    [
        ("og for Q4?", ["Hvilke milepæle er der i Q2?"], "seniorordning"),
        ("and in Q1?", ["Which milestones are there in Q2?"], "café-møde"),
        ("hvem af dem er direktør?", ["Hvem har underskrevet planen?"], "Henrik Ullum"),
        ("and Socialstyrelsen's?", ["What is our vision?"], "Socialstyrelsen kvalificerer"),
        ("hvad med mål 2?", ["Hvad er koncernfælles mål 1?"], "retvisende budgettering"),
    ],
)
def test_a_follow_up_leans_on_the_question_before(real: Assistant, text: str, history: list[str], words: str) -> None:
    """What it leaves unsaid is taken from there, and nothing else."""
    answer = real.ask(asks(text, history=history), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any(words in quote for quote in quoted(answer)), answer.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hej", Kind.SMALLTALK),
        ("thanks!", Kind.SMALLTALK),
        ("what can you do?", Kind.HELP),
        ("er du et menneske?", Kind.SMALLTALK),
    ],
)
def test_small_talk_is_answered_without_quoting(real: Assistant, text: str, kind: Kind) -> None:
    """A greeting is no search."""
    answer = _ask(real, text)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, kind)
    assert not answer.citations


def test_a_greeting_before_a_question_is_passed_over(real: Assistant) -> None:
    """People are polite."""
    polite, plain = _ask(real, "Hej, hvad er vores mission? Tak!"), _ask(real, "Hvad er vores mission?")

    assert quoted(polite) == quoted(plain) == [MISSION]


@pytest.mark.parametrize("text", ["tell me a joke", "skriv et digt om vacciner", "what is the weather today?"])
def test_what_is_outside_is_declined(real: Assistant, text: str) -> None:
    """Not "not in the documents": it is not what the assistant does."""
    assert (_ask(real, text).status, _ask(real, text).reason) == (AnswerStatus.DECLINED, Reason.OUT_OF_SCOPE)


def test_suggestions_have_answers(real: Assistant) -> None:
    """A button that leads to "not in the documents" is worse than none."""
    asked = ["hej", "what can you do?", "Hvad var målene for 2024?", "which milestones are planned for Q2 2031?"]
    suggested = {each for text in asked for each in _ask(real, text).suggestions}

    assert len(suggested) >= 4
    assert {text: _ask(real, text).status for text in suggested} == dict.fromkeys(suggested, AnswerStatus.ANSWERED)


def test_answers_are_short(real: Assistant) -> None:
    """Half of them within 400 characters, lists aside; none apologises or calls a planned time a deadline."""
    texts = [
        "hvad er vores mission", "our vision", "Hvem har underskrevet planen?", "er HAIBA færdig", "hvad betyder EURL",
        "who is the director of Socialstyrelsen", "what is SSI's budget?", "Hvad var målene for 2024?", "kontakt",
        "what happens in March 2026", "when is the emergency exercise", "hvornår er siden sidst opdateret", "HPV",
    ]  # fmt: skip
    shown = [_ask(real, text).text for text in texts]

    assert sorted(map(len, shown))[len(shown) // 2] <= 400
    assert max(map(len, shown)) <= 900
    assert not [text for text in shown if any(word in text.lower() for word in WORDY)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("north_sea", "what are our six commitments?", "Fair shares"),
        ("north_sea", "what is our mission?", "We collect, check and share data about the North Sea"),
        ("north_sea", "Who owns goal C?", "Marieke van Dorn, Head of Operations"),
        ("north_sea", "what is the budget of goal B?", "EUR 1.1 million"),
        ("north_sea", "what does rejected submission mean?", "a data set returned to the sender"),
        ("north_sea", "what has been postponed to 2027?", "the mobile app for fishers"),
        ("fjord", "Hvad er vores fire værdier?", "Til stede - vi møder folk, hvor vandet er"),
        ("fjord", "hvad vejer mål 2?", "20 pct."),
        ("fjord", "hvem er ansvarlig for mål 4?", "Beredskab"),
        ("fjord", "hvor mange årsværk har vi?", "212 årsværk"),
        ("fjord", "Hvem har underskrevet resultatplanen?", "Jonas Ravnholt"),
        ("fjord", "hvad er god økologisk tilstand?", "ålegræsset vokser mindst fire meter ned"),
    ],
)
def test_other_documents_of_the_kind_are_answered(
    name: str, text: str, words: str, request: pytest.FixtureRequest
) -> None:
    """Nothing is fitted to three files."""
    answer = _ask(request.getfixturevalue(name), text)

    assert answer.status is AnswerStatus.ANSWERED
    assert any(words in quote for quote in quoted(answer)), answer.text


def test_an_everyday_word_is_not_taken_for_a_slip(real: Assistant) -> None:
    """The glossary has "archiving", but whoever writes "achieving" means it."""
    answer = real.ask(asks("who does the plan say is responsible for achieving the results"), ANYBODY)

    assert "archiving" not in answer.text
