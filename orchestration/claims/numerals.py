"""Numbers as written: digits with any thousands separator, magnitude words, number words, dozens.

Belongs here: from words to a value and the exact stretch that carries it.
Does not belong here: ranges and hedges (``quantity.py``), and whether a number counts people.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from orchestration.claims.number_words import compound_value, longer_words
from orchestration.claims.phrases import fold, folded_values, folded_words, tokenize
from orchestration.languages import Lexicon

_DIGITS = re.compile(
    r"\d{1,3}([.,'’´\u00a0\u2009\u202f ])\d{3}(?!\d)(?:\1\d{3}(?!\d))*"  # 71,776 · 71.776 · 71 776 · 64'500
    r"|\d{1,3}, 0\d\d(?!\d)"  # a broken 10, 094: no number begins with a zero
    r"|\d+(?:[.,]\d{1,2}(?!\d))?"
)
_LONGEST = 25
"""Characters of the longest number in digits that is read."""

_TEXTS_KEPT = 4
_COUNTS_NOBODY = 10**12

_SEPARATORS = re.compile(r"[.,'’´\u00a0\u2009\u202f ]")
_MILLION = 1_000_000


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its offsets there, its value (None when it is no whole number), and whether the words round it off."""

    start: int
    end: int
    value: int | None
    rounded: bool


@dataclass(frozen=True)
class _Piece:
    """A token's part in a number: ``kind`` is digits, decimal, small, scale, collective, fixed or joiner."""

    kind: str
    start: int
    end: int
    value: float
    word: str


@lru_cache(maxsize=_TEXTS_KEPT)
def find_numerals(text: str, lexicon: Lexicon) -> tuple[Numeral, ...]:
    """All numbers of a text from left to right, in digits or words, below a million millions: larger ones count nobody.

    Kept for the steps that read the same sentence.
    """
    pieces = _pieces(text, lexicon)
    found: list[Numeral] = []
    at = 0
    while at < len(pieces):
        numeral, after = _read(text, pieces, at, lexicon)
        if numeral is not None and (numeral.value is None or numeral.value < _COUNTS_NOBODY):
            found.append(numeral)
        at = after
    return tuple(found)


def _pieces(text: str, lexicon: Lexicon) -> list[_Piece]:
    words_of_one, longer = _words_of_one(lexicon), longer_words(lexicon)
    pieces: list[_Piece] = []
    covered = 0
    tokens = tokenize(text)
    for at, token in enumerate(tokens):
        if token.start < covered:
            continue
        if token.folded[0].isdigit():
            match = _DIGITS.match(text, token.start)
            if match is None:
                continue
            if len(match.group()) <= _LONGEST:
                pieces.append(_digits(match))
            covered = match.end()
            continue
        if token.folded not in words_of_one and token.folded not in longer and not lexicon.numbers.compounds:
            continue
        phrase = next((found for found in longer.get(token.folded, ()) if tuple(t.folded for t in tokens[at : at + len(found[0])]) == found[0]), None)
        if phrase is not None:
            words, kind, value = phrase
            covered = tokens[at + len(words) - 1].end
            pieces.append(_Piece(kind, token.start, covered, value, words[-1]))
            continue
        if token.folded in words_of_one:
            kind, value = words_of_one[token.folded]
            pieces.append(_Piece(kind, token.start, token.end, value, token.folded))
        elif lexicon.numbers.compounds and (compound := compound_value(token.folded, lexicon)):
            pieces.append(_Piece("small", token.start, token.end, compound, token.folded))
    return pieces


@cache
def _words_of_one(lexicon: Lexicon) -> dict[str, tuple[str, int]]:
    """Words that are a number or a part of one, with the kind of part and the value."""
    joiners = dict.fromkeys(folded_words(lexicon, "numbers", "joiners"), ("joiner", 0))
    kinds = (("collective", "collectives"), ("scale", "scales"), ("small", "small"))
    return joiners | {word: (kind, value) for kind, field in kinds for word, value in folded_values(lexicon, "numbers", field).items()}


def _digits(match: re.Match[str]) -> _Piece:
    written = match.group()
    groups = _SEPARATORS.split(written)
    if len(groups) == 1 or match.group(1) is not None or ", 0" in written:
        return _Piece("digits", match.start(), match.end(), int("".join(group for group in groups if group)), written)
    return _Piece("decimal", match.start(), match.end(), float(f"{groups[0]}.{groups[1]}"), written)


def _read(text: str, pieces: list[_Piece], at: int, lexicon: Lexicon) -> tuple[Numeral | None, int]:
    """The number that begins at a piece, and the piece after it."""
    first = pieces[at]
    if first.kind == "joiner":
        return None, at + 1
    bare, rounded_words = folded_words(lexicon, "numbers", "bare_scales"), folded_words(lexicon, "numbers", "rounded")
    if first.kind == "fixed":
        return Numeral(first.start, first.end, int(first.value), rounded=first.word in rounded_words), at + 1
    if first.kind == "collective" and first.word in folded_words(lexicon, "numbers", "plurals"):
        return None, at + 1
    if first.kind == "collective":
        return Numeral(first.start, first.end, int(first.value), rounded=first.word in rounded_words), at + 1
    start = first.start
    if first.kind == "scale" and first.word not in bare:
        article = _article(text, first, lexicon)
        if article is None:
            return None, at + 1
        start = article
    total, group, last_scale, end = 0.0, None, float("inf"), first.start
    exact = True
    here = at
    while here < len(pieces):
        piece = pieces[here]
        if here > at and not _adjacent(text, end, piece.start, piece):
            break
        joined = piece.kind == "joiner"
        if joined:
            if not _may_join(text, pieces, here, last_scale if group is None else group, lexicon):
                break
            end = piece.end
            here += 1
            continue
        if piece.kind in ("digits", "decimal"):
            if group is not None or (total and (piece.kind == "decimal" or len(piece.word) > 3 or last_scale > 1000)):
                break
            group = piece.value
            exact = exact and piece.kind == "digits"
        elif piece.kind == "small":
            if group is None:
                group = piece.value
            elif exact and _adds(group, piece.value) and not text[pieces[here - 1].start].isdigit():
                group += piece.value
            else:
                break
        elif piece.kind == "scale":
            if piece.value == 100:
                if group is not None and not 1 <= group < 100:
                    break
                group = (1 if group is None else group) * 100
            else:
                if piece.value >= last_scale:
                    break
                value = 1.0 if group is None else group
                if piece.value >= _MILLION and not exact and group is not None:
                    value = group
                elif piece.value >= _MILLION and group is not None and group >= 1000:
                    value = _as_decimal(pieces[here - 1])
                elif piece.value == 1000 and group is not None and group >= 1000:
                    end, here = piece.end, here + 1  # "89,000 mil" says thousand twice
                    break
                total += value * piece.value
                last_scale, group, exact = piece.value, None, True
        elif piece.kind == "collective":
            if group is None or not exact:
                break
            return Numeral(start, piece.end, round(group * piece.value), rounded=group == 1 and piece.word in rounded_words), here + 1
        else:
            break
        end = piece.end
        here += 1
    if here == at:
        return None, at + 1
    value = total + (group or 0)
    whole = (exact and value == int(value)) or (not exact and group is None)
    return Numeral(start, end, round(value) if whole else None, rounded=False), here


def _article(text: str, piece: _Piece, lexicon: Lexicon) -> int | None:
    """Where the article begins that makes a scale a number: "a hundred"; None where there is none."""
    if lexicon.numbers.scales.get(piece.word, 0) >= _MILLION:
        return None
    for article in lexicon.numbers.articles:
        start = piece.start - len(article) - 1
        if start >= 0 and fold(text[start : piece.start]) == f"{article} " and (start == 0 or not text[start - 1].isalnum()):
            return start
    return None


def _adjacent(text: str, end: int, start: int, piece: _Piece) -> bool:
    gap = text[end:start]
    return gap in (" ", "\u00a0", "\u2009", "\u202f", "\n") or (gap == "-" and piece.kind in ("small", "scale", "joiner"))


def _may_join(text: str, pieces: list[_Piece], here: int, before: float, lexicon: Lexicon) -> bool:
    """Whether "and" or "y" joins two parts of one number here; ``before`` is the last part: the hundreds and tens, or a magnitude word."""
    low, high = lexicon.numbers.join_after
    if here + 1 >= len(pieces):
        return False
    joiner, after = pieces[here], pieces[here + 1]
    if after.kind != "small" or not _adjacent(text, joiner.end, after.start, after) or text[pieces[here - 1].start].isdigit():
        return False
    part = next((part for part in (before % 100, before % 1000, before) if part), 0.0)
    step = 10 if part < 100 else 100 if part < 1000 else part
    return low <= part <= high and part % step == 0 and after.value < step


def _adds(group: float, value: float) -> bool:
    """Whether a number word continues a group: twenty + one, two hundred + sixteen, ciento + veinte."""
    if value < 10 and group % 10 == 0 and group % 100 >= 20:
        return True
    return value < 100 and group >= 100 and group % 100 == 0


def _as_decimal(piece: _Piece) -> float:
    """1.125 before "million" is a decimal: a separator before three digits is a thousands separator only without a magnitude word."""
    parts = _SEPARATORS.split(piece.word)
    return float(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else float(piece.value)
