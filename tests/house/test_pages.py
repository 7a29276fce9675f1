"""Generated pages say what the program does today, and every page leads somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from evals.pages import PARTS, renewed
from ingest.settings import SETTINGS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse words its help differently in other versions")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_fresh(path: Path) -> None:
    """A page that has fallen behind the program misleads; `make docs` renews it."""
    text = path.read_text(encoding="utf-8")

    assert renewed(text, PARTS) == text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """A reader who follows a link to nothing stops reading."""
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    dead = [target for target in targets if not (path.parent / target).exists()]

    assert not dead


def test_a_stale_part_is_renewed_and_the_rest_kept() -> None:
    """Only what stands between the marks belongs to the program."""
    text = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb"

    assert renewed(text, {"x": lambda: "new"}) == "a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb"


def test_a_part_that_nothing_makes_is_refused() -> None:
    """A misspelt mark would stay as it is for ever."""
    with pytest.raises(KeyError, match="x"):
        renewed("<!-- generated: x -->\n<!-- end -->", {})


def test_every_setting_is_explained() -> None:
    """Nothing undocumented can merge."""
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert [setting.variable for setting in SETTINGS if f"`{setting.variable}`" not in page] == []


def test_readme_says_what_it_is_within_forty_lines() -> None:
    """A newcomer decides in the first screenful."""
    head = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    folders = ["corpus", "ingest", "assistant", "prompts", "evals", "tests", "docs"]

    assert "make run" in head
    assert "make test" in head
    assert all(f"{folder}/" in head for folder in folders)
