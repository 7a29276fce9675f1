"""
Questions made into concepts and texts into bags, over one asker's knowledge.

Owns which words of a question are content, and which stems a text holds;
leaves the ways a word may be put to `assistant.understanding.meanings`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.understanding.concepts import Bag, Concept
from assistant.understanding.frame import FRAME, SOFT, light_words
from assistant.understanding.meanings import Dictionary, Meanings, WordNeighbours, family, other
from assistant.understanding.names import Labels, Titles
from assistant.understanding.rownames import RowNames
from assistant.understanding.scope import find_scope
from ingest.knowledge import Knowledge
from ingest.lexical import Term, analyse, fold, is_stop_word, joined, stem, words_in
from ingest.records import Language
from ingest.renderings import Renderings

__all__ = ["Bridge"]

HEAD_OF_COMPOUND, PART_OF_COMPOUND = 0.85, 0.7
"""How wholly the last part of a compound stands in a text, and how wholly any other, 0..1."""
IN_EDITION = 0.95
"""How wholly a word of a text's rendering in a parallel edition stands in it, 0..1: as good as its own, told apart."""
SOFT_WEIGHT = 0.25
"""How much of a question a word is that counts for little, 0..1."""
OF_SOMEBODY_NEW = 0.7
"""How well a text about managers is one about new managers, 0..1."""
LONGEST_PHRASE = 5
"""Words of a glossary term that are looked for together."""
_MOST_WORDS = 20_000
"""Words of which it is kept whether they are content."""
_MOST_CONCEPTS = 2_500
"""Words, and phrases, of which it is kept what they mean."""
_MOST_REHEARSED = 500
"""Words that are looked up before anybody asks, and passages that they are taken from; as many of editions."""
_NEW = frozenset(("new", "ny", "nye", "nyt"))
_OWN_PART = re.compile(
    r"(?:my|our|min|mit|vores|vort) "
    r"(?:department|office|team|unit|division|section|afdeling|kontor|enhed|sektion|gruppe)",
    re.IGNORECASE,
)
"""A part of the organisation that is the asker's own: what is said of the whole does not tell of it."""
_GOAL_ON = re.compile(r"(?P<topic>\w{4,}?)s?(?:mål|maal)(?:et|ene)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_YEARS = re.compile(r"[ ,(]*\b20\d\d(?:[-–/]\d{2,4})?\)?")
_MOST_BAGS = 32_768
"""Texts whose bags are kept: some snapshots' passages, goals and milestones."""
_ORGANISATION = re.compile(
    r"(?:styrelsen?|ministeriet|departementet|instituttet|direktoratet|agenturet|tilsynet|forvaltningen)s?$"
)
_DERIVED = re.compile(r"[st]ives?$", re.IGNORECASE)
"""An ending whose stem is that of another word: an executive is none who executes."""
_GENITIVE = re.compile(r"['’]s?$")
_APOSTROPHE = re.compile(r"['’]")
_PRONOUNS = frozenset(
    (
        "jeg", "du", "vi", "det", "den", "der", "min", "mit", "mine", "din", "i", "im", "ive", "id", "ill", "it", "its",
        "we", "were", "weve", "you", "youre", "my", "that", "this", "there",
    )
)  # fmt: skip
"""Folded words that are no name whatever their first letter: a sentence before them lacks its full stop."""
_COUNTED = re.compile(r"(?P<word>[^\W\d_]{3,30}(?: [^\W\d_]{3,20})?) (?P<number>\d+(?:\.\d+)*)\b")
"""A word with the number that it counts at the beginning of a heading."""
_SENTENCE_MARKS = '.!?:;,"“»('
"""After these a capital begins a sentence, a clause or a quotation, and tells no name."""


class _StemsOfWord(NamedTuple):
    """The stems that a word gives a text."""

    own: tuple[str, ...]
    """Its own, and the mark of its family."""
    heads: tuple[str, ...]
    """The last part of its compound, if it is one."""
    parts: tuple[str, ...]
    """The parts before that."""


class Bridge:
    """Concepts of questions and bags of texts over one body of knowledge; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, *, dictionary: Dictionary, neighbours: WordNeighbours) -> None:
        spellings = _spellings(knowledge)
        self.vocabulary = frozenset(spellings.values())
        self.meanings = Meanings(dictionary, neighbours, vocabulary=self.vocabulary, spellings=spellings)
        self.renderings = Renderings(knowledge)
        self.row_names = RowNames(knowledge)
        self.bag = lru_cache(maxsize=_MOST_BAGS)(self._bag)
        self._stems_of_word = lru_cache(maxsize=_MOST_WORDS)(self._read_word)
        self._concept = lru_cache(maxsize=_MOST_CONCEPTS)(self._concept_of_word)
        self._phrase = lru_cache(maxsize=_MOST_CONCEPTS)(self._concept_of_phrase)
        self.unowned = lru_cache(maxsize=_MOST_BAGS)(self._without_owners)
        self._knowledge = knowledge
        self._own_names = _own_names(knowledge)

    def knows(self, word: str, language: Language) -> bool:
        """Whether `word` belongs to the vocabulary of `language`."""
        return self.meanings.knows(word, language)

    def rehearse(self) -> None:
        """
        Find the concepts of the first words of the documents, and of their editions in the other language.

        Questions and answers are mostly made of such.
        """
        of_editions = itertools.islice(self._knowledge.rows_of_originals, _MOST_REHEARSED)
        for rows in (self._knowledge.rows[:_MOST_REHEARSED].tolist(), of_editions):
            found: set[str] = set()
            for row in rows:
                passage = self._knowledge.passages[row]
                for line in passage.indexed_text.splitlines():
                    found.update(concept.words for concept in self.concepts(line, language=passage.language))
                if len(found) >= _MOST_REHEARSED:
                    break

    @cached_property
    def titles(self) -> Titles:
        """Finds documents by what they are called."""
        return Titles(self._knowledge.originals, self._bag)

    @cached_property
    def labels(self) -> Labels:
        """Finds lists and paragraphs by their labels."""
        return Labels(self._knowledge, self.bag)

    @cached_property
    def goal_words(self) -> frozenset[str]:
        """The folded words that goals are counted by in their headings ("Spor 2: …"), in both languages."""
        found: set[str] = set()
        for goal in self._knowledge.goals:
            counted = _COUNTED.match(goal.path[-1]) if goal.number and goal.path else None
            if counted and counted["number"] == goal.number:
                words = counted["word"]
                renderings = (self.gloss(words.lower(), language) for language in Language)
                found.update(fold(each) for each in (words, *renderings) if each)
        return frozenset(found)

    def without_own_names(self, text: str) -> str:
        """`text` without what documents, series and goals are called: that tells nothing of its language."""
        # Of thousands of names, only those whose first words are here are looked for.
        words = _WORD.findall(text.lower())
        openers = {(word,) for word in words} | set(itertools.pairwise(words))
        names = [name for opener in openers & self._own_names.keys() for name in self._own_names[opener]]
        if not names:
            return text
        longest_first = sorted(names, key=len, reverse=True)
        found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
        return found.sub(" ", text)

    def _without_owners(self, name: str) -> str:
        """A name without the organisations in it: "SSI's vision" is about the vision alone."""
        return find_scope(name, self._knowledge.organisations).rest

    def gloss(self, word: str, language: Language) -> str | None:
        """What the glossary calls a single `word` of `language` in the other one."""
        return self.meanings.gloss(word, language)

    def concepts(
        self, text: str, *, language: Language, taken: Collection[str] = (), foreign: Collection[str] = ()
    ) -> tuple[Concept, ...]:
        """
        The content-bearing parts of `text`, phrases of the glossary kept whole.

        Args:
            text: A question or a part of one.
            language: Its language; words of the other one are understood too.
            taken: Folded phrases that are accounted for elsewhere (times, goal numbers).
            foreign: Function words of a third language it is written in.
        """
        terms = [self._mended(term) for term in _without(analyse(text, language, keep_stop_words=True), taken)]
        stems = {each: [stem(term.word, each) for term in terms] for each in (language, other(language))}
        found: list[Concept] = []
        at = 0
        while at < len(terms):
            concept, size = self._phrase_at(terms, at, stems) or self._joined_at(terms, at) or (None, 1)
            if concept is None and not self._is_dropped(terms[at], text, foreign, is_first=at == 0):
                concept = self._concept(terms[at].word, language, is_first=at == 0)
                if at and _OWN_PART.fullmatch(f"{terms[at - 1].word} {terms[at].word}"):
                    concept = replace(concept, weight=1.0, is_name=True)
            if concept:
                found.append(concept)
            at += size
        return tuple({concept.words: concept for concept in found}.values())

    def _mended(self, term: Term) -> Term:
        """`term` with a slip put right where only one word of the glossary can be meant, so that phrases are found."""
        if self.is_frame(term.word) or not term.word.isalpha() or not term.word.islower():
            return term
        meant = self.meanings.mended(term.word)
        return term._replace(word=meant) if meant else term

    def _is_dropped(self, term: Term, text: str, foreign: Collection[str], *, is_first: bool) -> bool:
        """Whether a word that is in no phrase is no content either."""
        is_name = not is_first and _is_capital(term, text)
        return (self.is_frame(term.word) and not is_name) or term.word.lower() in foreign

    def _concept_of_word(self, word: str, language: Language, *, is_first: bool) -> Concept:
        is_name = self._is_name(word, is_first=is_first)
        alternatives = self.meanings.of_word(word, language, is_name=is_name)
        if topic := _GOAL_ON.fullmatch(word):  # "datamålet" is the goal that is about data
            of_topic = self.meanings.of_word(topic["topic"], language, is_name=False)
            alternatives = {**{stems: HEAD_OF_COMPOUND * worth for stems, worth in of_topic.items()}, **alternatives}
        return Concept(
            words=fold(word),
            printed=word,
            alternatives=_with_edition(alternatives, word, language),
            weight=SOFT_WEIGHT if _is_soft(word) else 1.0,
            is_name=is_name,
        )

    def _is_name(self, word: str, *, is_first: bool) -> bool:
        if any(each.isdigit() for each in word) or (len(word) > 1 and word.isupper()):
            return True
        if word[:1].isupper() and _ORGANISATION.search(fold(word)):
            return True
        if is_first or not word[:1].isupper():
            return False
        return not any(self.knows(word.lower(), language) for language in Language)

    @staticmethod
    def is_frame(word: str) -> bool:
        """Whether `word` is no content: a frame word, a stop word or a stray letter."""
        return _is_frame(word)

    def _phrase_at(
        self, terms: Sequence[Term], at: int, stems: Mapping[Language, Sequence[str]]
    ) -> tuple[Concept, int] | None:
        """The longest glossary phrase at `at`, by the `stems` of the terms, and how many words it takes."""
        for source, stemmed in stems.items():
            if stemmed[at] not in self.meanings.openers[source]:
                continue
            for size in range(min(LONGEST_PHRASE, len(terms) - at), 1, -1):
                if phrases := self.meanings.phrases[source].get(tuple(stemmed[at : at + size])):
                    return self._phrase(phrases, " ".join(term.word for term in terms[at : at + size]), source), size
        return None

    def _joined_at(self, terms: Sequence[Term], at: int) -> tuple[Concept, int] | None:
        """Two words that the documents write as one ("kerne opgaver"), and that they are two."""
        if at + 1 >= len(terms) or any(self.is_frame(term.word) for term in terms[at : at + 2]):
            return None
        stemmed = joined(terms[at].word, terms[at + 1].word, self.vocabulary)
        if not stemmed:
            return None
        asked = f"{terms[at].word} {terms[at + 1].word}"
        return Concept(words=fold(asked), printed=asked, alternatives={(stemmed,): 1.0}), 2

    def _concept_of_phrase(self, phrases: tuple[str, ...], asked: str, source: Language) -> Concept:
        words = asked.split()
        is_name = sum(word[:1].isupper() for word in words) > 1
        alternatives = self.meanings.of_phrase(phrases, "" if is_name else asked, source)
        if fold(words[0]) in _NEW and len(words) > 1:
            alone = self.meanings.of_word(words[-1], source, is_name=False)
            alternatives = {**{stems: OF_SOMEBODY_NEW * worth for stems, worth in alone.items()}, **alternatives}
        is_verbal = any(_is_stop(word) for word in words)
        is_soft = all(self.is_frame(word) or (is_verbal and _is_soft(word)) for word in words)
        return Concept(
            words=fold(asked),
            printed=asked,
            alternatives=_with_edition(alternatives, asked, source),
            is_name=is_name,
            weight=SOFT_WEIGHT if is_soft else 1.0,
        )

    def _bag(self, text: str, language: Language) -> Bag:
        """The stems of `text`, parts of its compounds and marks of its word families included, in every edition."""
        stems = self._stems(text, language)
        for line in text.split("\n"):
            if rendering := self.renderings.another_wording(line, language):
                stems.update((each, IN_EDITION) for each in _marked(rendering, other(language)))
        return Bag(stems)

    def _stems(self, text: str, language: Language) -> dict[str, float]:
        words = [self._stems_of_word(word, language) for word in dict.fromkeys(words_in(text))]
        # Of a stem that several words give, what stands there most wholly comes last and counts.
        stems = dict.fromkeys(itertools.chain.from_iterable([each.parts for each in words]), PART_OF_COMPOUND)
        stems |= dict.fromkeys(itertools.chain.from_iterable([each.heads for each in words]), HEAD_OF_COMPOUND)
        stems |= dict.fromkeys(itertools.chain.from_iterable([each.own for each in words]), 1.0)
        return stems

    def _read_word(self, word: str, language: Language) -> _StemsOfWord:
        mark = family(word, language)
        parts = self.meanings.split(word) if language is Language.DANISH else ()
        own = (stem(word, language), mark) if mark else (stem(word, language),)
        return _StemsOfWord(own=own, heads=parts[-1:], parts=parts[:-1])


def _marked(text: str, language: Language) -> tuple[str, ...]:
    """
    The stems of `text` as they stand in the bags of what it renders: only a question in its language means them.

    A Danish question over a Danish document must not be read into the English edition's words as well.
    """
    terms = analyse(text, language)
    return tuple(f"{language}·{term.word.lower() if _DERIVED.search(term.word) else term.stem}" for term in terms)


def _with_edition(
    alternatives: Mapping[tuple[str, ...], float], asked: str, language: Language
) -> Mapping[tuple[str, ...], float]:
    """`alternatives` and the asked words themselves, as an edition in their language prints them."""
    marked = _marked(asked, language)
    return {**alternatives, marked: 1.0} if marked else alternatives


def _own_names(knowledge: Knowledge) -> Mapping[tuple[str, ...], Sequence[str]]:
    """What documents, series and goals are called, by the first two words in lower case, or the only one."""
    titles = {document.title for document in knowledge.documents.values()}
    series = {goal.series for goal in knowledge.goals} | {goal.title.text for goal in knowledge.goals if goal.title}
    found: dict[tuple[str, ...], list[str]] = {}
    for name in sorted({_YEARS.sub("", name).strip() for name in titles | series}):
        if words := tuple(_WORD.findall(name.lower())):
            found.setdefault(words[:2], []).append(name)
    return found


def _spellings(knowledge: Knowledge) -> Mapping[str, str]:
    """Every word of the documents, folded, with its stem."""
    found: dict[str, str] = {}
    seen: dict[Language, set[str]] = {language: set() for language in Language}
    # Backwards, as the last spelling counts; each piece between spaces once, because most are repeats.
    for passage in reversed(knowledge.visible):
        pieces, held = seen[passage.language], passage.indexed_text.split()
        if pieces.issuperset(held):
            continue
        for piece in reversed(held):
            if piece not in pieces:
                pieces.add(piece)
                for term in reversed(analyse(piece, passage.language)):
                    found.setdefault(fold(term.word), term.stem)
    return found


def _is_capital(term: Term, text: str) -> bool:
    """Whether a word has a capital that no sentence begins with: a name, even if it is spelt like a small word."""
    is_word = len(term.word) > 1 and _APOSTROPHE.sub("", fold(term.word)) not in _PRONOUNS
    if not is_word or not term.word[0].isupper():
        return False
    before = text[: term.start].rstrip()
    return bool(before) and before[-1] not in _SENTENCE_MARKS


@lru_cache(maxsize=_MOST_WORDS)
def _is_frame(word: str) -> bool:
    folded = fold(word)
    if len(word) > 1 and word.isupper() and word.isalpha():
        return False
    return folded in FRAME or (len(folded) == 1 and not folded.isdigit()) or _is_stop(word)


@lru_cache(maxsize=_MOST_WORDS)
def _is_soft(word: str) -> bool:
    return fold(word) in SOFT or fold(word) in light_words()


def _is_stop(word: str) -> bool:
    return any(is_stop_word(word, language) for language in Language)


def _without(terms: Sequence[Term], taken: Collection[str]) -> list[Term]:
    """`terms` without the runs of words that spell a phrase of `taken`."""
    runs = [tuple(_bare(term) for term in analyse(phrase, Language.DANISH, keep_stop_words=True)) for phrase in taken]
    bare = tuple(_bare(term) for term in terms)
    kept: list[Term] = []
    at = 0
    while at < len(terms):
        size = max((len(run) for run in runs if run and bare[at : at + len(run)] == run), default=0)
        if not size:
            kept.append(terms[at])
        at += size or 1
    return kept


def _bare(term: Term) -> str:
    return _GENITIVE.sub("", fold(term.word))
