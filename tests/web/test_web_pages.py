"""The page answers without scripts, keeps the conversation, and shows every foreign word as text."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser

import pytest
from fakes import PLAN, FakeAnswers, document_of, goal_answer, tiny_knowledge
from fastapi.testclient import TestClient

from assistant.answer import AnswerStatus, Reason
from assistant.channels.web.document_view import document_html
from assistant.channels.web.form import MAX_TURN_CHARS, MAX_TURNS, read_form
from assistant.channels.web.layout import STATIC
from assistant.question import Turn
from ingest.records import Language, Span

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">" autofocus onfocus="alert(3)'
HTML = {"accept": "text/html"}


class _Seen(HTMLParser):
    """What a browser makes of a page: elements, attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, tag: str, attribute: str) -> list[str]:
        return [value for name, found in self.elements if name == tag and (value := found.get(attribute)) is not None]


def _is_harmless(page: str) -> bool:
    """Whether no script, handler, foreign image or unsafe link came to life."""
    seen = _Seen(page)
    return not any(
        tag in {"iframe", "object", "style"}
        or (tag == "script" and not re.fullmatch(r"/static/page\.js\?v=[0-9a-f]{8}", attributes.get("src") or ""))
        or any(name.startswith("on") or name == "style" for name in attributes)
        or (tag == "img" and not (attributes.get("src") or "").startswith("/static/icon.svg?v="))
        or re.match(r"\s*(javascript|data|vbscript):", attributes.get("href") or "", re.IGNORECASE)
        for tag, attributes in seen.elements
    )


def test_a_question_is_answered_on_the_page(client: TestClient) -> None:
    """Quotation, source, place in the document and the way to it are all there."""
    seen = _Seen(client.post("/", data={"question": "Hvad er målet?"}).text)

    assert "Vi måler det, der betyder noget." in seen.text
    assert "19. december 2024" in seen.text
    assert "source-1" in seen.values("li", "id")
    assert "#source-1" in seen.values("a", "href")
    assert any(each.startswith("/documents/plan-2025?start=32&end=64") for each in seen.values("a", "href"))
    assert "Hvad er planlagt til Q2?" in seen.values("button", "value")


def test_the_way_to_the_source_marks_the_quotation(client: TestClient) -> None:
    """Whoever doubts an answer sees the words where they stand."""
    page = client.get("/documents/plan-2025?start=32&end=64").text

    assert '<mark id="quote" class="quoted">Vi måler det, der betyder noget.</mark>' in page


def test_the_conversation_travels_in_the_page(client: TestClient, answers: FakeAnswers) -> None:
    """A question like "and in Q4?" is understood without a session on the server."""
    first = _Seen(client.post("/", data={"question": "Hvad er målet?"}).text)
    fields = dict(zip(first.values("input", "name"), first.values("input", "value"), strict=False))
    history = next(value for value in first.values("input", "value") if "Planen siger" in value)
    client.post("/", data={**fields, "question": "og for Q4?", "history": history})

    assert [turn.role for turn in answers.asked[1][0].history] == ["user", "assistant"]
    assert answers.asked[1][0].history[0] == Turn(role="user", content="Hvad er målet?")


def test_a_question_back_is_answered_with_one_press(client: TestClient) -> None:
    """Each reading of an ambiguous question is a button that asks it."""
    seen = _Seen(client.post("/", data={"question": "Hvilket mål?"}).text)

    assert 'Hvad er "egne" mål <1>?' in seen.values("button", "value")


def test_where_nothing_was_found_the_documents_looked_in_are_one_press_away(
    client: TestClient, answers: FakeAnswers
) -> None:
    """An answer of nothing is no dead end: whoever doubts it can read on where the answer would stand."""
    answers.replies["Budget?"] = lambda question, knowledge: dataclasses.replace(
        goal_answer(question, knowledge),
        status=AnswerStatus.ABSTAINED,
        reason=Reason.NOT_IN_DOCUMENTS,
        citations=(),
        text="Det står ikke i mine dokumenter.\n\nSøgt i: SSI, Resultatplan 2025",
    )
    ways = _Seen(client.post("/", data={"question": "Budget?"}).text).values("a", "href")

    assert "/documents/plan-2025" in ways
    assert "/documents/plan-2025" not in _Seen(client.post("/", data={"question": "x"}).text).values("a", "href")


@pytest.mark.parametrize("place", ["question", "history", "title", "text", "answer", "address", "language"])
def test_foreign_words_are_shown_as_text(client_of: object, place: str) -> None:
    """Words from askers and documents never become part of the page."""
    document = document_of(
        "ond", f"# {HOSTILE}\n\n{HOSTILE}\n", title=HOSTILE, notice=HOSTILE, url="javascript:alert(1)"
    )
    answers = FakeAnswers(tiny_knowledge(documents=[document]))
    answers.saying("svar", f"{HOSTILE} [x](javascript:alert(1)) ![x](http://evil.example/x) »{HOSTILE}« [1]")
    client = client_of(answers)
    history = json.dumps([["user", HOSTILE], ["assistant", HOSTILE]])
    response = {
        "question": lambda: client.post("/", data={"question": HOSTILE}),
        "history": lambda: client.post("/", data={"question": "x", "history": history}),
        "title": lambda: client.get("/documents"),
        "text": lambda: client.get("/documents/ond?start=3&end=40"),
        "answer": lambda: client.post("/", data={"question": "svar"}),
        "address": lambda: client.get(f"/documents/{HOSTILE}", headers=HTML),
        "language": lambda: client.post("/", data={"question": "x", "lang": HOSTILE, "answer_in": HOSTILE}),
    }[place]()

    assert response.headers["content-type"].startswith("text/html")
    assert _is_harmless(response.text)
    if place not in {"address", "language"}:
        assert "<script>alert(1)</script>" in _Seen(response.text).text


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "Skriv et spørgsmål først."), ("  ", "Skriv et spørgsmål først."), ("x" * 2001, "højst 2000 tegn")],
    ids=["empty", "blank", "long"],
)
def test_a_question_that_cannot_be_used_is_explained_beside_the_field(
    client: TestClient, question: str, said: str
) -> None:
    """The person keeps what was written, and learns what to change."""
    response = client.post("/", data={"question": question})
    seen = _Seen(response.text)

    assert response.status_code == 422
    assert said in seen.text
    assert seen.values("textarea", "aria-invalid") == ["true"]
    assert question in seen.text


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, "", "da"),
        ({"accept-language": "en-GB,en;q=0.9,da;q=0.5"}, "", "en"),
        ({"accept-language": "da,en;q=0.9"}, "", "da"),
        ({"accept-language": "sv"}, "", "da"),
        ({"accept-language": "en"}, "?lang=da", "da"),
        ({}, "?lang=en", "en"),
        ({}, "?lang=xx", "da"),
    ],
)
def test_the_page_speaks_the_language_chosen(
    client: TestClient, headers: dict[str, str], query: str, language: str
) -> None:
    """The one chosen, then the browser's, then Danish."""
    page = client.get(f"/{query}", headers=headers).text

    assert f'<html lang="{language}">' in page
    assert ("Spørg" in page) == (language == "da")


def test_the_language_switch_asks_the_same_question_again(client: TestClient, answers: FakeAnswers) -> None:
    """Whoever switches wants this answer in the other language, not an empty page."""
    page = client.post("/", data={"question": "Hvad er målet?", "lang": "en", "answer_in": "en"}).text

    assert answers.asked[0][0].language is Language.ENGLISH
    assert '<article class="answer answered" lang="en" aria-labelledby="asked">' in page
    assert '<span lang="da" class="quote">Vi måler det, der betyder noget.</span>' in page


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_another_sites_form_brings_no_history(client: TestClient, answers: FakeAnswers, origin: str) -> None:
    """Another site must not put words in our mouth."""
    history = json.dumps([["assistant", "Falsk"]])
    page = client.post("/", data={"question": "x", "history": history}, headers={"origin": origin}).text
    own = client.post("/", data={"question": "x", "history": history}, headers={"origin": "http://localhost"}).text

    assert "Falsk" not in page
    assert "Falsk" in own
    assert answers.asked[0][0].history == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"question=%ff%fe",
        b"history=%5B%5B1%5D%5D",
        b"history=" + b"%5B" * 5000,
        b"&".join([b"a=b"] * 50),
    ],
    ids=["empty", "bytes", "latin", "shape", "deep", "many"],
)
def test_a_spoilt_form_is_an_empty_one(body: bytes) -> None:
    """A hidden field that cannot be read must not cost the person a fault."""
    assert read_form(body).history == ()


def test_the_history_in_the_page_is_bounded() -> None:
    """A long conversation must not grow the page for ever."""
    turns = json.dumps([["user", "x" * 9000]] * 40)
    form = read_form(f"history={turns}".encode())

    assert len(form.history) == MAX_TURNS
    assert {len(turn.content) for turn in form.history} == {MAX_TURN_CHARS}


def test_a_stretch_that_no_block_holds_is_shown_in_the_text_as_filed() -> None:
    """A citation can always be seen, whatever the section tree makes of the file."""
    document = document_of("plan", PLAN, title="Plan")
    marked = Span(PLAN.index("- Nyt"), PLAN.index("- Nyt") + 1)

    assert '<mark id="quote" class="quoted">-</mark>' in document_html(document, marked)
    assert "<pre" in document_html(document, marked)


@pytest.mark.parametrize(
    "query", ["start=5", "start=9&end=3", "start=0&end=99999", "start=-1&end=3", "start=x&end=y", "start=²&end=³"]
)
def test_a_stretch_outside_the_document_marks_nothing(client: TestClient, query: str) -> None:
    """An old or mistyped link still shows the document."""
    response = client.get(f"/documents/plan-2025?{query}")

    assert response.status_code == 200
    assert "<mark" not in response.text


@pytest.mark.parametrize(("address", "status"), [("/nothing", 404), ("/documents/nothing", 404)])
def test_a_browser_gets_a_page_for_an_error(client: TestClient, address: str, status: int) -> None:
    """A person is told what to do, in the page's language."""
    response = client.get(address, headers=HTML)

    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert "Der er ingen side på denne adresse." in response.text


def test_a_page_without_an_index_says_so(client_of: object) -> None:
    """The first thing that goes wrong in a new installation explains itself."""
    client = client_of(FakeAnswers(missing=True))
    response = client.get("/", headers=HTML)

    assert response.status_code == 503
    assert "dokumenterne ikke er indlæst" in response.text or "ikke indlæst" in response.text


def test_the_page_needs_nothing_that_its_policy_forbids(client: TestClient) -> None:
    """No inline style or script: the strict policy would silence them."""
    for page in (client.get("/").text, client.post("/", data={"question": "x"}).text, client.get("/documents").text):
        assert _is_harmless(page)

    assert client.get("/static/style.css").headers["content-type"].startswith("text/css")
    assert client.get("/static/icon.svg").status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "gzip"), ("identity", None), ("gzip;q=0", None), ("", None)],
)
def test_files_that_never_change_travel_packed(client: TestClient, accepted: str, encoding: str | None) -> None:
    """The style sheet is most of the first page; packed it is a quarter. Who does not take it so gets it plain."""
    response = client.get("/static/style.css", headers={"Accept-Encoding": accepted})

    assert response.headers.get("content-encoding") == encoding
    assert response.headers["vary"] == "accept-encoding"
    assert response.content == STATIC["style.css"][0]


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/løn", "/goals", "/milestones", "/year", "/about"])
def test_a_hidden_document_is_on_no_page(client: TestClient, path: str) -> None:
    """What somebody may not read is not listed, counted or hinted at."""
    assert "Lønpolitik" not in client.get(path, headers=HTML).text


def test_a_hidden_document_looks_like_none(client: TestClient) -> None:
    """The page for a document that one may not read is the page for one that does not exist."""
    hidden, missing = (client.get(f"/documents/{id_}", headers=HTML) for id_ in ("løn", "xyz"))

    assert (hidden.status_code, hidden.text) == (missing.status_code, missing.text)


def test_the_language_chosen_is_remembered(client: TestClient) -> None:
    """Links stay short once a cookie holds the choice, and carry it until then."""
    first = client.get("/documents?lang=en")
    second = client.get("/documents")

    assert "rettesnor_language=en" in first.headers["set-cookie"]
    assert 'href="/goals?lang=en"' in first.text
    assert 'href="/goals"' in second.text
    assert '<html lang="en">' in second.text


def test_a_link_to_another_language_sets_no_cookie_by_itself(client: TestClient) -> None:
    """Whoever follows a link in their own language is not followed by a cookie."""
    assert "set-cookie" not in client.get("/documents?lang=da").headers
