"""The text that a reader sees: without invisible characters, mark-up and what else stands in a text and says nothing.

Belongs here: taking such characters out, and the way back from a place in what is left to its place in the text.
Does not belong here: reading what is left.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f"
DISGUISED = rf"[{_INVISIBLE}{_MARKS}]|</?[a-zA-Z!]|&#?[a-zA-Z0-9]{{2,8}};"
"""An expression for characters that a reader does not see as they are."""
_DISGUISED = re.compile(DISGUISED)
_PIECE = re.compile(
    rf"(?P<invisible>[{_INVISIBLE}]+)|(?P<marked>\w[{_MARKS}]+)|(?P<entity>&(?:#\d{{2,7}}|#x[0-9a-f]{{2,6}}|[a-z]{{2,8}});)"
    r"|(?P<inline></?(?:a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?>)|(?P<tag></?[a-z!][^<>]{0,500}>)",
    re.IGNORECASE,
)
_NOTHING = ("invisible", "inline")


class Legible(NamedTuple):
    """What is left of a text, and where each of its characters starts and ends in the text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def is_disguised(text: str) -> bool:
    """Whether a text has characters that a reader does not see as they are."""
    if text.isascii() and "<" not in text and "&" not in text:
        return False
    return _DISGUISED.search(text) is not None


def legible(text: str) -> Legible:
    """The text that a reader sees: entities and combined accents as one character, the end of a block as a space."""
    if not is_disguised(text):
        return Legible(text, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _PIECE.finditer(text):
        seen = _seen(match)
        parts += (text[at : match.start()], seen)
        starts += (*range(at, match.start()), *([match.start()] * len(seen)))
        ends += (*range(at + 1, match.start() + 1), *([match.end()] * len(seen)))
        at = match.end()
    parts.append(text[at:])
    return Legible("".join(parts), [*starts, *range(at, len(text))], [*ends, *range(at + 1, len(text) + 1)])


def _seen(match: re.Match[str]) -> str:
    """What a reader sees of a piece."""
    kind, piece = match.lastgroup, match.group()
    if kind in _NOTHING:
        return ""
    if kind == "marked":
        return unicodedata.normalize("NFC", piece)[0]
    if kind == "entity":
        character = html.unescape(piece)
        return character if len(character) == 1 and character.isprintable() else " " if character != piece else piece
    return " "
