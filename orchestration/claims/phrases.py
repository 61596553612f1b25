"""Phrases of a lexicon in a sentence: tokens with offsets, and where the lexicon's phrases stand among them.

Belongs here: splitting into tokens, folding of case and accents, finding phrases in one pass.
Does not belong here: what any phrase means for a figure, and the sentence as a whole (``words.py``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import methodcaller
from typing import NamedTuple

from orchestration.languages import Lexicon, Triggers

_TOKEN = re.compile(
    r"\d+"
    r"|(?<![\w'’])(?i:[cdjlmnst]|(?:jus|lors|puis)?qu)['’](?=\w|$)"  # an elided word: "l'arrestation d'environ 40"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|\S"
)
_WORDS_KEPT = 50_000
_TEXTS_KEPT = 4
_FEW = 40
_LONGEST_BRACKET = 40
_SPAN = methodcaller("span")
_ASCII = bytes(range(128))
_CURLED, _STRAIGHT = "’", "'"
_GAP = "…"


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
    folded = text.lower()
    if folded.isascii():
        return folded
    foreign = set(folded.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass"))
    if len(foreign) > _FEW or len(folded) != len(text):
        return "".join(map(_fold_character, text)).replace(_CURLED, _STRAIGHT)
    for character in foreign:
        folded = folded.replace(character, _STRAIGHT if character == _CURLED else _fold_character(character))
    return folded


@lru_cache(maxsize=_TEXTS_KEPT)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order. Kept for the steps that read the same sentence."""
    folded, written = fold(text), _straightened(text)
    return tuple(
        [Token(start, end, folded[start:end], text[start].isupper(), written[start:end]) for start, end in map(_SPAN, _TOKEN.finditer(text))]
    )


def _straightened(text: str) -> str:
    """The text without case and curled apostrophes, every character in its place."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else "".join(character.lower()[0] for character in text)).replace(_CURLED, _STRAIGHT)


class _Node:
    """A place in the tree of phrases: the words that may follow, and the phrases that end here with what closes their gap."""

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.ends: list[tuple[str, str, tuple[str, ...]]] = []


class PhraseBook:
    """Phrases by label, found in one pass over the tokens. A shorter phrase inside a longer rival of its family is not found.

    ``accents`` says that words differ by them: "würden" is not "wurden".
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], *, accents: bool) -> None:
        self._accents = accents
        self._root = _Node()
        stems: set[str] = set()
        for label, wordings in phrases.items():
            for wording in wordings:
                tokens = tokenize(wording)
                words = tuple(_join_stars(tokens, self._words(tokens)))
                stems.update(words)
                self._add(label, words)
        self._exact = frozenset(stem for stem in stems if "*" not in stem)
        self._inner = [stem for stem in stems if stem.startswith("*") and stem.endswith("*")]
        self._starts = frozenset(stem for stem in stems if stem.endswith("*"))
        self._endings = frozenset(stem for stem in stems if stem.startswith("*"))
        self._lengths = [sorted({len(stem) - 1 for stem in found}) for found in (self._starts, self._endings)]
        self._stems_of = lru_cache(maxsize=_WORDS_KEPT)(self._matching)
        self._beginning_with = lru_cache(maxsize=_WORDS_KEPT)(self._phrases_with)

    def find(self, tokens: tuple[Token, ...]) -> list[Hit]:
        """All phrases, from left to right. One with a gap, "nahm … fest", stands at both of its ends."""
        words = self._words(tokens)
        found: list[Hit] = []
        longer: dict[tuple[str, int], list[Hit]] = defaultdict(list)
        for at, (alone, nodes) in enumerate(map(self._beginning_with, words)):
            found += [Hit(label, at, at, phrase) for label, phrase in alone]
            for hit in self._longer(words, at, nodes) if nodes else ():
                found.append(hit)
                for covered in range(hit.first, hit.last + 1):
                    longer[_rivalry(hit.label), covered].append(hit)
        return [
            hit for hit in found if not (rivals := longer.get((_rivalry(hit.label), hit.first))) or not any(_inside(hit, other) for other in rivals)
        ]

    def _words(self, tokens: tuple[Token, ...]) -> list[str]:
        return [token.written if self._accents else token.folded for token in tokens]

    def _add(self, label: str, words: tuple[str, ...]) -> None:
        gap = words.index(_GAP) if _GAP in words else len(words)
        node = self._root
        for word in words[:gap]:
            node = node.following.setdefault(word, _Node())
        node.ends.append((label, " ".join(words), words[gap + 1 :]))

    def _phrases_with(self, word: str) -> tuple[tuple[tuple[str, str], ...], tuple[_Node, ...]]:
        """The phrases, by label and wording, that are one word, and the places in the tree where longer ones go on."""
        nodes = [self._root.following[stem] for stem in self._stems_of(word) if stem in self._root.following]
        alone = tuple((label, phrase) for node in nodes for label, phrase, closing in node.ends if not closing)
        return alone, tuple(node for node in nodes if node.following or any(closing for *_, closing in node.ends))

    def _longer(self, words: list[str], at: int, nodes: Sequence[_Node]) -> Iterator[Hit]:
        """The phrases of several words that start at a token."""
        last = at
        while nodes:
            for node in nodes:
                for label, phrase, closing in node.ends:
                    end = self._closed(words, last + 1, closing) if closing else None
                    if end is not None or (last > at and not closing):
                        yield Hit(label, at, last, phrase)
                    if end is not None:
                        yield Hit(label, end, end + len(closing) - 1, phrase)
            last += 1
            stems = self._stems_of(words[last]) if last < len(words) else ()
            nodes = [node.following[stem] for node in nodes for stem in stems if stem in node.following]

    def _closed(self, words: list[str], at: int, closing: tuple[str, ...]) -> int | None:
        """Where, from a token on, the words stand that close a gap."""
        ends = range(at, min(at + _LONGEST_BRACKET - 1, len(words) - len(closing) + 1))
        return next((end for end in ends if all(stem in self._stems_of(words[end + step]) for step, stem in enumerate(closing))), None)

    def _matching(self, word: str) -> tuple[str, ...]:
        """The stems of any phrase that a word matches."""
        starts, endings = self._lengths
        exact = (word,) if word in self._exact else ()
        begun = (stem for length in starts if length <= len(word) and (stem := word[:length] + "*") in self._starts)
        ended = (stem for length in endings if length <= len(word) and (stem := "*" + word[-length:]) in self._endings)
        return (*exact, *begun, *ended, *(stem for stem in self._inner if stem[1:-1] in word))


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
