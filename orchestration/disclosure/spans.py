"""A stretch of a text that is withheld, and the text as it is shown."""

from collections.abc import Iterable
from typing import NamedTuple

MASK = "█"
"""Stands for one character: offsets, sentences and numbers keep their place."""


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of a text, what they are, and the rule that found them."""

    start: int
    end: int
    kind: str
    rule: str


def apart(spans: Iterable[Span]) -> list[Span]:
    """The same characters in spans that do not overlap, in order. Where two overlap, the one that begins first keeps what both have."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        start = max(span.start, kept[-1].end if kept else 0)
        if start < span.end:
            kept.append(span._replace(start=start))
    return kept


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with a mask for every withheld character; blanks stay, so that words and lines keep their shape."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = [letter if letter.isspace() else MASK for letter in letters[span.start : span.end]]
    return "".join(letters)
