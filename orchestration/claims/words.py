"""A sentence as words: tokens with offsets, and where the phrases of a lexicon stand among them.

Belongs here: splitting into tokens, folding of case and accents, finding phrases, the cost of going from one word to another across a clause.
Does not belong here: what any phrase means for a figure.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from orchestration.languages import Lexicon, Triggers

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_STRONG_MARKS = frozenset(';:()[]–—“”«»"')
_QUOTES = frozenset('“”«»"')


@dataclass(frozen=True)
class Token:
    """A word, a run of digits or a mark; ``folded`` is without case and accents and of the same length."""

    start: int
    end: int
    folded: str
    capital: bool


@dataclass(frozen=True)
class Hit:
    """A phrase found: tokens ``first`` to ``last``, both included."""

    label: str
    first: int
    last: int
    phrase: str


@cache
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0].lower()[0]


def fold(text: str) -> str:
    """The text without case and accents; every character keeps its place, so offsets stay true."""
    return "".join(map(_fold_character, text))


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order."""
    return tuple(Token(m.start(), m.end(), fold(m.group()), m.group()[0].isupper()) for m in _TOKEN.finditer(text))


class PhraseBook:
    """Phrases by label, found in one pass over the tokens. A shorter phrase inside a longer rival of its family is not found."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        for label, wordings in phrases.items():
            for wording in wordings:
                words = tuple(token.folded for token in tokenize(wording))
                stems = tuple(_join_stars(words))
                self._by_first[stems[0]].append((stems, label, " ".join(stems)))
        self._stem_lengths = sorted({len(first) - 1 for first in self._by_first if first.endswith("*")})

    def find(self, tokens: tuple[Token, ...]) -> list[Hit]:
        """All phrases, from left to right."""
        found = [hit for at in range(len(tokens)) for hit in self._starting(tokens, at)]
        longest: dict[str, list[Hit]] = defaultdict(list)
        for hit in found:
            longest[_rivalry(hit.label)].append(hit)
        return [hit for hit in found if not any(_inside(hit, other) for other in longest[_rivalry(hit.label)])]

    def _starting(self, tokens: tuple[Token, ...], at: int) -> Iterable[Hit]:
        word = tokens[at].folded
        for key in (word, *(word[:length] + "*" for length in self._stem_lengths if length <= len(word))):
            for stems, label, phrase in self._by_first.get(key, ()):
                if len(stems) == 1 or (at + len(stems) <= len(tokens) and all(_matches(tokens[at + i].folded, s) for i, s in enumerate(stems) if i)):
                    yield Hit(label, at, at + len(stems) - 1, phrase)


@cache
def _rivalry(label: str) -> str:
    """Among which labels the longer phrase wins: a family, and of the triggers those that stand on the same side of the number."""
    family, _, rest = label.partition(".")
    role = rest.rpartition(".")[2]
    return f"{family}.{'noun' if role in ('counted', 'weak') else role}" if family == "trigger" else family


def _join_stars(words: tuple[str, ...]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if word == "*" and joined:
            joined[-1] += "*"
        else:
            joined.append(word)
    return joined


def _matches(word: str, stem: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem


def _inside(hit: Hit, other: Hit) -> bool:
    return other.first <= hit.first and hit.last <= other.last and (other.last - other.first) > (hit.last - hit.first)


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
    return PhraseBook({label: wordings for label, wordings in phrases.items() if wordings})


@cache
def folded_values(lexicon: Lexicon, part: str, field: str) -> dict[str, int]:
    """A table of the lexicon from words to values (months, scales), by folded word."""
    return {fold(word): value for word, value in getattr(getattr(lexicon, part), field).items()}


@cache
def folded_words(lexicon: Lexicon, part: str, field: str) -> frozenset[str]:
    """A list of words of the lexicon, folded."""
    return frozenset(fold(word) for word in getattr(getattr(lexicon, part), field))


class View:
    """A sentence with its tokens and the phrases of the lexicon found in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.tokens = tokenize(text)
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        for hit in phrase_book(lexicon).find(self.tokens):
            self._hits[hit.label].append(hit)
            family, dot, _ = hit.label.partition(".")
            if dot:
                self._hits[f"{family}."].append(hit)
        self._by_start: dict[str, dict[int, Hit]] = {}
        self._by_end: dict[str, dict[int, Hit]] = {}
        self._covered: dict[str, frozenset[int]] = {}
        self._named = frozenset(
            hit.first for hit in self.of("people", "trigger.") if hit.label == "people" or hit.label.endswith((".counted", ".weak"))
        )
        self._steps = self._step_costs()

    def of(self, *labels: str) -> list[Hit]:
        """Hits of these labels, or of the families when a label ends in a dot."""
        if len(labels) == 1:
            return self._hits.get(labels[0], [])
        return sorted((hit for label in labels for hit in self._hits.get(label, ())), key=lambda hit: (hit.first, -hit.last))

    def starts(self, label: str, at: int) -> Hit | None:
        """The longest hit of the label that starts at a token."""
        if label not in self._by_start:
            self._by_start[label] = {hit.first: hit for hit in sorted(self._hits.get(label, ()), key=lambda hit: hit.last)}
        return self._by_start[label].get(at)

    def ends(self, label: str, at: int) -> Hit | None:
        """The longest hit of the label that ends at a token."""
        if label not in self._by_end:
            self._by_end[label] = {hit.last: hit for hit in sorted(self._hits.get(label, ()), key=lambda hit: -hit.first)}
        return self._by_end[label].get(at)

    def names_people(self, at: int) -> bool:
        """Whether people, or something that the number itself can count, are named at a token."""
        return at in self._named

    def covered(self, label: str) -> frozenset[int]:
        """Indexes of the tokens that hits of the label cover."""
        if label not in self._covered:
            self._covered[label] = frozenset(at for hit in self._hits.get(label, ()) for at in range(hit.first, hit.last + 1))
        return self._covered[label]

    def cost(self, first: int, last: int) -> float:
        """Cost of the words from ``first`` to ``last`` (both included): light words little, commas more, a new clause most."""
        if last < first:
            return 0.0
        return self._steps[last + 1] - self._steps[first]

    def index_at(self, offset: int) -> int:
        """Index of the token that holds or follows an offset of the text."""
        return next((at for at, token in enumerate(self.tokens) if token.end > offset), len(self.tokens))

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last``, as worded, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _step_costs(self) -> list[float]:
        light, weak, strong = self.covered("clause_light"), self.covered("clause_weak_breaks"), self.covered("clause_strong_breaks")
        sums = [0.0]
        for at, token in enumerate(self.tokens):
            if at in strong:
                step = 4.0
            elif token.folded in _QUOTES:
                step = 0.3
            elif token.folded in _STRONG_MARKS:
                step = 4.0
            elif token.folded == ",":
                step = 2.0
            elif at in weak:
                step = 1.5
            else:
                step = 0.2 if at in light else 1.0
            sums.append(sums[-1] + step)
        return sums
