"""What journeys quote: cut from the documents as they are now, wherever the journey is used."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from assistant.onboarding import references as references_module
from assistant.onboarding.content import check_quotations, fill, find_lacks
from assistant.onboarding.library import Library, load_library
from assistant.onboarding.messages import StepMessage, step_message
from assistant.onboarding.references import Find, Reference, resolve
from assistant.texts import load_texts
from ingest.knowledge import Knowledge
from ingest.records import Language
from ingest.renderings import Renderings

MATERIAL = Path(__file__).parents[2] / "assistant" / "onboarding" / "material"
IN_PERIOD = dt.date(2025, 5, 20)
DAYS = [dt.date(2025, 2, 3), IN_PERIOD, dt.date(2026, 5, 20), dt.date(2026, 11, 23)]
NAMES = ["corpus", "fjordtilsynet", "north_sea"]
EXACT = Reference(find=Find.TEXT, text="Vi styrker sundhed gennem sygdomskontrol og forskning.")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_quotation_of_every_step_is_exact(
    library: Library, knowledges: dict[str, Knowledge], name: str, today: dt.date
) -> None:
    """A quotation that is not in the document to the letter is an invention."""
    contents = [
        fill(step, library, knowledges[name], today=today, approved=["bias"])
        for journey in library.journeys.values()
        for step in journey.steps
    ]
    quotes = [quoted for content in contents for quoted in content.quotes]

    assert len(quotes) > 20
    assert all(each.quote.span.of(each.document.text) == each.quote.text for each in quotes)
    assert all(each.document.is_official and each.document.edition_of is None for each in quotes)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_quotation_has_its_edition_to_the_letter(
    library: Library, knowledges: dict[str, Knowledge], today: dt.date
) -> None:
    """English starters read the edition's words, and those are exact too."""
    found = check_quotations(library, knowledges["corpus"], today=today)

    assert found.count > 10
    assert found.rendered == found.count
    assert (found.faults, found.unrendered) == ((), ())


def test_a_quotation_that_the_document_does_not_hold_names_its_step(
    library: Library, knowledges: dict[str, Knowledge]
) -> None:
    """What was cut from another text than the one at hand is no quotation of it."""
    known = knowledges["corpus"]
    page = known.documents["ssi-mission-vision-strategi"]
    changed = dataclasses.replace(page, text=page.text.replace("Vi styrker sundhed", "Vi svækker sundhed"))
    damaged = dataclasses.replace(known, documents={**known.documents, page.id: changed})
    faults = check_quotations(library, damaged, today=IN_PERIOD).faults

    assert any("step 'purpose'" in fault and "Vi styrker sundhed" in fault for fault in faults)


def test_english_steps_give_the_editions_words(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """Marked unofficial; the official words beside a statement, one click away from a list."""
    known, renderings = knowledges["corpus"], Renderings(knowledges["corpus"])

    def message(step: int, language: Language) -> StepMessage:
        content = fill(library.journeys["employee"].steps[step], library, known, today=IN_PERIOD, approved=())
        return step_message(content, load_texts(), language, today=IN_PERIOD, renderings=renderings)

    mission, goals, danish = message(0, Language.ENGLISH), message(2, Language.ENGLISH), message(2, Language.DANISH)

    assert "“We strengthen health through disease control and research.”" in mission.text
    assert "»Vi styrker sundhed gennem sygdomskontrol og forskning.«" in mission.text
    assert "_English is unofficial._" in mission.text
    assert mission.behind == ()
    assert "- “Attractive workplace” (»Attraktiv arbejdsplads«)" in goals.text
    assert [each.quote.text[:17] for each in goals.behind][:1] == ["Implementering af"]
    assert "one click away" in goals.text
    assert "“" not in danish.text


def test_first_step_quotes_the_mission(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """What the organisation is for comes first, in its own words."""
    found = {
        name: fill(library.journeys["employee"].steps[0], library, knowledges[name], today=IN_PERIOD, approved=())
        for name in NAMES
    }

    assert found["corpus"].quotes[0].quote.text == "Vi styrker sundhed gennem sygdomskontrol og forskning."
    assert found["fjordtilsynet"].quotes[0].quote.text.startswith("Fjordtilsynets mission er at passe på")
    assert found["north_sea"].quotes[0].quote.text.startswith("We collect, check and share data")


def test_list_comes_whole(knowledges: dict[str, Knowledge]) -> None:
    """Four of five qualities would be another promise."""
    quotes = resolve(Reference(find=Find.LIST, words=("egenskab",)), knowledges["corpus"], today=IN_PERIOD)

    assert [each.quote.text for each in quotes] == ["Beredt", "Faglig", "Nyttig", "Nytænkende", "Samarbejdende"]


@pytest.mark.parametrize("name", NAMES)
def test_documents_without_a_word_are_passed_over_only_where_they_have_none(
    library: Library, knowledges: dict[str, Knowledge], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of documents are looked through for a word first, which must not change what is found."""
    references = [each for journey in library.journeys.values() for step in journey.steps for each in step.quotes]
    quick = [resolve(each, knowledges[name], today=IN_PERIOD) for each in references]
    monkeypatch.setattr(references_module, "_may_hold", lambda _words, _document: True)

    assert quick == [resolve(each, knowledges[name], today=IN_PERIOD) for each in references]


def test_milestones_are_those_of_the_quarter(knowledges: dict[str, Knowledge]) -> None:
    """The fourth quarter has none that end in the second; an ended plan has none at all."""
    quarter = Reference(find=Find.MILESTONES)
    second, fourth, later = (
        resolve(quarter, knowledges["corpus"], today=day)
        for day in (IN_PERIOD, dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    )

    assert len(second) == 7
    assert fourth
    assert all("Q2" not in each.quote.text or "Q2-Q4" in each.quote.text for each in fourth)
    assert later == ()


def test_only_our_own_documents_are_quoted(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """Another organisation's values are not what newcomers here are promised."""
    contents = [
        fill(step, library, knowledges["corpus"], today=IN_PERIOD, approved=())
        for step in library.journeys["leader"].steps
    ]

    assert {each.document.organisation for content in contents for each in content.quotes} == {"ssi"}


def test_what_the_asker_may_not_read_is_not_quoted(knowledges: dict[str, Knowledge]) -> None:
    """A journey is no way round the scope of its reader."""
    known = knowledges["corpus"]
    hidden = {
        id_: dataclasses.replace(document, audience=frozenset({"board"})) for id_, document in known.documents.items()
    }
    shown = dataclasses.replace(known, documents=hidden).readable_by(frozenset())

    assert resolve(EXACT, known, today=IN_PERIOD)
    assert resolve(EXACT, shown, today=IN_PERIOD) == ()
    assert resolve(Reference(find=Find.GOALS), shown, today=IN_PERIOD) == ()


def test_broken_reference_names_its_step(tmp_path: Path, knowledges: dict[str, Knowledge]) -> None:
    """What was named exactly and is gone must be mended by whoever named it."""
    own = tmp_path / "onboarding" / "journeys" / "lab.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "id: lab\nrole: employee\ntitle: {da: Lab, en: Lab}\nsteps:\n  - id: promise\n    day: 1\n"
        "    title: {da: T, en: T}\n    text: {da: T, en: T}\n"
        "    quotes: [{find: text, text: Vi styrker sundhed gennem gode vaner.}]\n",
        encoding="utf-8",
    )
    broken = [
        lack for lack in find_lacks(load_library(tmp_path), knowledges["corpus"], today=IN_PERIOD) if lack.is_broken
    ]

    gone = "text 'Vi styrker sundhed gennem gode vaner.' is in no document any more"
    assert len(broken) == 1
    assert broken[0].message.startswith(f"journey 'lab', step 'promise': {gone}")


def test_default_journeys_have_no_broken_reference(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """What ships must work over any documents; what they lack is left out and said."""
    lacks = {name: find_lacks(library, knowledges[name], today=IN_PERIOD) for name in NAMES}

    assert not any(lack.is_broken for found in lacks.values() for lack in found)
    assert any("step 'values'" in lack.place for lack in lacks["north_sea"])


def test_a_modules_link_to_the_documents_is_checked(tmp_path: Path, knowledges: dict[str, Knowledge]) -> None:
    """A lesson that names words of the plan must find them, as a step must."""
    shutil.copytree(MATERIAL / "bias", tmp_path / "onboarding" / "care")
    module = tmp_path / "onboarding" / "care" / "module.yaml"
    text = module.read_text(encoding="utf-8").replace("id: bias", "id: care")
    plan = "plan:\n  - {find: text, text: Vi styrker omsorgen.}\n"
    module.write_text(text.replace("plan:\n", plan, 1), encoding="utf-8")
    lacks = find_lacks(load_library(tmp_path), knowledges["corpus"], today=IN_PERIOD)

    assert [lack.message for lack in lacks if lack.is_broken] == [
        "module 'care': text 'Vi styrker omsorgen.' is in no document any more; mend the reference or take it out."
    ]


def test_a_step_without_its_quotations_is_left_out(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """A step that announces values and shows none would look like a fault."""
    values = next(step for step in library.journeys["employee"].steps if step.id == "values")

    assert fill(values, library, knowledges["north_sea"], today=IN_PERIOD, approved=()).says_nothing
    assert not fill(values, library, knowledges["corpus"], today=IN_PERIOD, approved=()).says_nothing


def test_lessons_wait_for_their_approver(library: Library, knowledges: dict[str, Knowledge]) -> None:
    """Training material goes to people only when somebody stands behind it."""
    step = next(step for step in library.journeys["employee"].steps if step.id == "bias-two")
    draft = fill(step, library, knowledges["corpus"], today=IN_PERIOD, approved=())
    approved = fill(step, library, knowledges["corpus"], today=IN_PERIOD, approved=["bias"])

    assert draft.says_nothing
    assert draft.awaits_approval
    assert [lesson.id for lesson in approved.lessons] == ["bias/confirmation", "bias/halo"]
