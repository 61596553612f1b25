"""Which texts can state a figure at all: those with a number and a word of detention.

Belongs here: a quick look that passes too much rather than too little.
Does not belong here: whether the number counts anybody (``quantity.py``, ``measure.py``).
"""

import re
from collections.abc import Iterable
from functools import cache

from orchestration.claims.legible import is_disguised
from orchestration.claims.phrases import fold
from orchestration.languages import Lexicon

_WORD = re.compile(r"\*?[^\W\d_]+\*?")
_PLAIN = re.compile(r"(?:[^\W\d_]+\*? )*[^\W\d_]+\*?")
_Tree = dict[str, "_Tree"]
_END = "end"
_BETWEEN = {" ": r"\s+", "*": r"[^\W\d_]*"}


def may_state_figures(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has a word of detention and a number, or characters that may hide them."""
    trigger, number = _patterns(lexicon)
    folded = f" {fold(text)}"
    return (trigger.search(folded) is not None and number.search(folded) is not None) or is_disguised(text)


def may_have_number(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has a number above one, or characters that may hide it."""
    return _patterns(lexicon)[1].search(f" {fold(text)}") is not None or is_disguised(text)


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word of every phrase of detention, and numbers above one; in folded text behind a space."""
    numbers = lexicon.numbers
    tables = (numbers.small, numbers.collectives, numbers.fixed, numbers.scales)
    counting = [_WORD.findall(words)[0].rstrip("*") for table in tables for words, value in table.items() if value > 1]
    telling = [phrase for triggers in lexicon.measures.values() for _, phrases in triggers for phrase in phrases]
    start = "*" if numbers.compounds else ""
    return re.compile(_any(map(_needed, telling))), re.compile(rf"\d|{_any(f'{start}{word}*' for word in counting)}")


def _needed(phrase: str) -> str:
    """A phrase of words, or the longest word of one with other marks: no text without it has the phrase."""
    return phrase if _PLAIN.fullmatch(phrase) else max(_WORD.findall(phrase), key=len)


def _any(phrases: Iterable[str]) -> str:
    """One expression for phrases; a star stands for any beginning or ending. As a tree, so that each letter is looked at once."""
    begun: _Tree = {}
    inside: _Tree = {}
    for phrase in map(fold, phrases):
        node = inside if phrase.startswith("*") else begun
        ends = phrase.endswith("*") or phrase.startswith("*")
        for letter in " ".join(phrase.split()).strip("*"):
            node = node.setdefault(letter, {})
        node[_END if ends else _END + r"(?![^\W\d_])"] = {}
    return "|".join(f"{before}{_expression(tree)}" for before, tree in (("[^a-z]", begun), ("", inside)) if tree)


def _expression(tree: _Tree) -> str:
    if _END in tree:
        return ""
    branches = [
        node.removeprefix(_END) if node.startswith(_END) else _BETWEEN.get(node, node) + _expression(following) for node, following in tree.items()
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(sorted(branches, reverse=True))})"
