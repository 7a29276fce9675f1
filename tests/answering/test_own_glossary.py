"""An organisation's own glossary beside the bundled one."""

from __future__ import annotations

from pathlib import Path

from answer_scenes import assistant_over, write_corpus

from assistant.bootstrap import build
from assistant.question import ANYBODY
from ingest.records import Language
from ingest.settings import OWN_GLOSSARY, load_settings


def test_an_organisations_own_terms_are_understood(tmp_path: Path) -> None:
    """Its abbreviations stand in no dictionary; the file lies in its corpus folder and is no document."""
    text = "# Plan\n\nSkovens kronedækningsgrad måles hvert forår.\n\nHavnens dybde måles om efteråret.\n"
    described = '[[organisation]]\nid = "o"\nname = "Skovvæsenet"\nhome = true\n'
    corpus = write_corpus(tmp_path / "corpus", {"plan.md": text}, described=described)
    (corpus / OWN_GLOSSARY).write_text("kronedækningsgrad\tzappelin index\n", encoding="utf-8")

    assistant_over(corpus, tmp_path / "data")
    names = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(tmp_path / "data")}
    assistant = build(load_settings(names, file=tmp_path / "none.toml"))

    assert list(assistant.knowledge(ANYBODY).documents) == ["plan"]
    view = assistant.view(ANYBODY)
    (concept,) = view.bridge.concepts("the zappelin index", language=Language.ENGLISH)
    assert view.bridge.bag("Skovens kronedækningsgrad måles", Language.DANISH).cover(concept) > 0
