"""Which language a text is in, among those that can be read.

Belongs here: counting a text's words in the lexicons. They hold the function words of every language that can be read, so no library of many
languages is needed to tell these few apart, and a new lexicon brings its own detection.
Does not belong here: the lexicons, and their rules.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from orchestration.languages import available, load

_WORD = re.compile(r"[^\W\d_]+")
_WORDS_LOOKED_AT = 2_000
_LEAST_KNOWN = 0.4
"""Share of a text's words that its lexicon knows. Texts in a language that has one lie above, related languages without one below."""


def detect(text: str) -> str | None:
    """ISO 639 code of the language whose lexicon knows most words of the text; None when none knows enough of them."""
    words = [match.group().lower() for match in islice(_WORD.finditer(text), _WORDS_LOOKED_AT)]
    shared = _sharing()
    weight = {code: sum(1 / shared[word] for word in words if word in _vocabulary(code)) for code in available()}
    best = max(weight, key=lambda code: weight[code])
    known = sum(word in _vocabulary(best) for word in words)
    return best if words and known >= _LEAST_KNOWN * len(words) else None


@cache
def _sharing() -> Counter[str]:
    """In how many lexicons a word is: one that is in one alone says most."""
    return Counter(word for code in available() for word in _vocabulary(code))


@cache
def _vocabulary(code: str) -> frozenset[str]:
    return frozenset(word for phrase in _phrases(load(code).model_dump(exclude={"code"})) for word in _WORD.findall(phrase.lower()))


def _phrases(part: object) -> Iterator[str]:
    """Every phrase of a lexicon: in a list, or the key of a table of numbers; codes are keys of everything else."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _phrases(key if isinstance(value, int) and not isinstance(value, bool) else value)
    elif isinstance(part, tuple | list):
        for item in part:
            yield from _phrases(item)
