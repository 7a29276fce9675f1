"""
American spellings of English words, brought to the British ones.

Owns the rules, which only make the two meet; leaves stems to `ingest.lexical.analysis`.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["british"]

_OUR = "behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rum|tum|vap"
_AFTER_OUR = "s|ed|er|ers|ing|able|ably|al|ally|ful|hood|hoods|ite|less"
_RULES = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        # "prioritize", "organizational"; not "size" and "prize", which have no other spelling
        (r"(?<=\w{3})iz(?=(?:e[sdr]?|ers?|ing|ations?|ational|ationally|able)$)", "is"),
        (r"(?<=\w{2})lyz(?=(?:e[sdr]?|ers?|ing)$)", "lys"),
        (rf"^({_OUR})or(?=(?:{_AFTER_OUR})?$)", r"\1our"),
        (r"^(cent|fib|kilomet|lit|met|millimet|theat|epicent)er(?=s?$)", r"\1re"),
        (r"^(program)(?=s?$)", r"\1me"),
        (r"^(def|off|lic|pret)ense(?=[sd]?$)", r"\1ence"),
        (r"^(catal|dial|anal)og(?=s?$)", r"\1ogue"),
        (r"^(fulfil|enrol)l(?=(?:s|ments?)?$)", r"\1"),
        (r"^(instal)l(?=ments?$)", r"\1"),
        (r"^(skil)l(?=ful)", r"\1"),
        (r"^aging$", "ageing"),
        (r"^(judg|acknowledg)(?=ments?$)", r"\1e"),
        (r"^(an)(?=esthe)", r"\1a"),
        (r"^(p)(?=ediatric)", r"\1a"),
        (r"^(orthop)(?=edic)", r"\1a"),
        (r"^(gyn)(?=ecolog)", r"\1a"),
        (r"^(h)(?=em(?:ato|o(?:glob|phil|rrh)))", r"\1a"),
        (r"^(leuk|an)(?=emi[ac]s?$)", r"\1a"),
        (r"^diarrhea", "diarrhoea"),
        (r"^gray(?=s?$)", "grey"),
        (r"^skeptic", "sceptic"),
    )
)


@lru_cache(maxsize=32_768)
def british(word: str) -> str:
    """The lower-case English `word` as it is spelt in Britain; itself where both spell it alike."""
    for pattern, instead in _RULES:
        word = pattern.sub(instead, word)
    return word
