"""Folds claims into the statements they repeat: ten papers with one origin's number are one voice.

Claims are grouped by what is counted, the number, and the family of the origin; only inside such a group are they compared, in the order of their
publication, with the voices found so far. Cost: a sort, and each claim against the voices of its own figure.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from orchestration.echoes.statement import NEVER, Statement, Subject, overlap, precedes, read
from orchestration.model.echo import Echo

_ALIKE = 0.8
"""From this likeness on two original sentences are copies. It has not been measured: the default record holds no original sentences."""

Counter = tuple[Subject, bool, str]
"""What one origin family counts, and whether as a stock."""


def fold(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per claim (model Echo), in the order of the frame: the voice it repeats, its relation to it, and why.

    ``claims`` has the columns ``statement.COLUMNS``, one row per claim, asserted or not. A credited claim echoes the earliest voice of the same
    origin family with the same measure, population, place, circumstance and number and an overlapping window, published no later than the claim;
    with a round number and no date of its own only if the family gave no other number in between. A claim without credit echoes a voice only
    where one family alone gave the number before and the two are alike. Raises ``KeyError`` when columns are missing.
    """
    statements = read(claims)
    changes = _changes(statements)
    voiced: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    uncredited = []
    for statement in sorted(statements, key=_order):
        if statement.family is None:
            uncredited.append(statement)
            continue
        groups = voiced[(statement.figure, statement.family)]
        repeated = next((group for group in groups if _continues(group, statement, changes)), None)
        if repeated:
            repeated.add(statement)
        else:
            groups.append(_Group([statement]))
    by_figure: dict[object, list[_Group]] = defaultdict(list)
    for groups in voiced.values():
        for group in groups:
            group.lead()
            by_figure[group.voice.figure].append(group)
    _place_uncredited(uncredited, by_figure)
    rows = {claim_id: row for groups in by_figure.values() for claim_id, row in _rows(groups)}
    frame = pd.DataFrame([rows[statement.claim_id] for statement in statements], columns=list(Echo.to_schema().columns), dtype=object)
    return frame.astype({"likeness": "float64", "independent_families": "int64"})


@dataclass
class _Group:
    """Claims of one statement; ``voice`` is the first until ``lead`` has chosen. ``reasons`` say why a claim without credit was taken in."""

    members: list[Statement]
    reasons: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.voice = self.members[0]
        self.last_published = self.voice.published[1]

    def add(self, statement: Statement) -> None:
        self.members.append(statement)
        if statement.published[1] < NEVER:
            self.last_published = max(self.last_published, statement.published[1])

    def lead(self) -> None:
        """The origin's own document leads, unless a claim was surely published before it or it does not stand by the figure."""
        own = [member for member in self.members if member.is_own and member.is_asserted >= self.voice.is_asserted]
        if own and not any(precedes(member, own[0]) for member in self.members):
            self.voice = own[0]


def _order(statement: Statement) -> tuple[object, ...]:
    """Asserted claims first, for a figure that is only disputed or planned leads no asserted one; then by publication, the unknown last."""
    return not statement.is_asserted, statement.published[1], not statement.is_own, statement.claim_id


def _continues(group: _Group, statement: Statement, changes: dict[Counter, "_Changes"]) -> bool:
    """Whether the claim repeats the statement of the group."""
    voice = group.voice
    if not _same_window(voice, statement) or precedes(statement, voice) or not (voice.is_asserted or voice.stance == statement.stance):
        return False
    if statement.is_specific:
        return True
    if statement.is_incident or voice.is_incident:
        # incidents of a rounded size recur: only a stated window says which one is meant
        return statement.states_end and voice.states_end
    found = changes.get(_counter(statement))
    return statement.states_end or found is None or not found.between(group.last_published, statement.published[0], statement)


def _same_window(one: Statement, other: Statement) -> bool:
    return overlap(one.start, other.start) and overlap(one.end, other.end)


def _counter(statement: Statement) -> Counter:
    return statement.subject, statement.is_stock, statement.family or ""


class _Changes:
    """What an origin family said of one count, day by day of publication: the highest lower and the lowest upper bound of each day."""

    def __init__(self, said: Iterable[Statement]) -> None:
        days: dict[int, tuple[float, float]] = {}
        for statement in said:
            low, high = days.get(statement.published[1], (float("-inf"), float("inf")))
            days[statement.published[1]] = (
                max(low, low if statement.low is None else statement.low),
                min(high, high if statement.high is None else statement.high),
            )
        self.days = sorted(days)
        self.lows = [days[one][0] for one in self.days]
        self.highs = [days[one][1] for one in self.days]

    def between(self, after: int, before: int, statement: Statement) -> bool:
        """Whether another number was given between two days: a higher one, or for a stock, which also falls, a lower one."""
        first, end = bisect_right(self.days, after), bisect_left(self.days, before)
        if first >= end:
            return False
        return max(self.lows[first:end]) > statement.number[-1] or (statement.is_stock and min(self.highs[first:end]) < statement.number[0])


def _changes(statements: list[Statement]) -> dict[Counter, _Changes]:
    said = defaultdict(list)
    for statement in statements:
        if statement.family and statement.is_asserted and (statement.is_stock or statement.from_beginning) and statement.published[1] < NEVER:
            said[_counter(statement)].append(statement)
    return {counter: _Changes(figures) for counter, figures in said.items()}


def _place_uncredited(uncredited: list[Statement], by_figure: dict[object, list[_Group]]) -> None:
    """Takes each claim without credit into the statement of the one family that gave its number, if it is alike; else it stands alone."""
    alone = []
    for statement in uncredited:
        given = [
            group
            for group in by_figure.get(statement.figure, [])
            if _same_window(group.voice, statement) and _was_given(group, statement) and (group.voice.is_asserted or not statement.is_asserted)
        ]
        reason = _alike(statement, given[0]) if len({group.voice.family for group in given}) == 1 else None
        if reason:
            given[0].members.append(statement)
            given[0].reasons[statement.claim_id] = reason
        else:
            alone.append(_Group([statement]))
    for group in alone:
        by_figure[group.voice.figure].append(group)


def _was_given(group: _Group, statement: Statement) -> bool:
    if any(member.document_id == statement.document_id for member in group.members):
        return True
    voice = group.voice
    return voice.published[1] < NEVER and statement.published[1] < NEVER and not precedes(statement, voice)


def _alike(statement: Statement, group: _Group) -> str | None:
    """Why a claim without credit is taken to repeat the group, None when nothing says so."""
    if any(member.document_id == statement.document_id for member in group.members):
        return "the same document credits the number elsewhere"
    likeness, kind = _likeness(statement, group.voice)
    if kind == "original" and likeness is not None and likeness >= _ALIKE:
        return "the sentences are copies"
    if statement.is_specific and (not statement.is_incident or statement.states_end):
        return "the number has three significant digits or more"
    return None


def _rows(groups: list[_Group]) -> Iterable[tuple[str, tuple[object, ...]]]:
    """The rows of all groups of one figure, by claim."""
    spoken = defaultdict(list)
    for group in groups:
        if group.voice.family and group.voice.is_asserted:
            spoken[group.voice.family].append(group.voice)
    for group in groups:
        families = sum(any(_same_window(voice, group.voice) for voice in voices) for voices in spoken.values())
        for member in group.members:
            relation, rule = _relation(member, group)
            likeness, kind = _likeness(member, group.voice) if member is not group.voice else (None, None)
            yield member.claim_id, (member.claim_id, group.voice.claim_id, relation, rule, likeness, kind, families)


def _relation(member: Statement, group: _Group) -> tuple[str, str]:
    if member.is_own:
        return "own", "in a document of the origin itself"
    if member is group.voice:
        return (
            "first",
            "no earlier statement of this figure is known" if member.family else "nobody is credited, and no one origin is surely repeated",
        )
    if reason := group.reasons.get(member.claim_id):
        return "echo", f"nobody is credited; one origin family alone gave the number for an overlapping window, no later, and {reason}"
    when = "on an unknown date" if member.published[1] == NEVER else "no earlier than its voice"
    return "echo", f"the same origin family, the same number, an overlapping window, published {when}"


def _likeness(one: Statement, other: Statement) -> tuple[float | None, str | None]:
    """Likeness of the sentences as lists of words (Ratcliff and Obershelp, 0 to 1), and whether both are original sentences."""
    if one.sentence is None or other.sentence is None:
        return None, None
    kind = "abstract" if "abstract" in (one.text_kind, other.text_kind) else "original"
    return SequenceMatcher(None, one.sentence.split(), other.sentence.split(), autojunk=False).ratio(), kind
