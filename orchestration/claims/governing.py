"""How far a trigger is from a quantity: whether "arrested" is said of these people.

Belongs here: the cost of the way from a number to a trigger, and what a trigger loses that only says which people are meant.
Does not belong here: the choice among triggers (``measure.py``).
"""

from collections.abc import Sequence

from orchestration.claims.nouns import in_noun_phrase, is_whole_of
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_WEAK = 4.0
_WEAK_BEFORE_VERB = 9.0
_MODIFIER = 5.0
_HEAD = 1.1  # "40 detained" yields to a verb right behind it, and to nothing further
_OTHER_NUMBER = 3.0
_TAKEN = 5.0
_PASSIVE = 3.0
_BESIDE = 0.9
_CLAUSE_LEFT = 12
_INSERTION = 1.5
_AUXILIARIES = 1.4
_SUBJECT_OF_TOTAL = 0.4
_REMARKS = frozenset({("(", ")"), ("-", "-"), ("–", "–"), ("—", "—")})
_NOUNS_TOO = frozenset({"arrests", "releases"})
_STATES = frozenset({"arrests", "persons_held"})
"""Measures whose participle can say which people are meant: "the people detained in May were freed"."""


def cost(view: View, quantity: Quantity, others: Sequence[Quantity], hit: Hit) -> float | None:
    """Cost of the way from the number to a trigger; None when the trigger cannot govern from where it stands."""
    role = hit.label.rpartition(".")[2]
    if _is_remark(view, quantity):  # "the women arrested (1,194)": what stands before, whatever its role
        return view.cost(hit.last + 1, quantity.from_token - 1) * 0.5 if hit.last < quantity.from_token else None
    if hit.first > quantity.to_token:
        insertion = _insertion(view, quantity, hit)
        skipped = range(insertion[0], insertion[1] + 1) if insertion else range(0)
        own = [other for other in others if not is_whole_of(view, other, quantity)]
        between = sum(quantity.to_token < other.first < hit.first and other.first not in skipped for other in own)
        way = view.cost(quantity.to_token + 1, hit.first - 1) + between * _OTHER_NUMBER
        if insertion:
            way -= view.cost(*insertion) - _INSERTION
        noun = view.starts("trigger.persons_held.weak", view.noun_start(quantity.to_token + 1))
        if noun is not None and noun.last < hit.first:
            way -= view.cost(noun.first + 1, noun.last)  # "58 persons deprived of liberty died": one noun, however long
        if role in ("counted", "weak"):
            return way * 0.5 if in_noun_phrase(view, quantity, hit.first) else None
        if hit.first == view.noun_start(quantity.to_token + 1) and view.starts(f"{hit.label.rpartition('.')[0]}.weak", hit.first):
            return None  # "480 presos murieron": the noun, not "they are held"
        if any(is_whole_of(view, quantity, other) for other in others) and hit.first < hit.last and not view.names_people(hit.first - 1):
            return None  # "900 of the 1,250 walked free"
        if role == "after" and hit.first == hit.last and any(_counts(view, other, hit) for other in own):
            return None  # "73 detenidos, 12 liberados": those released are the 12
        active = any(other.from_token == hit.last + 1 for other in others) and not _after_auxiliary(view, hit)
        return way + 0.5 if role == "after" and not active else None  # "two officers arrested 40 people"
    state_first = role == "after" and view.lexicon.clauses.subject_may_follow and hit.first < hit.last and "persons_held" in hit.label
    if state_first and hit.last == quantity.from_token - 1 and quantity.to_token + 1 == len(view.tokens) - 1:
        return 0.0  # "siguen en prisión 90."
    if role != "before" or hit.last >= quantity.from_token:
        return None
    if _is_noun_with_article(view, quantity, hit):
        return None  # "the jail is home to 40"
    if any(is_whole_of(view, quantity, other) and hit.last < other.first for other in others):
        return None  # "the arrest of six of the 15 leaders"
    if "facility_capacity" in hit.label and _is_in_company(view, quantity, hit):
        return None  # "at 30 % of its capacity, with 40 inmates"
    between = sum(hit.last < other.first < quantity.first for other in others)
    way = view.cost(hit.last + 1, quantity.from_token - 1) + between * _OTHER_NUMBER
    if any(other.to_token < hit.first and view.cost(other.to_token + 1, hit.first - 1) < way for other in others):
        way += _TAKEN  # "80 people in prison, with 40 arrested": the number before has it
    elif any(quantity.from_token - 1 == total.last and hit.last < total.first for total in view.of("clause_totals")):
        way *= _SUBJECT_OF_TOTAL  # "the number of prisoners, which had long been stable, reached 800"
    state = "persons_held" in hit.label and view.starts("trigger.persons_held.weak", hit.first) is not None
    if state and way > _BESIDE and not _is_told_of_number(view, quantity):
        return None  # "the prisoners got 40 blankets", but "prisoners: 40"
    passive = not view.lexicon.clauses.subject_may_follow and _after_auxiliary(view, hit)
    return way + (_PASSIVE if passive and "facility_capacity" not in hit.label else 0.0)


def _is_in_company(view: View, quantity: Quantity, hit: Hit) -> bool:
    """Whether a comma and "with" stand between a capacity and a number of people."""
    apart = any(view.is_comma(at) for at in range(hit.last + 1, quantity.from_token))
    return apart and view.ends("clause_company", quantity.from_token - 1) is not None


def demotion(view: View, quantity: Quantity, others: Sequence[Quantity], hit: Hit) -> float:
    """What a trigger loses when it only says which people are meant."""
    _, name, role = hit.label.split(".")
    if _is_remark(view, quantity) or any(is_whole_of(view, quantity, other) for other in others):
        return 0.0  # of "800 of the 1,100 arrested remain in prison", the 1,100 are those arrested
    if name == "arrests" and role in ("weak", "after") and any(is_whole_of(view, other, quantity) for other in others):
        return _WEAK_BEFORE_VERB  # and of the 800 the verb tells
    verb_last = view.lexicon.clauses.verb_last
    if role == "weak":
        return _WEAK_BEFORE_VERB if verb_last else _WEAK
    if verb_last and name == "persons_held" and role == "after" and _closed_by_another(view, hit):
        return _MODIFIER
    if name == "persons_held" and role == "after" and _is_left_behind(view, quantity):
        return _MODIFIER
    if name not in _STATES or role == "counted":
        return 0.0
    if hit.first <= quantity.to_token:
        return _MODIFIER if name == "arrests" and view.names_people(hit.first - 1) else 0.0
    relative = any(at in view.covered("clause_relatives") for at in range(max(quantity.to_token + 1, hit.first - 4), hit.first))
    if name == "arrests" and hit.first == quantity.to_token + 1:
        return _HEAD
    return _MODIFIER if relative or view.names_people(hit.first - 1) else 0.0


def _counts(view: View, quantity: Quantity, hit: Hit) -> bool:
    """Whether a number stands right before a participle and there is nothing else that it counts."""
    return hit.first == quantity.to_token + 1 and not view.names_people(hit.last + 1)


def _is_noun_with_article(view: View, quantity: Quantity, hit: Hit) -> bool:
    """Whether an article makes a noun of a word that is a verb elsewhere: "the jail", "a release"."""
    alone = hit.first == hit.last and not view.lexicon.clauses.subject_may_follow and hit.label.split(".")[1] in _NOUNS_TOO
    return alone and hit.first - 1 in view.covered("origin_articles") and not _is_told_of_number(view, quantity)


def _is_told_of_number(view: View, quantity: Quantity) -> bool:
    """Whether what stands right before a number says how many there are: "reached 800", "are 800"."""
    at = quantity.from_token - 1
    return view.tokens[at].folded == ":" or any(hit.last == at for hit in view.of("clause_totals", "clause_copulas"))


def _is_remark(view: View, quantity: Quantity) -> bool:
    """Whether a number stands alone in brackets or between dashes."""
    before, after = quantity.from_token - 1, quantity.to_token + 1
    if before < 0 or after >= len(view.tokens):
        return False
    return (view.tokens[before].folded, view.tokens[after].folded) in _REMARKS


def _insertion(view: View, quantity: Quantity, hit: Hit) -> tuple[int, int] | None:
    """The commas, and what is between, of an insertion between a number's noun and its verb: "40 people, some of them foreign, were held"."""
    commas = [at for at in range(quantity.to_token + 1, hit.first) if view.is_comma(at)]
    if len(commas) < 2 or hit.label.rpartition(".")[2] != "after":
        return None
    first, last = commas[0], commas[-1]
    noun = all(at not in view.covered("clause_strong_breaks") for at in range(quantity.to_token + 1, first))
    return (first, last) if noun and view.cost(last + 1, hit.first - 1) <= _AUXILIARIES else None


def _is_left_behind(view: View, quantity: Quantity) -> bool:
    """Whether an event leaves the people arrested: "el operativo dejó 40 detenidos en las cárceles"."""
    left = (hit for hit in view.of("basis_outcome", "basis_flow") if hit.last < quantity.from_token)
    outcome = any(view.cost(hit.last + 1, quantity.from_token - 1) <= 1.0 for hit in left)
    return outcome and any(in_noun_phrase(view, quantity, hit.first) for hit in view.of("trigger.arrests.weak"))


def _closed_by_another(view: View, hit: Hit) -> bool:
    """Whether another trigger closes the clause in which this one stands: "sind 40 Häftlinge in Haft *gestorben*"."""
    for at in range(hit.last + 1, min(hit.last + 1 + _CLAUSE_LEFT, len(view.tokens))):
        if view.ends_clause(at, at + 1):
            return False
        other = view.starts("trigger.", at)
        if other is not None and other.label.endswith(".after") and "persons_held" not in other.label:
            return True
    return False


def _after_auxiliary(view: View, hit: Hit) -> bool:
    at = hit.first - 1
    return at in view.covered("clause_copulas") or any(other.last == at and other.first < at for other in view.of("basis_perfect"))
