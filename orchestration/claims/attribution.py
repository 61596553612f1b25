"""Who is credited with a figure.

Belongs here: the words that credit ("according to", "said", "según"), and the stretch of text that names the one who is credited.
Does not belong here: what kind of body it is, whether two names mean one body, and who published the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orchestration.claims.dates_said import SaidDate
from orchestration.claims.phrases import Hit, folded_values
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_REACH = 26.0
_LONGEST_NAME = 12
_OTHER_CLAUSE = 30.0
_FURTHEST = 150  # tokens


@dataclass(frozen=True)
class Origin:
    """The name as worded, the rule that found it, ``carried`` when it stands in the sentence before, and the words it went by."""

    name: str
    rule: str
    words: str


class Credit(NamedTuple):
    """Words that credit someone, tokens ``first`` to ``last`` that name them, and the rule that found them."""

    hit: Hit
    first: int
    last: int
    rule: str


def origin_of(view: View, quantity: Quantity, before: str | None, credited: Sequence[Credit]) -> Origin | None:
    """Who the sentence credits with the figure; ``before`` is whom the sentence before credits, for "It also said". None when nobody is."""
    near_by = (credit for credit in credited if abs(credit.hit.first - quantity.first) <= _FURTHEST)
    found = [(_distance(view, quantity, hit), first, last, rule, view.words(hit.first, hit.last)) for hit, first, last, rule in near_by]
    near = min((item for item in found if item[0] <= _REACH), default=None)
    if near is not None:
        _, first, last, rule, words = near
        first = max(inner for _, inner, end, *_ in found if end == last)  # "according to figures from the ministry"
        if _is_anaphor(view, first, last):
            pronoun = not _is_someone(view, first, last)
            meant = (_antecedent(view, first) if pronoun else None) or (before if pronoun or _may_be(view, last, before) else None)
            if meant is not None:
                return Origin(meant, "origin.carried", f"{view.words(first, last)} … {words}")
            if pronoun:
                return None
        return Origin(view.words(*_shortest(view, first, last)), rule, words)
    opening = (hit for hit in view.of("origin_anaphors", "clause_back") if hit.first <= 1)
    anaphor = next((hit for hit in opening if not _is_named(view, hit.last + 1)), None)
    return Origin(before, "origin.carried", view.words(anaphor.first, anaphor.last)) if before is not None and anaphor is not None else None


def _is_named(view: View, at: int) -> bool:
    """Whether a name follows, so that a noun stands for nobody named before: "el centro *de Roca Alta*"."""
    while at < len(view.tokens) and at in view.covered("origin_connectors"):
        at += 1
    return at < len(view.tokens) and view.tokens[at].capital


def find_credits(view: View, dates: Sequence[SaidDate]) -> list[Credit]:
    """Whom a sentence credits with anything; ``dates`` may stand between a name and its verb: "The network on Monday said"."""
    return list(_credits(view, dates))


def _credits(view: View, dates: Sequence[SaidDate]) -> Iterator[Credit]:
    dated = frozenset(at for said in dates for at in range(said.first - (said.first - 1 in view.covered("date_on")), said.last + 1))
    for hit in view.of("origin_before"):
        name = _name_from(view, hit.last + 1)
        if name is not None:
            yield Credit(hit, *name, "origin.credited_before")
    for label, rule in (("origin_after", "origin.speaks"), ("origin_counting", "origin.counts")):
        for hit in view.of(label):
            acts = any(other.first == hit.first and other.last > hit.last for other in view.of("trigger."))
            if view.tokens[hit.first].capital or acts:
                continue  # "aseguraron a 40 migrantes": detained, not assured
            behind = next(at for at in range(hit.last + 1, len(view.tokens) + 1) if at not in dated)
            name = _name_until(view, hit.first - 1, dated) or (_name_from(view, behind) if _inverted(view, hit) else _pronoun(view, hit.first - 1))
            if name is not None:
                yield Credit(hit, *name, rule)


def _pronoun(view: View, at: int) -> tuple[int, int] | None:
    """The pronoun that ends before a verb: "but *she* said"."""
    hit = view.ends("origin_anaphors", at)
    return None if hit is None else (hit.first, hit.last)


def _shortest(view: View, first: int, last: int) -> tuple[int, int]:
    """The name without what only says whose or of what kind it is: "the ministry's Prison Directorate", "the rights group Open Cells"."""
    actors, modifiers = view.covered("origin_actors"), view.covered("origin_modifiers")
    for at in range(first, last):
        if view.tokens[at].folded[-2:] in ("'s", "’s") and view.tokens[at + 1].capital:
            first = at + 1
    at = first
    while at < last and at in actors | modifiers and (not view.tokens[at].capital or view.words(at, at).isupper() or _opens_plainly(view, at)):
        at += 1
    named = view.tokens[at].capital and at not in actors | modifiers and at > first
    return (at, last) if named and not any(_binds(view, index) for index in range(first, at)) else (first, last)


def _opens_plainly(view: View, at: int) -> bool:
    """Whether a word has its capital from the beginning of the sentence alone: "Rights group Open Cells"."""
    return at == 0 and not view.tokens[1].capital


def _may_be(view: View, noun: int, before: str | None) -> bool:
    """Whether a noun such as "the network" can stand for the body named before: not for a ministry."""
    if before is None or noun in view.covered("origin_generic"):
        return True
    named = View(before, view.lexicon)
    heads = {named.tokens[at].folded for at in named.covered("origin_actors")}
    word = view.tokens[noun].folded
    return not heads or any(head.startswith(word) or word.startswith(head) for head in heads)  # "des Netzwerks", "das Netzwerk"


def _antecedent(view: View, pronoun: int) -> str | None:
    """The name that a pronoun in the middle of a sentence stands for: "Ostrova gave no date, but she said"."""
    for at in range(pronoun - 1, 0, -1):
        alone = at - 1 not in view.covered("clause_light") and not view.tokens[at - 1].capital
        if view.tokens[at].capital and alone and at not in view.covered("origin_never") and _is_someone(view, at, at):
            name = _name_from(view, at)
            return view.words(*name) if name is not None else None
    return None


def _inverted(view: View, hit: Hit) -> bool:
    """Whether the speaker stands after the verb: ", informó la policía"."""
    at = hit.first - 1
    while at >= 0 and at in view.covered("origin_asides"):  # ", a indiqué la police"
        at -= 1
    return at < 0 or view.tokens[at].folded in (",", "”", "»", '"', "–", "—") or bool(view.ends("origin_before", at))


def _name_from(view: View, at: int) -> tuple[int, int] | None:
    """The name that starts at a token, an article before it left out."""
    articles, never = view.covered("origin_articles"), view.covered("origin_never")
    while at < len(view.tokens) and at in articles and not (view.tokens[at].capital and at + 1 < len(view.tokens) and not _names(view, at + 1)):
        at += 1
    end = at
    last = None
    while end < len(view.tokens) and end - at < _LONGEST_NAME:
        if _names(view, end) and not (view.tokens[end].capital and end in never):
            last = end
        elif not _binds(view, end):
            break
        end += 1
    return (at, last) if last is not None and _is_someone(view, at, last) else None


def _name_until(view: View, at: int, dated: frozenset[int] = frozenset()) -> tuple[int, int] | None:
    """The name that ends before a verb; auxiliaries and dates between are left out."""
    asides = view.covered("basis_perfect") | view.covered("origin_asides")
    while at > 0 and (at in dated or (at in asides and not _names(view, at))):
        at -= 1
    if at > 0 and view.tokens[at].folded == ",":
        return _name_beside_aside(view, at)
    if at >= 2 and view.tokens[at].folded == ")":
        at = max((index for index in range(at) if view.tokens[index].folded == "("), default=0) - 1
    start, first = at, None
    while start >= 0 and at - start < _LONGEST_NAME:
        if _names(view, start) and not (view.tokens[start].capital and start in view.covered("origin_never")):
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
    if token.folded.isdecimal():  # Collective 9N
        return at + 1 < len(view.tokens) and view.tokens[at + 1].start == token.end and view.tokens[at + 1].capital
    return token.folded[0].isalpha() and (token.capital or at in view.covered("origin_actors") or at in view.covered("origin_modifiers"))


def _binds(view: View, at: int) -> bool:
    if not 0 <= at < len(view.tokens):
        return False
    hyphen = view.tokens[at].folded == "-" and 0 < at < len(view.tokens) - 1 and view.tokens[at - 1].end + 2 > view.tokens[at + 1].start
    return hyphen or at in view.covered("origin_connectors")


def _is_someone(view: View, first: int, last: int) -> bool:
    """Whether a stretch has a capitalised name or an actor in it."""
    actors, never = view.covered("origin_actors"), view.covered("origin_never")
    months = {*folded_values(view.lexicon, "dates", "months"), *folded_values(view.lexicon, "dates", "weekdays")}
    return any(
        (view.tokens[at].capital and at not in never and view.tokens[at].folded not in months) or at in actors for at in range(first, last + 1)
    )


def _is_anaphor(view: View, first: int, last: int) -> bool:
    return bool(view.ends("origin_same", first - 1)) or any(hit.last == last and hit.first >= first - 1 for hit in view.of("origin_anaphors"))


def _distance(view: View, quantity: Quantity, hit: Hit) -> float:
    if hit.last < quantity.from_token:
        opens = hit.label == "origin_before" and (hit.first == 0 or view.tokens[hit.first - 1].folded == ":")
        return min(view.cost(hit.last + 1, quantity.from_token - 1), _REACH if opens else _OTHER_CLAUSE)
    apart = any(_opens_other_clause(view, at, hit) for at in range(quantity.to_token + 1, hit.first))
    return view.cost(quantity.to_token + 1, hit.first - 1) + (_OTHER_CLAUSE if apart and hit.label != "origin_before" else 0.0)


def _opens_other_clause(view: View, at: int, hit: Hit) -> bool:
    """Whether a word such as "while" opens the clause in which the speaker speaks: a comma after it would have closed that clause."""
    return at in view.covered("clause_strong_breaks") and all(view.tokens[index].folded != "," for index in range(at, hit.first))
