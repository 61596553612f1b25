"""A sentence as the rules see it: its tokens, the phrases found in it, and what lies between two words.

Belongs here: looking phrases up by place, the cost of going from one word to another across a clause.
Does not belong here: how phrases are found (``phrases.py``), and what any of them means for a figure.
"""

from collections import defaultdict
from functools import cache, cached_property

from orchestration.claims.phrases import Hit, folded_words, phrase_book, tokenize
from orchestration.languages import Lexicon

_STRONG_MARKS = frozenset(";:()[]–—")
_LONGEST_REMARK = 15
_QUOTES = frozenset('“”«»"')


@cache
def _family(label: str) -> str:
    """The family of a label with its dot, empty when it has none."""
    return label[: label.find(".") + 1]


def between(hit: Hit, figure: range) -> range:
    """The tokens between words and a figure, whichever stands first."""
    return range(min(hit.last + 1, figure.stop), max(hit.first, figure.start))


class View:
    """A sentence with its tokens and the phrases of the lexicon found in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.tokens = tokenize(text)
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        for hit in phrase_book(lexicon).find(self.tokens):
            self._hits[hit.label].append(hit)
            family = _family(hit.label)
            if family:
                self._hits[family].append(hit)
        self._by_start: dict[str, dict[int, Hit]] = {}
        self._by_end: dict[str, dict[int, Hit]] = {}
        self._covered: dict[str, frozenset[int]] = {}
        self.asides: frozenset[int] = frozenset()
        """Tokens that only date or credit, once both are known: :meth:`way` passes them by."""

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

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(hit.first for hit in self.of("people", "trigger.") if hit.label == "people" or hit.label.endswith((".counted", ".weak")))

    def names_people(self, at: int) -> bool:
        """Whether people, or something that the number itself can count, are named at a token."""
        return at in self._named

    def noun_start(self, at: int) -> int:
        """Where the noun begins that a number before ``at`` counts: after "of the", "de los", or the "de" of "un millón de personas"."""
        partitive = self.starts("clause_partitives", at)
        if partitive is not None:
            return partitive.last + 1
        links = folded_words(self.lexicon, "bases", "noun_links")
        return at + 1 if 0 < at < len(self.tokens) and self.tokens[at].folded in links and self.tokens[at - 1].folded.isalpha() else at

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

    def way(self, first: int, last: int) -> float:
        """Cost of the words from ``first`` to ``last`` without dates, credits and the commas around them."""
        return sum(self.cost(at, at) for at in range(first, last + 1) if not self._is_aside(at))

    def is_one_clause(self, first: int, last: int) -> bool:
        """Whether no clause ends in the tokens from ``first`` to ``last``: insertions between commas, dates and credits end none."""
        rest = [at for at in range(first, last + 1) if not self._is_aside(at)]
        strong = self.covered("clause_strong_breaks")
        if any(at in strong or self.tokens[at].folded in ";:" for at in rest):
            return False
        return any(sum(map(self.is_comma, tokens)) % 2 == 0 for tokens in (rest, range(first, last + 1)))

    def is_comma(self, at: int) -> bool:
        """Whether a token is a comma, and not the one inside 1,100."""
        return self.tokens[at].folded == "," and not self._is_inside_number(at)

    def _is_aside(self, at: int) -> bool:
        return at in self.asides or (self.tokens[at].folded == "," and bool({at - 2, at - 1, at + 1, at + 2} & self.asides))

    def ends_clause(self, first: int, last: int) -> bool:
        """Whether a clause ends in the tokens from ``first`` up to ``last``."""
        ends = self.covered("clause_strong_breaks") | self.covered("clause_weak_breaks")
        return any(at in ends or self.tokens[at].folded in ",;:()–—" for at in range(first, last))

    def index_at(self, offset: int) -> int:
        """Index of the token that holds or follows an offset of the text."""
        return next((at for at, token in enumerate(self.tokens) if token.end > offset), len(self.tokens))

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last``, as worded, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    @cached_property
    def _steps(self) -> list[float]:
        light, weak, strong = self.covered("clause_light"), self.covered("clause_weak_breaks"), self.covered("clause_strong_breaks")
        bracketed = self._bracketed()
        sums = [0.0]
        for at, token in enumerate(self.tokens):
            before = self.tokens[at - 1] if at else token
            if at in bracketed:
                step = bracketed[at]
            elif at in strong:
                step = 4.0
            elif token.folded in _QUOTES:
                step = 0.3
            elif token.folded in _STRONG_MARKS:
                step = 4.0
            elif before.end == token.start and self._is_inside_number(at):
                step = 0.0
            elif token.folded == ",":
                step = 2.0
            elif at in weak:
                step = 1.5
            elif token.folded == "-" or (before.folded == "-" and before.end == token.start):
                step = 0.2  # "mid-sized" is one word
            elif before.capital and (token.capital or token.folded[0].isdigit()):
                step = 0.4  # and so, nearly, is a name
            else:
                step = 0.2 if at in light else 1.0
            sums.append(sums[-1] + step)
        return sums

    def _is_inside_number(self, at: int) -> bool:
        """Whether a token continues a number in digits: the comma and the 100 of "1,100"."""
        if not at:
            return False
        before, token = self.tokens[at - 1], self.tokens[at]
        if before.end != token.start:
            return False
        if token.folded in ".,'":
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else token
            return before.folded.isdecimal() and following.folded.isdecimal() and following.start == token.end
        return at > 1 and token.folded.isdecimal() and before.folded in ".,'" and self.tokens[at - 2].folded.isdecimal()

    def _bracketed(self) -> dict[int, float]:
        """Costs of short remarks in brackets: one passes them by, "the network (OCN) recorded"."""
        costs: dict[int, float] = {}
        opening: int | None = None
        for at, token in enumerate(self.tokens):
            if token.folded == "(":
                opening = at
            elif token.folded == ")" and opening is not None:
                if at - opening <= _LONGEST_REMARK:
                    costs |= {opening: 0.8, at: 0.8} | dict.fromkeys(range(opening + 1, at), 0.1)
                opening = None
        return costs
