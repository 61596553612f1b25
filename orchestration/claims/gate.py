"""Which texts can state a figure at all: those with a number and a word of detention.

Belongs here: a quick look that passes too much rather than too little.
Does not belong here: whether the number counts anybody (``quantity.py``, ``measure.py``).

The expressions are those of RE2, which looks at every byte of a text once, however many phrases there are.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from orchestration.claims.legible import DISGUISED
from orchestration.claims.phrases import fold
from orchestration.languages import Lexicon

_WORD = re.compile(r"\*?[^\W\d_]+\*?")
_PLAIN = re.compile(r"(?:[^\W\d_]+\*? )*[^\W\d_]+\*?")
_BEFORE, _AFTER = "(?:^|[^a-z])", r"(?:$|[^\pL\p{Nl}\p{No}])"
_BETWEEN = str.maketrans({" ": r"[\x00- \x{80}-\x{3000}]+", "*": r"[a-z\x{80}-\x{10ffff}]*"})
"""What may stand for white space and for a star: all that Unicode has of either, and more."""
_OPTIONS = re2.Options()
_OPTIONS.max_mem = 64 << 20  # bytes at most; beyond, every text is looked at the slow way


def may_state_figures(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has a word of detention and a number, or characters that may hide them."""
    trigger, number = _patterns(lexicon)
    folded = _folded(text)
    return trigger.search(folded) is not None and number.search(folded) is not None


def may_have_number(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has a number above one, or characters that may hide it."""
    return _patterns(lexicon)[1].search(_folded(text)) is not None


def _folded(text: str) -> bytes:
    return fold(text).encode(errors="replace")


@cache
def _patterns(lexicon: Lexicon) -> tuple[Any, Any]:
    """A word of every phrase of detention, and numbers above one, in folded text; both find what may hide them too."""
    numbers = lexicon.numbers
    tables = (numbers.small, numbers.collectives, numbers.fixed, numbers.scales)
    counting = [_WORD.findall(words)[0].rstrip("*") for table in tables for words, value in table.items() if value > 1]
    telling = [phrase for triggers in lexicon.measures.values() for _, phrases in triggers for phrase in phrases]
    start = "*" if numbers.compounds else ""
    return _any(map(_needed, telling), DISGUISED), _any((f"{start}{word}*" for word in counting), rf"\p{{Nd}}|{DISGUISED}")


def _needed(phrase: str) -> str:
    """A phrase of words, or the longest word of one with other marks: no text without it has the phrase."""
    return phrase if _PLAIN.fullmatch(phrase) else max(_WORD.findall(phrase), key=len)


def _any(phrases: Iterable[str], others: str) -> Any:
    """An expression for phrases or others; a star stands for any beginning or ending."""
    found: dict[tuple[str, str], set[str]] = {}
    for phrase in map(fold, phrases):
        before = "" if phrase.startswith("*") else _BEFORE
        after = _AFTER if before and not phrase.endswith("*") else ""
        found.setdefault((before, after), set()).add(" ".join(phrase.split()).strip("*").translate(_BETWEEN))
    expressions = [f"{before}(?:{'|'.join(sorted(words))}){after}" for (before, after), words in sorted(found.items())]
    return re2.compile("|".join([*expressions, others]), _OPTIONS)
