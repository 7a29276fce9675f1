"""
Who an asker says to be: "jeg er ny studievejleder", "I start as deputy harbour master on Monday".

Owns finding such words; they tell whose question it is, and are no condition for an answer.
Leaves what a newcomer is told to `assistant.answering.talk.overview`.
"""

from __future__ import annotations

import re

from assistant.understanding.occasion import QUESTION_WORD

__all__ = ["presented"]

_END = (
    rf"(?=[,;:!?–—()\n]|\.(?:\s|$)|\s[-:;]|$|\s(?:(?:and|og|so|så|but|men)\s)?(?:{QUESTION_WORD}|jeg|du|i(?:['’]\w+)?"
    r"|kan|skal|vil|giv|vis|fortæl|er|har|can|could|should|must|do|does|is|are|give|show|tell|please|need|what)\b)"
)
"""Where the words on oneself end: a mark, or what asks."""
_NEW = r"(?:(?:brand|helt|lige|rather)[ -])?(?:new|ny(?:ansat|udnævnt|tiltrådt|startet|e|t)?)"
_STARTS_AS = (
    r"(?:as|at|on|in|with|here|today|tomorrow|next|this|last|yesterday|my|som|på|i|hos|ved|her|næste|snart|mandag)"
)
_PRESENTED = re.compile(
    rf"""
      \b(?:i\s?['’]?\s?a?m|i['’]ll\sbe|jeg\s(?:er|bliver))\s(?:(?:your|the|a|an|our|den|en|et|jeres|lige|just)\s)?{_NEW}\b.*?{_END}
    | \b(?:i\s?(?:['’](?:m|ve|ll)|\sam|\shave|\swill)?\s(?:(?:just|only|recently)\s)?
         (?:start|started|starting|begin|began|begun|beginning|join|joined|joining)
       | jeg\s(?:(?:er|har|skal)\s)?(?:(?:lige|netop|nylig)\s)?
           (?:start(?:er?|ede|et)|begynd(?:er?|te|t)|tiltræder?|tiltrådte))
      \s{_STARTS_AS}\b.*?{_END}
    | (?:^|[.!?:;,]\s+){_NEW}\s(?:\w+\s){{1,4}}(?:here|her)\b
    | (?:^|[.!?:;,]\s+)(?:as|som)\s(?:(?:a|an|the|en|et)\s)?{_NEW}\s\w+(?:\s\w+){{0,4}}?(?=,)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def presented(text: str) -> str:
    """The words in which an asker says to be new somewhere; empty where nobody does, or nothing else is said."""
    found = [each[0] for each in _PRESENTED.finditer(text)]
    left = _PRESENTED.sub(" ", text)
    return "\n".join(found) if re.search(r"\w+\W+\w+", left) else ""
