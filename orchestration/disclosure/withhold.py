"""What of a text is withheld from what is published."""

import re

from orchestration.disclosure import names, numbers
from orchestration.disclosure.known import WORD, Known
from orchestration.disclosure.labels import LONGEST_ACRONYM
from orchestration.disclosure.spans import Span, apart
from orchestration.languages.names import plain

_SHORTEST = 3
_PAGE = re.compile(r"\b(?:https?://|www\.)[^\s<>]+")
"""Addresses of pages are not prose: what of them is withheld hangs on the names in the texts (``withheld_page``)."""


def withhold(text: str, known: Known) -> list[Span]:
    """Stretches of a text that name a private person, in order and apart from one another."""
    read = _PAGE.sub(lambda page: " " * len(page.group()), text)
    return apart([*numbers.found(read, known), *names.found(read, known)])


def words_withheld(text: str, spans: list[Span], known: Known) -> frozenset[str]:
    """Words of the names among these spans by which a text of the same document may call the person again."""
    named = [text[span.start : span.end] for span in spans if span.kind == "name"]
    words = {
        plain(word)
        for name in named
        for word in WORD.findall(name)
        if len(word) >= _SHORTEST and word[:1].isupper() and (known.is_name(plain(word)) or not (word.isupper() and len(word) <= LONGEST_ACRONYM))
    }
    return frozenset(word for word in words - known.words.function if word not in known.words.common or known.is_name(word))
