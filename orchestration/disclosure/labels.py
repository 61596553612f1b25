"""Words of a text, and what each capitalised one is before anybody asks whether it names a person."""

import re
from dataclasses import dataclass
from enum import Enum

from orchestration.disclosure.known import WORD, Known
from orchestration.languages.names import plain

_JOINED = re.compile(r"(?:[ \t\u00a0]|\n(?!\n))*[\"“”«»'‘’(]?(?:[ \t\u00a0]|\n(?!\n))+[\"“”«»'‘’(]?|[\"“”«»'‘’)][ \t\u00a0]+")
_AFTER_INITIAL = re.compile(r"\.\s?")
_ENDS = re.compile(r"[.!?…:;|•/]|\n\s*\n|[«“\"¿¡(\[‘—–]\s*$|\n\s*[-*]")
_POSSESSIVE = ("'s", "’s")
LONGEST_ACRONYM = 6
_ASIDE = re.compile(r"[,(:–—]\s*[\"“«(]?|\s*[:,(]\s*[\"“«(]?")
_OF = frozenset({"de", "del", "of", "a"})
_SHOUTED = 0.6
_HEADING = 0.6
_REACH = 3


class Label(Enum):
    """What a capitalised word is."""

    OPEN = "may name a person"
    KNOWN = "a public name"
    BODY = "of an institution"
    TITLE = "a public office"
    FUNCTION = "never a name"


@dataclass
class Token:
    """A word of a text with its place; ``joined`` when nothing but a blank parts it from the word before, ``initial`` when it opens a sentence."""

    text: str
    start: int
    end: int
    plain: str
    gap: str
    joined: bool
    initial: bool
    is_dotted: bool
    label: Label = Label.OPEN

    @property
    def is_capital(self) -> bool:
        """Whether it, or a part behind a hyphen or apostrophe, begins with a capital."""
        return any(part[:1].isupper() for part in re.split(r"['’‑-]", self.text))

    @property
    def is_shouted(self) -> bool:
        """Whether all its letters are capitals."""
        return len(self.text) > 1 and self.text.isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    found: list[Token] = []
    end = 0
    for match in WORD.finditer(text):
        word, gap = match.group(), text[end : match.start()]
        if word.endswith(_POSSESSIVE):
            word = word[:-2]
        after_initial = bool(found) and (len(found[-1].text) == 1 or found[-1].plain in _SHORT) and bool(_AFTER_INITIAL.fullmatch(gap))
        joined = bool(found) and (bool(_JOINED.fullmatch(gap)) or after_initial)
        initial = not found or (not after_initial and bool(_ENDS.search(gap)))
        found.append(
            Token(word, match.start(), match.start() + len(word), plain(word), gap, joined, initial, text[match.end() : match.end() + 1] == ".")
        )
        end = match.start() + len(word)
    return found


_SHORT = frozenset({"mr", "mrs", "ms", "dr", "dra", "sr", "sra", "srta", "sgt", "st", "lic", "ing", "prof", "jr"})
"""Titles with a full stop that ends no sentence."""


def is_shouting(found: list[Token]) -> bool:
    """Whether the text is written in capitals."""
    return len(found) > 1 and sum(token.is_shouted for token in found) > _SHOUTED * len(found)


def is_heading(found: list[Token]) -> bool:
    """Whether most words have a capital, as in headings of English."""
    return len(found) > 3 and sum(token.is_capital for token in found) > _HEADING * len(found)


def label(found: list[Token], known: Known) -> None:
    """Label every capitalised word."""
    for place, token in enumerate(found):
        if token.is_capital and token.label is Label.OPEN:
            for covered in found[place : place + _public(found, place, known)]:
                covered.label = Label.KNOWN
    for place, token in enumerate(found):
        if token.label is Label.OPEN and token.is_capital:
            token.label = _alone(token, found[place + 1 : place + 2], known)
    for place, token in enumerate(found):
        if token.is_capital and token.plain in known.words.bodies | known.words.named_bodies and token.label in (Label.OPEN, Label.FUNCTION):
            _extend(found, place, known)


def _public(found: list[Token], place: int, known: Known) -> int:
    """How many words from here are the longest public name."""
    for phrase in known.by_first.get(found[place].plain, ()):
        words = found[place : place + len(phrase)]
        if [token.plain for token in words] == list(phrase) and all(token.joined for token in words[1:]):
            if len(phrase) == 1 and _may_be_person(found, place, known):
                continue
            return len(phrase)
    return 0


def _may_be_person(found: list[Token], place: int, known: Known) -> bool:
    """Whether a public name of one word is more likely the name of someone: of a person, beside the name of a person."""
    token, before = found[place], found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    beside = before is not None and token.joined and before.is_capital and before.label is Label.OPEN
    if before is not None and beside and (known.is_name(before.plain) or not known.is_word(before.plain, by_ending=True)):
        return True
    if known.is_name(token.plain) and introduced(found, place, known):
        return True
    if (token.plain,) in known.officeholders:
        return False
    placed = before is not None and token.joined and before.plain in _OF | known.words.locatives
    if token.plain in known.words.given and not placed and (token.plain,) not in known.peoples:
        return True
    return bool(after and after.joined and after.is_capital and known.is_name(token.plain) and known.is_name(after.plain))


def _alone(token: Token, after: list[Token], known: Known) -> Label:
    if is_office(token, known):
        return Label.TITLE
    # April, Will and other words of a language are given names where another name follows, or in a sentence of which they are no usual opening
    goes_on = bool(after) and after[0].joined and after[0].is_capital and not known.is_word(after[0].plain, by_ending=True)
    if token.plain in known.words.function and not (token.plain in known.words.given and (goes_on or token.plain not in known.words.dates)):
        return Label.FUNCTION
    pieces = [piece for piece in re.split(r"[‑-]", token.plain) if piece]
    if len(pieces) > 1 and all((piece,) in known.public or known.is_word(piece, by_ending=True) for piece in pieces):
        return Label.KNOWN
    return Label.OPEN


def _extend(found: list[Token], place: int, known: Known) -> None:
    """Label an institution: its noun, and the words before and after that belong to its name."""
    head = found[place]
    head.label = Label.BODY
    is_named, direct, joiner = head.plain in known.words.named_bodies, True, ""
    for token in found[place + 1 :]:
        if not token.joined:
            break
        if not token.is_capital:
            if token.plain not in known.words.connectors:
                break
            direct, joiner = False, token.plain
            continue
        is_named_word = known.is_name(token.plain) and not (joiner and token.plain in known.words.common and token.plain not in known.words.given)
        listed = known.is_word(token.plain, by_ending=True) or token.label in (Label.KNOWN, Label.FUNCTION, Label.BODY)
        strange = not known.is_name(token.plain) and (is_named or joiner not in ("", "y", "e", "and")) and not token.is_shouted
        if not (listed and not is_named_word) and not (direct and is_named and token.plain not in known.repeated) and not strange:
            break
        if token.label is Label.OPEN:
            token.label = Label.BODY
    for token, after in zip(reversed(found[max(0, place - _REACH) : place]), reversed(found[max(0, place - _REACH) + 1 : place + 1]), strict=True):
        if not after.joined or not token.is_capital or token.label is Label.TITLE or known.is_name(token.plain):
            break
        if token.label is Label.OPEN:
            token.label = Label.BODY


def is_acronym(token: Token, known: Known) -> bool:
    """Whether a word in capitals is short enough for an acronym, and the name of nobody."""
    return token.is_shouted and len(token.text) <= LONGEST_ACRONYM and not known.is_name(token.plain)


def introduced(words: list[Token], first: int, known: Known) -> bool:
    """Whether a word for a person stands before: the mother of, the detainee, Mr."""
    if not first:
        return False
    token, before = words[first], words[first - 1]
    aside = bool(_ASIDE.fullmatch(token.gap))
    if before.plain in known.words.honorifics and (token.joined or token.gap in (". ", ".")):
        return True
    if before.plain in known.words.persons and (token.joined or aside):
        return True
    return token.joined and before.plain in _OF and first > 1 and before.joined and words[first - 2].plain in known.words.persons


def is_office(token: Token, known: Known) -> bool:
    """Whether a word names a public office, and is not rather a name: Reina, King."""
    return token.plain in known.words.titles and not (token.is_capital and known.is_name(token.plain))
