"""Phrases of a lexicon in a sentence: tokens with offsets, and where the lexicon's phrases stand among them.

Belongs here: splitting into tokens, folding of case and accents, finding phrases in one pass.
Does not belong here: what any phrase means for a figure, and the sentence as a whole (``words.py``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from orchestration.languages import Lexicon, Triggers

_TOKEN = re.compile(
    r"\d+"
    r"|(?<![\w'’])(?i:[cdjlmnst]|(?:jus|lors|puis)?qu)['’](?=\w|$)"  # an elided word: "l'arrestation d'environ 40"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|\S"
)
_WORDS_KEPT = 50_000
_LONGEST_BRACKET = 40
_CURLED, _STRAIGHT = "’", "'"
_GAP = "…"
_Phrase = tuple[tuple[str, ...], str, str]
"""Its words (``*`` ends a stem or begins an ending), its label, its wording."""


class Token(NamedTuple):
    """A word, a run of digits or a mark; ``folded`` is without case and accents and of the same length, ``written`` without case alone."""

    start: int
    end: int
    folded: str
    capital: bool
    written: str


class Hit(NamedTuple):
    """A phrase found: tokens ``first`` to ``last``, both included."""

    label: str
    first: int
    last: int
    phrase: str


@cache
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0].lower()[0]


def fold(text: str) -> str:
    """The text without case, accents and curled apostrophes; every character keeps its place, so offsets stay true."""
    return "".join(map(_fold_character, text)).replace(_CURLED, _STRAIGHT)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order."""
    folded = fold(text)
    return tuple(
        Token(start, end, folded[start:end], text[start].isupper(), text[start:end].lower().replace(_CURLED, _STRAIGHT))
        for start, end in (match.span() for match in _TOKEN.finditer(text))
    )


class PhraseBook:
    """Phrases by label, found in one pass over the tokens. A shorter phrase inside a longer rival of its family is not found.

    ``accents`` says that words differ by them: "würden" is not "wurden".
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, accents: bool) -> None:
        self._accents = accents
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        for label, wordings in phrases.items():
            for wording in wordings:
                tokens = tokenize(wording)
                stems = tuple(_join_stars(tokens, self._words(tokens)))
                self._by_first[stems[0]].append((stems, label, " ".join(stems)))
        self._inner = [first for first in self._by_first if first.startswith("*") and first.endswith("*")]
        self._stem_lengths = sorted({len(first) - 1 for first in self._by_first if first.endswith("*")})
        self._ending_lengths = sorted({len(first) - 1 for first in self._by_first if first.startswith("*")})
        self._by_word = lru_cache(maxsize=_WORDS_KEPT)(self._phrases_of)

    def find(self, tokens: tuple[Token, ...]) -> list[Hit]:
        """All phrases, from left to right. One with a gap, "nahm … fest", stands at both of its ends."""
        words = self._words(tokens)
        found = [hit for at in range(len(words)) for hit in self._starting(words, at)]
        longer: dict[tuple[str, int], list[Hit]] = defaultdict(list)
        for hit in found:
            if hit.last > hit.first or _GAP in hit.phrase:
                for at in range(hit.first, hit.last + 1):
                    longer[_rivalry(hit.label), at].append(hit)
        return [hit for hit in found if not any(_inside(hit, other) for other in longer.get((_rivalry(hit.label), hit.first), ()))]

    def _words(self, tokens: tuple[Token, ...]) -> list[str]:
        return [token.written if self._accents else token.folded for token in tokens]

    def _starting(self, words: list[str], at: int) -> Iterator[Hit]:
        for stems, label, phrase in self._by_word(words[at]):
            gap = stems.index(_GAP) if _GAP in stems else len(stems)
            if not _stands(words, at, stems[:gap]):
                continue
            closing = stems[gap + 1 :]
            if not closing:
                yield Hit(label, at, at + gap - 1, phrase)
                continue
            end = next((there for there in range(at + gap, min(at + _LONGEST_BRACKET, len(words))) if _stands(words, there, closing)), None)
            if end is not None:
                yield Hit(label, at, at + gap - 1, phrase)
                yield Hit(label, end, end + len(closing) - 1, phrase)

    def _phrases_of(self, word: str) -> tuple[_Phrase, ...]:
        """Phrases that may start with a word."""
        stems = (word[:length] + "*" for length in self._stem_lengths if length <= len(word))
        endings = ("*" + word[-length:] for length in self._ending_lengths if length <= len(word))
        keys = (word, *stems, *endings, *(inner for inner in self._inner if _matches(word, inner)))
        return tuple(phrase for key in keys for phrase in self._by_first.get(key, ()))


@cache
def _rivalry(label: str) -> str:
    """Among which labels the longer phrase wins: a family, and of the triggers those that stand on the same side of the number."""
    family, _, rest = label.partition(".")
    role = rest.rpartition(".")[2]
    return f"{family}.{'noun' if role in ('counted', 'weak') else role}" if family == "trigger" else family


def _join_stars(tokens: tuple[Token, ...], words: list[str]) -> list[str]:
    joined: list[str] = []
    for at, word in enumerate(words):
        if at > 0 and "*" in (word, words[at - 1]) and tokens[at].start == tokens[at - 1].end:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _stands(words: list[str], at: int, stems: tuple[str, ...]) -> bool:
    return at + len(stems) <= len(words) and all(_matches(words[at + step], stem) for step, stem in enumerate(stems))


def _matches(word: str, stem: str) -> bool:
    if stem.startswith("*") and stem.endswith("*"):
        return stem[1:-1] in word
    if stem.endswith("*"):
        return word.startswith(stem[:-1])
    return word.endswith(stem[1:]) if stem.startswith("*") else word == stem


def _inside(hit: Hit, other: Hit) -> bool:
    longer = (other.last - other.first) > (hit.last - hit.first) or (_GAP in other.phrase and _GAP not in hit.phrase)
    return longer and other.first <= hit.first and hit.last <= other.last


@cache
def phrase_book(lexicon: Lexicon) -> PhraseBook:
    """All phrases of a lexicon, labelled by where they stand in it."""
    phrases: dict[str, tuple[str, ...]] = {"people": lexicon.people, "custody": lexicon.custody, "outside": lexicon.outside}

    def triggers(name: str, found: Triggers) -> None:
        phrases.update({f"trigger.{name}.{role}": getattr(found, role) for role in ("counted", "weak", "before", "after")})

    for measure, found in lexicon.measures.items():
        triggers(measure, found)
    triggers("rival", lexicon.rivals)
    triggers("killed", lexicon.killed)
    for family, parts in (
        ("hedge_before", lexicon.hedges.before),
        ("hedge_after", lexicon.hedges.after),
        ("population", lexicon.populations),
        ("unit", lexicon.units),
        ("stance", lexicon.stances),
    ):
        phrases.update({f"{family}.{code}": wordings for code, wordings in parts.items()})
    phrases["facility"] = lexicon.facilities
    phrases["estimate"] = lexicon.hedges.estimate
    phrases["hedge_skips"] = lexicon.hedges.skips
    phrases["vague"] = lexicon.numbers.vague
    for name, part in (("not_count", lexicon.not_counts), ("clause", lexicon.clauses), ("date", lexicon.dates), ("basis", lexicon.bases)):
        for field, wordings in part:
            if isinstance(wordings, tuple) and all(isinstance(item, str) for item in wordings):
                phrases[f"{name}_{field}"] = wordings
    for field, wordings in lexicon.origins:
        phrases[f"origin_{field}"] = wordings
    return PhraseBook({label: wordings for label, wordings in phrases.items() if wordings}, accents=lexicon.accents)


@cache
def folded_values(lexicon: Lexicon, part: str, field: str) -> dict[str, int]:
    """A table of the lexicon from words to values (months, scales), by folded word."""
    return {" ".join(token.folded for token in tokenize(words)): value for words, value in getattr(getattr(lexicon, part), field).items()}


@cache
def folded_words(lexicon: Lexicon, part: str, field: str) -> frozenset[str]:
    """A list of words of the lexicon, folded."""
    return frozenset(fold(word) for word in getattr(getattr(lexicon, part), field))
