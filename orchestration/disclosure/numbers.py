"""Numbers and addresses that lead to one person: telephones, e-mail, documents, streets with a house."""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers

from orchestration.disclosure.known import Known
from orchestration.disclosure.spans import Span
from orchestration.languages.names import NameWords, bare, plain

_EMAIL = re.compile(r"[\w.+%-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")
_YEARS = re.compile(r"\(?(?:19|20)\d\d\D+(?:19|20)\d\d\)?")
_COUNT = re.compile(r"\d{1,3}(?:[., \u00a0\u202f']\d{3})+(?:[.,]\d+)?|\d+")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_CODED = re.compile(r"\b[A-Z]{1,3}-?\d{6,9}\b")
_NUMBERED = r"(?=[\w./-]*\d)[A-Z0-9][\w./-]*\w"
_LETTERED = re.compile(r"[A-Za-z/-]")
_WORDED_GAP = 5
_PHONE_GAP = 30
_SHORTEST_PHONE = 7


def found(text: str, known: Known) -> Iterator[Span]:
    """Telephones, e-mail addresses, numbers of documents and street addresses in a text."""
    if not any(letter.isdigit() for letter in text) and "@" not in text:
        return
    yield from _emails(text)
    yield from _documents(text, known)
    yield from _phones(text, known)
    yield from _streets(text, known)


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), "email", "email.shape")


def _phones(text: str, known: Known) -> Iterator[Span]:
    seen = set()
    for region in (*known.regions, None):
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
            where, raw = (match.start, match.end), match.raw_string
            if where in seen or _YEARS.fullmatch(raw) or _DATE.fullmatch(raw) or (_COUNT.fullmatch(raw) and not raw.isdigit()):
                continue
            is_told = _called(text, match.start, known) and sum(letter.isdigit() for letter in raw) >= _SHORTEST_PHONE
            if is_told or (phonenumbers.is_valid_number(match.number) and not raw.isdigit()):
                seen.add(where)
                yield Span(*where, "phone", "phone.shape")


def _called(text: str, start: int, known: Known) -> bool:
    """Whether words of telephoning stand before a number."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - _PHONE_GAP) : start])
    return any(plain(word) in known.words.phones for word in before[-_WORDED_GAP:])


def _documents(text: str, known: Known) -> Iterator[Span]:
    for shape in known.identifiers:
        for match in re.finditer(rf"(?<![\w.,-])(?:{shape})(?![\w-])", text):
            yield Span(*match.span(), "identifier", "identifier.shape")
    for match in _CODED.finditer(text):
        yield Span(*match.span(), "identifier", "identifier.letters")
    for match in _worded(known.words).finditer(bare(text)):
        number = text[slice(*match.span("number"))]
        digits = sum(letter.isdigit() for letter in number)
        if digits < 2 or _DATE.fullmatch(number) or _YEARS.fullmatch(number):
            continue
        if (_LETTERED.search(number) and digits > 2) or (number.isdigit() and digits > 5):
            yield Span(*match.span("number"), "identifier", "identifier.words")


@cache
def _worded(words: NameWords) -> re.Pattern[str]:
    """A word for a document, few words more, and something with digits."""
    names = "|".join(sorted(map(re.escape, words.documents), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})s?\b(?:[^\w.;!?]*[^\W\d_]+\.?){{0,{_WORDED_GAP}}}?[^\w;!?]*(?<!\w)(?P<number>{_NUMBERED})", re.IGNORECASE)


def _streets(text: str, known: Known) -> Iterator[Span]:
    undated = _dated(known.words).sub(lambda day: "x" * len(day.group()), bare(text))
    for pattern in _addresses(known.words):
        for match in pattern.finditer(undated):
            if any(letter.isdigit() for letter in match.group("number")) and not match.group().lower().startswith(known.numbered):
                yield Span(*match.span(), "address", "address.street")


@cache
def _dated(words: NameWords) -> re.Pattern[str]:
    """A day in the name of a street: Calle 5 de Noviembre."""
    return re.compile(rf"\d+\s+de\s+(?:{'|'.join(sorted(words.dates))})", re.IGNORECASE)


@cache
def _addresses(words: NameWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Number before street (17 High Street, Flat 2), and street before number (calle Mayor, casa 17)."""
    streets = "|".join(sorted(map(re.escape, words.streets), key=len, reverse=True))
    parts = "|".join(sorted(map(re.escape, words.streets | words.street_parts), key=len, reverse=True))
    name = r"(?:[^\W\d_a-zß-ÿ][\w'’.-]*|\d+[aªº]?\b|[Dd]el?|[Ll]a|[Ll]os|[Ll]as|[Ee]l|y)"
    part = rf"(?:\d+[aªº]?\.?\s)?(?i:{parts})\b\.?(?:\s(?:#\s?)?(?:{name}))*(?:\s?#\s?\d+\w?|\s(?:n[.ºo°]+\s?)?\d+\w?)?"
    more = rf"(?:,?\s(?:{part}|#\s?\d+\w?))"
    town = r"(?:,\s[^\W\d_a-zß-ÿ][\w'’-]+(?:\s[^\W\d_a-zß-ÿ][\w'’-]+)*)?"
    english = rf"(?P<number>(?<![\w.,])\d+[A-Za-z]?),?\s(?:(?:[A-Z]|\d+(?:st|nd|rd|th))[\w'’.-]*\s){{1,4}}(?i:{streets})\b{more}*{town}"
    spanish = rf"(?P<number>(?<![\w.,])(?:\d+[aªº]?\.?\s)?(?i:{streets})\b\.?(?:\s(?:{name}|(?i:{parts})))*(?:\s?#\s?\d+\w?)?{more}*){town}"
    return re.compile(english), re.compile(spanish)
