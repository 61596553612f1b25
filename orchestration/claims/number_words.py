"""Number words that are more than one word, or several in one.

Belongs here: "half a dozen" and "quatre-vingt-dix" as one number, "zweiundvierzig" taken apart.
Does not belong here: numbers as they stand in a text (``numerals.py``).
"""

from collections import defaultdict
from functools import cache

from orchestration.claims.phrases import folded_values, folded_words
from orchestration.languages import Lexicon

_LONGEST_PART = 14
"""Characters of the longest word inside a compound number."""


@cache
def longer_words(lexicon: Lexicon) -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """Numbers that take several words, "half a dozen" and "quatre-vingt-dix", by their first word; the longest first."""
    found = [
        (tuple(words.split()), kind, value)
        for kind, field in (("fixed", "fixed"), ("small", "small"))
        for words, value in folded_values(lexicon, "numbers", field).items()
        if kind == "fixed" or " " in words
    ]
    by_first: dict[str, list[tuple[tuple[str, ...], str, int]]] = defaultdict(list)
    for item in sorted(found, key=lambda item: -len(item[0])):
        by_first[item[0][0]].append(item)
    return by_first


def compound_value(word: str, lexicon: Lexicon) -> int | None:
    """The value of a number written as one word, "zweitausenddreihundertfünf"; None when any part of it is no number."""
    small, scales = (folded_values(lexicon, "numbers", kind) for kind in ("small", "scales"))
    total = group = at = 0
    while at < len(word):
        longest_first = (word[at:end] for end in range(min(len(word), at + _LONGEST_PART), at, -1))
        part = next((part for part in longest_first if part in small or part in scales), None)
        joiner = next((joiner for joiner in folded_words(lexicon, "numbers", "joiners") if at and word.startswith(joiner, at)), None)
        if part is None and joiner is None:
            return None
        if part in small:
            group += small[part]
        elif part in scales and scales[part] == 100:
            group = max(group, 1) * 100
        elif part is not None:
            total, group = total + max(group, 1) * scales[part], 0
        at += len(part or joiner or "")
    return total + group
