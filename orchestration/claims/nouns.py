"""The noun that a quantity counts.

Belongs here: where the noun phrase after a number begins and ends, and whether it names people.
Does not belong here: what happens to them (``measure.py``), and who they are (``subject.py``).
"""

from orchestration.claims.phrases import folded_words
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_NOUN_PHRASE = 5


def noun_phrase_start(view: View, quantity: Quantity) -> int:
    """The token at which the noun phrase after a number begins."""
    at = view.noun_start(quantity.to_token + 1)
    article = view.starts("origin_articles", at)
    return at if article is None else article.last + 1


def in_noun_phrase(view: View, quantity: Quantity, at: int) -> bool:
    """Whether a token belongs to the noun phrase after a number."""
    start = noun_phrase_start(view, quantity)
    ends = view.covered("clause_phrase_ends")
    return start <= at < start + _NOUN_PHRASE and not any(index in ends or view.tokens[index].folded in ",;:()" for index in range(start, at))


def counts_people(view: View, quantity: Quantity) -> bool:
    """Whether the noun after the number names people or what happens to them, or there is no noun."""
    start = noun_phrase_start(view, quantity)
    ends, triggers = view.covered("clause_phrase_ends"), {hit.first for hit in view.of("trigger.")}
    if view.lexicon.clauses.peoples_capital and _names_a_people(view, start):
        return True
    if view.starts("unit.cases", start) and view.ends("origin_counting", quantity.from_token - 1):
        return True  # "deaths rose: the network documented 153 cases"
    for at in range(start, min(start + _NOUN_PHRASE, len(view.tokens))):
        if view.names_people(at) or at in triggers:
            return True
        if at in ends or not view.tokens[at].folded[0].isalpha():
            return at == start
    return start >= len(view.tokens)


def _names_a_people(view: View, start: int) -> bool:
    """Whether capitalised words are the whole noun phrase: "three Norvanians who", not "three Norvanian ships"."""
    at = start
    while at < len(view.tokens) and view.tokens[at].capital:
        at += 1
    over = at == len(view.tokens) or at in view.covered("clause_phrase_ends") or not view.tokens[at].folded[0].isalnum()
    return at > start and over


def is_whole_of(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether one number counts those of whom another counts some: "800 of the more than *1,100* detained"."""
    at = part.to_token + 1
    partitive = view.starts("clause_partitives", at)
    link = at < len(view.tokens) and view.tokens[at].folded in folded_words(view.lexicon, "bases", "noun_links")
    return whole.from_token == (partitive.last + 1 if partitive is not None else at + 1 if link else -1)
