"""
What of a question asks, where other sentences or clauses only tell its occasion.

Owns telling the two apart by the marks between them and the words that ask;
leaves what may be set aside to `assistant.answering.again.second_reading`.
"""

from __future__ import annotations

import re

__all__ = ["QUESTION_WORD", "asking_part", "asks", "others_met"]

QUESTION_WORD = (
    r"(?:what(?:['’]?s)?|which|whom?|who['’]s|whose|when|where|how|why"
    r"|hvad|hvilke[nt]?|hvem|hvornår|hvor|hvordan|hvorfor)"
)
"""The words that ask, in both languages; a pattern to be matched without regard to case."""
_TELLER = r"(?:i|i['’](?:m|ve|d|ll)|we|we['’](?:re|ve)|my|our\s(?:boss|chair|director)|jeg|vi|min|mit|mine)"
"""Who tells the occasion: the first words of such a clause."""
_FOR = r"(?:til|til\sbrug\sfor|for|to\suse\sin)\s(?:en|et|min|mit|vores|næste|a|an|my|our|the|next)"
"""What an answer is wanted for."""
_WANTS = (
    r"(?:needs?|wants?|would\slike(?!\sto\s(?:be|go)\b)|looking\sfor|trying\sto\sfind|har\sbrug\sfor|skal\sbruge|mangler"
    r"|vil\sgerne\s(?:have|vide|se)|leder\sefter|søger)"
)
"""Verbs that ask for what follows them."""
_NEW_SENTENCE = (
    r"(?:Jeg|Det\s(?:er|skal)|Vi|Min|Mit|I['’](?:m|ve|d|ll)|I\s(?:need|have|want|searched|looked|just)|It['’]?s|It\sis"
    r"|We|My)"
)
"""How a sentence begins that tells the occasion; its capital is what shows that it is one."""
_BETWEEN = re.compile(
    rf"""
      (?<=[.?!;:])(?<!\d\.)\s+                                            # sentences
    | \s+[-–—]\s+                                                         # a dash with space around it
    | ,\s+(?=(?:(?:and|but|so|og|men|så|altså|now|nu)\s)?                 # a clause with a question word
              (?:(?:in|at|on|for|til|i|på|ved)\s)?{QUESTION_WORD}\b)
    | ,\s+(?=(?:and|but|so|because|since|og|men|så|fordi)\b)              # a clause with a conjunction
    | ,\s+(?=(?:{_TELLER}|{_WANTS})\b)                                    # a clause that tells, or asks on
    | \s+(?=(?:and|og)\s(?:(?:i|we|jeg|vi)\s)?{_WANTS}\b)                 # "… and need our mission"
    | ,\s+(?={_FOR}\b)                                                    # what it is for
    | \s+(?=(?:because|since|as|fordi|da|eftersom)\s{_TELLER}\b)          # a reason
    | (?<=[\wæøå])\s+(?=(?-i:{_NEW_SENTENCE})\b)                         # a sentence after one without a full stop
    """,
    re.IGNORECASE | re.VERBOSE,
)
_INDIRECT = re.compile(
    rf"\b(?:tell|know|hear|ask(?:s|ed)?|wonder(?:s|ed|ing)?|explain|say|find out|look up|see|show|confirm"
    rf"|oplyse|fortælle|fortæl|høre|vide|spørger?|spurgte?|forklare|sige|finde ud af|undersøge|se|vise|bekræfte)"
    rf"(?: (?:mig|me|us|os))?,? (?=(?:(?:på|i|til|af|ved|in|on|for|with|by|from|to|at) )?{QUESTION_WORD}\b)",
    re.IGNORECASE,
)
"""Asks to be told something; the question is what follows."""
_POINTS_BACK = re.compile(
    rf"\b{_WANTS} (?:it|this|that|them|one|det|den|dem|dette)\b(?! {QUESTION_WORD}\b)", re.IGNORECASE
)
"""Asks for what another clause has named."""
_ASKS = re.compile(
    rf"\b{QUESTION_WORD}\b|\b(?:list|give|tell|show|quote|find|giv|vis|nævn|citer|fortæl)\b|\?|\b{_WANTS}\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"(?:(?:and|but|so|because|since|as|og|men|så|fordi|da|eftersom)\s)?(?:{_TELLER}|{_FOR})\b", re.IGNORECASE
)


_MET = re.compile(
    r"\b\w*(?:møde|samtale|snak|frokost|kaffe|aftale|interview|meeting|call|chat|talk|lunch|coffee|appointment)"
    r"(?:\s\w+){0,2}?\s(?:med|with)\s(?P<who>[^,.;:?!]+?)(?=\s(?:om|about|on|på|i|in|at|next|næste|kl)\b|[,.;:?!]|$)",
    re.IGNORECASE,
)
"""A meeting, and with whom."""


def others_met(text: str) -> str:
    """Those with whom the asker says there is a meeting, one line each: they are no subject of the question."""
    return "\n".join(found["who"] for found in _MET.finditer(text))


def asks(text: str) -> bool:
    """Whether any word or mark of `text` asks for something."""
    return bool(_ASKS.search(text))


def asking_part(text: str) -> str | None:
    """The sentences and clauses of `text` that ask; None when all of them do, or none."""
    told = _INDIRECT.search(text)
    if told and told.start():
        question = text[told.end() :]
        return asking_part(question) or question
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    asking = [part for part in parts if _ASKS.search(part) and not _POINTS_BACK.search(part)]
    if not asking:  # "our vision please, I have to paste it": a request without a word that asks
        asking = [part for part in parts if not _TELLS.match(part) and not _POINTS_BACK.search(part)]
    return " ".join(asking) if asking and len(asking) < len(parts) else None
