"""Markdown becomes HTML that is safe to show, with its citations and quotations marked."""

from __future__ import annotations

import pytest

from assistant.render.html import is_safe_link, markdown_html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- x --> <b>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//evil.example)",
        "[x](\\\\evil.example)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](http://evil.example/pixel.png)",
        '[x](http://a "onmouseover=alert(1)")',
    ],
)
def test_nothing_in_markdown_comes_to_life(markdown: str) -> None:
    """The words of documents and askers pass through here."""
    html = markdown_html(markdown, sources=1, quotes={"x": "da"})

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="j' not in html.lower()
    assert 'href="data' not in html
    assert 'href="//' not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("/documents/x", True),
        ("#source-1", True),
        ("mailto:x@example.org", False),
        ("javascript:x", False),
        ("//example.org", False),
        ("/\\example.org", False),
        ("http://[", False),
        ("java\tscript:x", False),
    ],
)
def test_links_lead_to_the_web_or_stay_here(url: str, is_safe: bool) -> None:
    """Anything else can run or mislead."""
    assert is_safe_link(url) is is_safe


def test_only_marks_of_real_citations_are_links() -> None:
    """A mark [7] in a text with two citations is text."""
    html = markdown_html("a [1] b [2] c [3] d [0]", sources=2)

    assert html.count('class="cite"') == 2
    assert '<a href="#source-2" class="cite">[2]</a> c [3] d [0]' in html


def test_a_mark_beside_a_bracket_stays_a_mark() -> None:
    """Markdown would read "[1](…)" and "[1]: …" as links of its own."""
    assert 'href="#source-1"' in markdown_html("se [1]: her", sources=1)


def test_quotations_carry_their_language() -> None:
    """A screen reader must not read Danish with an English voice."""
    html = markdown_html("We say »Beredt« and »Beredte«.", quotes={"Beredt": "da"})

    assert html.count('<span lang="da" class="quote">Beredt</span>') == 1


def test_a_line_break_stays_one() -> None:
    """Answers are written in lines."""
    assert "<br" in markdown_html("one\ntwo")
