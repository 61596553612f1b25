"""Who is credited with a figure.

Belongs here: the words that credit ("according to", "said", "según"), and the stretch of text that names the one who is credited.
Does not belong here: what kind of body it is, whether two names mean one body, and who published the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.claims.phrases import Hit, folded_values
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_REACH = 26.0
_LONGEST_NAME = 12
_OTHER_CLAUSE = 30.0


@dataclass(frozen=True)
class Origin:
    """The name as worded, and the rule that found it; ``carried`` when it stands in the sentence before."""

    name: str
    rule: str


def origin_of(view: View, quantity: Quantity, before: str | None) -> Origin | None:
    """Who the sentence credits with the figure; ``before`` is whom the sentence before credits, for "It also said". None when nobody is."""
    found = [(_distance(view, quantity, hit), first, last, rule) for hit, first, last, rule in _credits(view)]
    near = min((item for item in found if item[0] <= _REACH), default=None)
    if near is not None:
        _, first, last, rule = near
        if before is not None and _is_anaphor(view, first, last):
            return Origin(before, "origin.carried")
        return Origin(view.words(first, last), rule)
    return Origin(before, "origin.carried") if before is not None and _opens_with_anaphor(view) else None


def _credits(view: View) -> Iterator[tuple[Hit, int, int, str]]:
    for hit in view.of("origin_before"):
        name = _name_from(view, hit.last + 1)
        if name is not None:
            yield hit, *name, "origin.credited_before"
    for label, rule in (("origin_after", "origin.speaks"), ("origin_counting", "origin.counts")):
        for hit in view.of(label):
            if view.tokens[hit.first].capital:
                continue
            name = _name_until(view, hit.first - 1) or (_name_from(view, hit.last + 1) if _inverted(view, hit) else None)
            if name is not None:
                yield hit, *name, rule


def _inverted(view: View, hit: Hit) -> bool:
    """Whether the speaker stands after the verb: ", informó la policía"."""
    return hit.first == 0 or view.tokens[hit.first - 1].folded in (",", "”", "»", '"', "–", "—") or bool(view.ends("origin_before", hit.first - 1))


def _name_from(view: View, at: int) -> tuple[int, int] | None:
    """The name that starts at a token, an article before it left out."""
    articles, never = view.covered("origin_articles"), view.covered("origin_never")
    while at < len(view.tokens) and at in articles and not (view.tokens[at].capital and at + 1 < len(view.tokens) and not _names(view, at + 1)):
        at += 1
    end = at
    last = None
    while end < len(view.tokens) and end - at < _LONGEST_NAME:
        if _names(view, end) and end not in never:
            last = end
        elif not _binds(view, end):
            break
        end += 1
    return (at, last) if last is not None and _is_someone(view, at, last) else None


def _name_until(view: View, at: int) -> tuple[int, int] | None:
    """The name that ends before a verb; auxiliaries between are left out."""
    asides = view.covered("basis_perfect") | view.covered("origin_asides")
    while at > 0 and at in asides and not _names(view, at):
        at -= 1
    if at > 0 and view.tokens[at].folded == ",":
        return _name_beside_aside(view, at)
    if at >= 2 and view.tokens[at].folded == ")":
        at = max((index for index in range(at) if view.tokens[index].folded == "("), default=0) - 1
    start, first = at, None
    while start >= 0 and at - start < _LONGEST_NAME:
        if _names(view, start) and start not in view.covered("origin_never"):
            first = start
        elif not _binds(view, start) or (start in view.covered("origin_articles") and first is not None and not _binds(view, start - 1)):
            break
        start -= 1
    if first is None or not _names(view, at) or not _is_someone(view, first, at):
        return None
    return _with_unknown_word(view, first), at


def _with_unknown_word(view: View, first: int) -> int:
    """Takes in one plain word between an article and the rest of the name: "the *bar* association", "the *intelligence* ministry"."""
    known = view.covered("clause_light") | view.covered("clause_phrase_ends") | view.covered("origin_never") | view.covered("basis_perfect")
    plain = first >= 2 and view.tokens[first - 1].folded.isalpha() and first - 1 not in known
    if plain and not view.tokens[first].capital and first - 2 in view.covered("origin_articles"):
        return first - 1
    if plain and first - 2 not in known and view.tokens[first - 2].capital:
        return first - 2
    return first


def _name_beside_aside(view: View, comma: int) -> tuple[int, int] | None:
    """The name in or before an insertion: "The network, Open Cells, reported", "The ministry, for its part, said"."""
    opening = next((at for at in range(comma - 1, max(-1, comma - _LONGEST_NAME), -1) if view.tokens[at].folded == ","), None)
    if opening is None or opening == 0:
        return None
    inside = _name_until(view, comma - 1)
    return inside if inside is not None and inside[0] == opening + 1 else _name_until(view, opening - 1)


def _names(view: View, at: int) -> bool:
    token = view.tokens[at]
    return token.folded[0].isalpha() and (token.capital or at in view.covered("origin_actors") or at in view.covered("origin_modifiers"))


def _binds(view: View, at: int) -> bool:
    return 0 <= at < len(view.tokens) and at in view.covered("origin_connectors")


def _is_someone(view: View, first: int, last: int) -> bool:
    """Whether a stretch has a capitalised name or an actor in it."""
    actors, never = view.covered("origin_actors"), view.covered("origin_never")
    months = {*folded_values(view.lexicon, "dates", "months"), *folded_values(view.lexicon, "dates", "weekdays")}
    return any(
        (view.tokens[at].capital and at not in never and view.tokens[at].folded not in months) or at in actors for at in range(first, last + 1)
    )


def _is_anaphor(view: View, first: int, last: int) -> bool:
    return bool(view.ends("origin_same", first - 1)) or any(hit.last == last and hit.first >= first - 1 for hit in view.of("origin_anaphors"))


def _opens_with_anaphor(view: View) -> bool:
    return any(hit.first <= 1 for hit in view.of("origin_anaphors", "clause_back"))


def _distance(view: View, quantity: Quantity, hit: Hit) -> float:
    if hit.last < quantity.from_token:
        return view.cost(hit.last + 1, quantity.from_token - 1)
    apart = any(_opens_other_clause(view, at, hit) for at in range(quantity.to_token + 1, hit.first))
    return view.cost(quantity.to_token + 1, hit.first - 1) + (_OTHER_CLAUSE if apart and hit.label != "origin_before" else 0.0)


def _opens_other_clause(view: View, at: int, hit: Hit) -> bool:
    """Whether a word such as "while" opens the clause in which the speaker speaks: a comma after it would have closed that clause."""
    return at in view.covered("clause_strong_breaks") and all(view.tokens[index].folded != "," for index in range(at, hit.first))
