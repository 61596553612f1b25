"""Names of persons in a text: capitalised words that nothing public explains, and whatever follows words that introduce a person.

When in doubt, a word is withheld. Office holders stay where their office stands beside their name, or where the contexts know them.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from orchestration.disclosure.known import Known
from orchestration.disclosure.labels import Label, Token, introduced, is_acronym, is_heading, is_office, is_shouting, label, tokens
from orchestration.disclosure.spans import Span
from orchestration.languages.names import NameWords, bare, plain

_INITIALS = re.compile(r"\b[^\W\d_a-zß-ÿ]\.(?:\s?[^\W\d_a-zß-ÿ]\.)+")
_SAME_SENTENCE = re.compile(r"[^.!?;:]*")
_COMMA = re.compile(r",\s")
_REACH = 9
_OPENING, _CLOSING = "\"“«'‘", "\"”»'’"


def found(text: str, known: Known) -> Iterator[Span]:
    """Names in a text."""
    words = tokens(text)
    label(words, known)
    for match in _INITIALS.finditer(text):
        letters = tuple(match.group().lower().replace(" ", "").strip(".").split("."))
        if letters not in known.public and not any(token.label is Label.KNOWN for token in words if match.start() <= token.start < match.end()):
            yield Span(*match.span(), "name", "name.initials")
    yield from _aliases(text, known)
    yield from _small_letters(words, known)
    shouting, heading = is_shouting(words), is_heading(words)
    for piece in _pieces(words, known):
        first, last = piece
        while first <= last and _opens_without_naming(words, first, last, known):
            first += 1
        while last > first and not words[last].is_capital:
            last -= 1
        if first <= last and (rule := _rule(words, first, last, known, shouting=shouting, heading=heading)):
            end = words[last].end
            yield Span(words[first].start, end + (len(words[last].text) == 1 and text[end : end + 1] == "."), "name", rule)


def _small_letters(words: list[Token], known: Known) -> Iterator[Span]:
    """A given name and a surname without capitals, as in titles that were made from addresses of pages."""
    common, function = known.words.common, known.words.function
    for first, second in pairwise(words):
        if any(phrase[:2] == (first.plain, second.plain) for phrase in known.by_first.get(first.plain, ())):
            continue
        if not second.joined or first.is_capital or first.plain not in known.words.given or second.plain not in known.words.surnames:
            continue
        if not any(word.plain in common or word.plain in function for word in (first, second)):
            yield Span(first.start, second.end, "name", "name.small_letters")


def _pieces(words: list[Token], known: Known) -> Iterator[tuple[int, int]]:
    """First and last word of every stretch of open capitalised words, with the particles inside."""
    place = 0
    while place < len(words):
        if not (words[place].is_capital and words[place].label is Label.OPEN):
            place += 1
            continue
        last = ahead = place
        while ahead + 1 < len(words) and words[ahead + 1].joined:
            following = words[ahead + 1]
            if following.is_capital and _continues(following, known):
                last = ahead + 1
            elif following.is_capital or following.plain not in known.words.particles:
                break
            ahead += 1
        yield place, last
        place = last + 1


def _continues(token: Token, known: Known) -> bool:
    """Whether a capitalised word can go on with a name: a particle, a letter or a public name that is a surname too, among others."""
    if token.label in (Label.OPEN, Label.FUNCTION) and token.plain in known.words.given:
        return True
    if token.label is Label.OPEN or (len(token.text) == 1 and token.is_dotted):
        return True
    return token.plain in known.words.particles if token.label is Label.FUNCTION else token.label is Label.KNOWN and known.is_name(token.plain)


def _opens_without_naming(words: list[Token], first: int, last: int, known: Known) -> bool:
    """Whether the first word of a stretch only introduces or opens the sentence."""
    token = words[first]
    if token.plain in known.words.honorifics and first < last and token.plain not in known.words.given:
        return True
    if known.is_name(token.plain):
        return False
    if token.plain in known.words.persons or (not token.is_capital and token.plain in known.words.particles):
        return first < last or token.initial
    return token.initial and known.is_word(token.plain, by_ending=first == last) and not introduced(words, first, known)


def _rule(words: list[Token], first: int, last: int, known: Known, *, shouting: bool, heading: bool) -> str | None:
    """The rule by which a stretch is a name; None when it is none."""
    inside = [token for token in words[first : last + 1] if token.is_capital]
    told = introduced(words, first, known)
    listed = [known.is_word(token.plain, by_ending=token.initial or shouting or heading) for token in inside]
    borne = [known.is_name(token.plain) for token in inside]
    if _holds_office(words, first, last, known):
        return None
    if told:
        return "name.introduced"
    if len(inside) == 1 and len(inside[0].text) == 1 and not inside[0].is_dotted:
        return None
    if any(token.plain in known.repeated for token in inside):
        return "name.repeated"
    if all(listed):
        given = [token.plain in known.words.given for token in inside]
        if heading or shouting or (len(inside) == 1 and inside[0].initial):
            return "name.listed" if any(given) else None
        return "name.listed" if any(borne) else None
    if any(borne):
        return "name.listed"
    if not shouting and all(is_acronym(token, known) or plain_word for token, plain_word in zip(inside, listed, strict=True)):
        return None
    before = words[first - 1] if first and words[first].joined else None
    if before is not None and before.plain in known.words.locatives:
        return None
    return "name.capitals"


def _holds_office(words: list[Token], first: int, last: int, known: Known) -> bool:
    """Whether a public office, or a public role with its institution, stands beside a name."""
    return _office_before(words, first, known) or _office_after(words, last, known)


def _office_before(words: list[Token], first: int, known: Known) -> bool:
    place = first - 1
    if place < 0 or not (words[first].joined or _COMMA.fullmatch(words[first].gap)):
        return False
    adjacent = words[first].joined
    between: list[Token] = []
    while place >= 0 and first - place <= _REACH:
        token = words[place]
        if (is_title := is_office(token, known)) or token.plain in known.words.roles:
            if is_title and adjacent and all(word.plain in known.words.title_modifiers for word in between):
                return True
            if _names_body(between, known) or (is_title and not between and _of_body_before(words, place, known)):
                return True
            return adjacent and not between and _of_body_before(words, place, known)
        between.insert(0, token)
        if not token.joined:
            return False
        place -= 1
    return False


def _of_body_before(words: list[Token], place: int, known: Known) -> bool:
    """Whether an institution stands right before an office: Cristosal's director."""
    before = words[place - 1] if place else None
    return (
        before is not None
        and words[place].joined
        and before.is_capital
        and (before.label in (Label.KNOWN, Label.BODY) or before.plain in known.words.common)
    )


def _names_body(between: list[Token], known: Known) -> bool:
    """Whether the words after an office name what it is held in."""
    links = known.words.connectors | known.words.title_modifiers
    if not between or between[0].plain not in links:
        return False
    return any(token.is_capital and (token.label in (Label.KNOWN, Label.BODY) or token.plain in known.words.common) for token in between)


def _office_after(words: list[Token], last: int, known: Known) -> bool:
    following = words[last + 1 : last + 2 + _REACH]
    if not following or not _COMMA.fullmatch(following[0].gap):
        return False
    while following and (following[0].plain in known.words.function or following[0].plain in known.words.title_modifiers):
        following = following[1:]
        if following and not following[0].joined:
            return False
    if not following or following[0].plain not in known.words.titles | known.words.roles:
        return False
    rest = following[1:]
    for count, token in enumerate(rest):
        if not token.joined:
            rest = rest[:count]
            break
    return _names_body(rest, known) or (bool(rest) and following[0].plain in known.words.titles and rest[0].plain == "general")


def _aliases(text: str, known: Known) -> Iterator[Span]:
    for match in _alias(known.words).finditer(bare(text)):
        start, end = match.span("quoted") if match.group("quoted") else match.span("bare")
        words = text[start:end]
        told = match.group("by").lower() if match.group("by") else ""
        listed = tuple(plain(word) for word in words.split())
        if told and (listed in known.public - known.peoples or not (match.group("quoted") or any(word[:1].isupper() for word in words.split()))):
            continue
        if plain(words) in known.words.function:
            continue
        yield Span(start, end, "name", "name.alias")


@cache
def _alias(words: NameWords) -> re.Pattern[str]:
    """After alias, anything; after known as, what is quoted or has a capital."""
    told = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(words.known_as, key=len, reverse=True))
    alias = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(words.aliases, key=len, reverse=True))
    article = r"(?:(?:el|la|los|las|un|una|the|as|de|por)\s+)?"
    quoted = rf"[{_OPENING}](?P<quoted>[^{_OPENING}{_CLOSING}\n]{{1,40}})[{_CLOSING}]"
    bare = r"(?P<bare>[^\W\d_][\w'’-]*(?:\s(?:de(?:l| la)?\s)?[^\W\d_a-zß-ÿ][\w'’-]*)*)"
    return re.compile(rf"\b(?:(?:{alias})\b\.?|(?P<by>{told})\b),?:?\s+{article}(?:{quoted}|{bare})", re.IGNORECASE)
