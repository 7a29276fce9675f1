"""Reading a corpus folder: what is described, what is guessed, what is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import Earlier, Corpus, load_document, read_corpus, settle_owners
from ingest.errors import CorpusInvalid, DocumentUnreadable
from ingest.records import Document, Language

ROOT = Path(__file__).parents[2]
ORGANISATION = '[[organisation]]\nid = "x"\nname = "Xstyrelsen"\nhome = true\n'

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Makes a corpus folder of the given files; corpus.toml by `toml`."""

    def make(toml: str | None = None, **files: str | bytes) -> Path:
        root = tmp_path / "Corpus Of Ours"
        root.mkdir(exist_ok=True)
        if toml is not None:
            (root / "corpus.toml").write_text(toml, encoding="utf-8")
        for name, content in files.items():
            file = root / name.replace("__", "/").replace("_dot_", ".")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


def load(corpus: Corpus) -> dict[str, Document]:
    """Every document by id."""
    return {source.id: load_document(source)[0] for source in corpus.sources}


def codes(corpus: Corpus) -> set[str]:
    """The codes of the findings."""
    return {finding.code for finding in corpus.findings}


def test_the_real_corpus_is_described_in_full() -> None:
    """What an answer says about a document's age and owner comes from here."""
    corpus = read_corpus(ROOT / "corpus")
    documents = load(corpus)

    plan = documents["ssi-maal-og-resultatplan-2025"]
    page = documents["socialstyrelsen-strategi"]

    assert corpus.findings == ()
    assert [each.id for each in corpus.organisations if each.is_home] == ["ssi"]
    assert (plan.period_from, plan.period_to) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert (page.organisation, page.updated, page.published) == ("socialstyrelsen", dt.date(2021, 9, 1), None)
    assert documents["ssi-mission-vision-strategi"].published is None


@pytest.mark.parametrize("file", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda file: file.name)
def test_text_is_the_decoded_file(file: Path) -> None:
    """Offsets mean nothing unless the text is the file, character for character."""
    documents = {document.path: document for document in load(read_corpus(ROOT / "corpus")).values()}

    assert documents[file.name].text == file.read_bytes().decode("utf-8")


def test_a_folder_without_description_works(folder: Folder) -> None:
    """A newcomer puts files in a folder and asks."""
    root = folder(plan_dot_md="# Resultatplan 2026\n\nSocialstyrelsen vil hjælpe flere. Det gør Socialstyrelsen.\n")

    corpus = read_corpus(root)
    document = load(corpus)["plan"]
    owned = settle_owners(corpus, [document])

    assert [each.name for each in owned.organisations] == ["Socialstyrelsen"]
    assert (document.title, document.kind, document.language) == ("Resultatplan 2026", "results_plan", Language.DANISH)
    assert document.period_to == dt.date(2026, 12, 31)
    assert [each.code for each in owned.findings] == ["organisation_guessed"]


def test_a_folder_that_names_nobody_lends_its_own_name(folder: Folder) -> None:
    """The word "we" must mean somebody even when no text says who."""
    corpus = read_corpus(folder(a_dot_txt="Vi vil.\n"))
    owned = settle_owners(corpus, list(load(corpus).values()))

    assert [(each.name, each.is_home) for each in owned.organisations] == [("Corpus Of Ours", True)]


def test_an_undescribed_file_is_guessed_and_reported(folder: Folder) -> None:
    """A file somebody forgot to describe must be found all the same, and the editor told."""
    root = folder(
        f'{ORGANISATION}[[organisation]]\nid = "y"\nname = "Y Agency"\n'
        '[[document]]\npath = "a.txt"\norganisation = "x"\n',
        a_dot_txt="Vi vil.\n",
        b_dot_txt="Our strategy\n\nThe Y Agency will be the best of the agencies.\n",
    )

    corpus = read_corpus(root)
    owned = settle_owners(corpus, list(load(corpus).values()))
    document = owned.documents[1]

    assert (document.organisation, document.language, document.kind) == ("y", Language.ENGLISH, "strategy")
    assert [(finding.document, finding.code) for finding in owned.findings] == [("b", "not_described")]


def test_what_is_skipped(folder: Folder, tmp_path: Path) -> None:
    """Nothing hidden, and nothing from outside the folder, may slip into answers."""
    (tmp_path / "secret.txt").write_text("hemmeligt", encoding="utf-8")
    root = folder(
        _dot_hidden_dot_txt="x",
        _dot_git__a_dot_txt="x",
        README_dot_md="x",
        a_dot_txt="x",
        photo_dot_png=b"x",
    )
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root)

    corpus = read_corpus(root)

    assert [source.path for source in corpus.sources] == ["a.txt"]
    assert {"link_outside", "unsupported_format"} <= codes(corpus)


def test_a_file_keeps_the_id_it_has(folder: Folder) -> None:
    """By its path, whatever is put beside it; else by its bytes, each of several with the same."""
    root = folder(plan_dot_md="x", plan_dot_txt="ny", sub__a_dot_txt="ens", sub__b_dot_txt="ens")
    same = hashlib.sha256(b"ens").hexdigest()
    earlier = [Earlier(id="plan", path="plan.txt", checksum="0")]
    earlier += [Earlier(id=key, path=f"{key}.txt", checksum=same) for key in ("a", "b")]

    corpus = read_corpus(root, earlier=earlier)

    ids = {source.path: source.id for source in corpus.sources}
    assert ids == {"plan.md": "plan.md", "plan.txt": "plan", "sub/a.txt": "a", "sub/b.txt": "b"}
    assert codes(corpus) == {"id_collision"}


def test_ids_of_files_that_differ_in_ending_only(folder: Folder) -> None:
    """Two documents must never share an id, and adding one must not rename the other."""
    corpus = read_corpus(folder(sub__plan_dot_md="x", sub__plan_dot_txt="y"))

    assert [source.id for source in corpus.sources] == ["sub/plan", "sub/plan.txt"]
    assert "id_collision" in codes(corpus)


def test_a_written_id_wins(folder: Folder) -> None:
    """A file may be moved without losing its history when its id is written down."""
    toml = f'{ORGANISATION}[[document]]\npath = "a.txt"\nid = "plan"\n'

    corpus = read_corpus(folder(toml, a_dot_txt="x", plan_dot_txt="y"))

    assert {source.path: source.id for source in corpus.sources} == {"a.txt": "plan", "plan.txt": "plan.txt"}


WRONG = {
    "no TOML": ("[[", "not valid TOML"),
    "unknown table": ("[[documents]]\npath = 'a.txt'\n", "unknown key 'documents'"),
    "unknown key": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nowners = "z"\n', "unknown key 'owners'"),
    "missing file": (f'{ORGANISATION}[[document]]\npath = "b.txt"\n', "no such file"),
    "file outside": (f'{ORGANISATION}[[document]]\npath = "../out.txt"\n', "no such file"),
    "no path": (f'{ORGANISATION}[[document]]\ntitle = "b"\n', "no 'path'"),
    "two homes": (ORGANISATION + ORGANISATION.replace('"x"', '"y"'), "only one can be"),
    "unknown organisation": (f'{ORGANISATION}[[document]]\npath = "a.txt"\norganisation = "z"\n', "not among"),
    "organisation twice": (ORGANISATION + ORGANISATION.replace("home = true", ""), "twice"),
    "wrong date": (f'{ORGANISATION}[[document]]\npath = "a.txt"\npublished = "soon"\n', '"undated"'),
    "wrong period": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nperiod = "next year"\n', "2025-2028"),
    "backward period": (
        f'{ORGANISATION}[[document]]\npath = "a.txt"\nfrom = 2025-02-01\nto = 2025-01-01\n',
        "before it begins",
    ),
    "wrong language": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nlanguage = "de"\n', "da, en"),
    "wrong flag": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nofficial = "no"\n', "true or false"),
    "wrong audience": (f'{ORGANISATION}[[document]]\npath = "a.txt"\naudience = "all"\n', "list of words"),
    "edition of nothing": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nedition_of = "b"\n', "edition_of"),
    "edition of itself": (f'{ORGANISATION}[[document]]\npath = "a.txt"\nedition_of = "a"\n', "edition_of"),
}


@pytest.mark.parametrize(("toml", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_description_is_refused_with_what_to_do(folder: Folder, tmp_path: Path, toml: str, words: str) -> None:
    """A misspelt key that is silently ignored would lose an audience or a notice."""
    (tmp_path / "out.txt").write_text("x", encoding="utf-8")
    root = folder(toml, a_dot_txt="x")

    with pytest.raises(CorpusInvalid, match=r"corpus\.toml") as caught:
        read_corpus(root)

    assert words in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The first mistake a newcomer makes is the path."""
    with pytest.raises(CorpusInvalid, match="RETTESNOR_CORPUS"):
        read_corpus(tmp_path / "nowhere")


ENCODINGS = {
    "utf-8": ("Blå øl.\n".encode(), None),
    "utf-8 with mark": ("Blå øl.\n".encode("utf-8-sig"), None),
    "windows-1252": ("Blå øl.\n".encode("cp1252"), "encoding_guessed"),
    "utf-16": ("Blå øl.\n".encode("utf-16"), "encoding_guessed"),
}


@pytest.mark.parametrize(("content", "code"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(folder: Folder, content: bytes, code: str | None) -> None:
    """Files come from many machines; a guess is made, and told."""
    document, findings = load_document(read_corpus(folder(a_dot_txt=content)).sources[0])

    assert document.text == "Blå øl.\n"
    assert [finding.code for finding in findings] == ([code] if code else [])


def test_a_file_that_is_no_text_is_unreadable(folder: Folder) -> None:
    """A mistaken picture must stop one document, not the run."""
    source = read_corpus(folder(a_dot_txt=b"x\x00\x00")).sources[0]

    with pytest.raises(DocumentUnreadable, match=r"a\.txt"):
        load_document(source)


def test_an_empty_file_is_told(folder: Folder) -> None:
    """Somebody meant to put something there."""
    _, findings = load_document(read_corpus(folder(a_dot_txt="\n")).sources[0])

    assert [finding.code for finding in findings] == ["empty"]


def test_a_file_without_a_byte_is_unreadable(folder: Folder) -> None:
    """A copy that failed leaves such a file; the last good version must not give way to nothing."""
    source = read_corpus(folder(a_dot_txt=b"")).sources[0]

    with pytest.raises(DocumentUnreadable, match="0 bytes"):
        load_document(source)


PERIODS = {
    "a plan's year": ("Mål- og resultatplan 2025", (2025, 2025)),
    "a range": ("Strategi 2024-2027", (2024, 2027)),
    "a short range": ("Strategy 2024–27", (2024, 2027)),
    "a strategy's year may be its end": ("Strategi 2030", None),
    "two years": ("Plan for 2024 og 2025", None),
    "none": ("Personalepolitik", None),
}


@pytest.mark.parametrize(("title", "years"), PERIODS.values(), ids=PERIODS)
def test_a_period_is_deduced_only_when_plain(folder: Folder, title: str, years: tuple[int, int] | None) -> None:
    """The newest plan is chosen by period, so a wrong one is worse than none."""
    document = load(read_corpus(folder(a_dot_md=f"# {title}\n\nVi vil.\n")))["a"]

    found = (
        (document.period_from.year, document.period_to.year) if document.period_from and document.period_to else None
    )

    assert document.title == title
    assert found == years


def test_order_of_files_changes_nothing(folder: Folder) -> None:
    """The same files must give the same ids on every machine."""
    root = folder(b_dot_txt="x", a_dot_txt="y", c__a_dot_txt="z")
    first = [source.id for source in read_corpus(root).sources]
    os.utime(root / "a.txt", (0, 0))

    assert [source.id for source in read_corpus(root).sources] == first == ["a", "b", "c/a"]
