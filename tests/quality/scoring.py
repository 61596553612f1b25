"""How well readings agree with labelled texts: matching, and precision, recall and F1.

The rules are those of the labelling guide's scorer. Inside a text, readings and labelled claims are paired one to one, the best pairs first:

    a   the same measure (or an accepted other one), the same value (both ends of a range), number words that overlap
    b   and the same qualifier and basis
    c   and the same period end, at the precision of the label, and the same origin: one name holds the other, or neither has one

A label that does not name a qualifier, a basis, a period end or an origin accepts any. A reading that meets an optional claim and no other is not
counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]
LEVELS = ("a", "b", "c")


class Pair(NamedTuple):
    """A labelled claim and a reading of it, by their places, and whether it holds at levels b and c."""

    label: int
    reading: int
    b: bool
    c: bool


class Tally:
    """Counts of one group of texts or claims."""

    def __init__(self) -> None:
        self.labelled = self.read = 0
        self.right = dict.fromkeys(LEVELS, 0)

    def figures(self, level: str) -> tuple[float, float, float]:
        """Precision, recall and F1; what has no reading, or no label, scores none."""
        right = self.right[level]
        precision, recall = right / self.read if self.read else 0.0, right / self.labelled if self.labelled else 0.0
        return precision, recall, 2 * right / (self.read + self.labelled) if right else 0.0


class Score(NamedTuple):
    """Tallies by group, (dimension, code); and how many of the texts without a claim drew one."""

    tallies: dict[tuple[str, str], Tally]
    without_claims: int
    drew_one: int


def score(texts: Iterable[Row], readings: Mapping[str, Sequence[Row]]) -> Score:
    """The score of readings, by text id. A text has id, text, language, context, claims and optional_claims, as the labelling guide says."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    without_claims = drew_one = 0
    for row in texts:
        found = readings.get(row["id"], ())
        pairs = pair(row, found)
        paired = {at.reading for at in pairs}
        counted = [at for at, claim in enumerate(found) if at in paired or not is_optional(row, claim)]
        for group in (("overall", "all"), ("language", row["language"]), ("context", row["context"])):
            _add(tallies[group], len(row["claims"]), len(counted), pairs)
        for measure, labels, read, hits in _by_measure(row, found, counted, pairs):
            _add(tallies["measure", measure], labels, read, hits)
        if not row["claims"]:
            without_claims += 1
            drew_one += bool(counted)
    return Score(tallies, without_claims, drew_one)


def pair(row: Row, found: Sequence[Row]) -> list[Pair]:
    """Labelled claims and readings of one text, one to one."""
    candidates = []
    for label_at, label in enumerate(row["claims"]):
        for at, claim in enumerate(found):
            if _detects(row["text"], label, claim) and _same_value(label, claim):
                b = _agrees(label, claim)
                c = b and _is_dated_and_credited_alike(label, claim)
                exact = claim.get("measure") == label["measure"], claim.get("number_text") == label["number_text"]
                candidates.append((not c, not b, not exact[0], not exact[1], label_at, at))
    pairs: list[Pair] = []
    for not_c, not_b, _, _, label_at, at in sorted(candidates):
        if all(label_at != taken.label and at != taken.reading for taken in pairs):
            pairs.append(Pair(label_at, at, not not_b, not not_c))
    return pairs


def is_optional(row: Row, claim: Row) -> bool:
    """Whether the labels leave open if a reading is a claim."""
    return any(_detects(row["text"], label, claim) for label in row.get("optional_claims", ()))


def _add(tally: Tally, labelled: int, read: int, pairs: Sequence[Pair]) -> None:
    tally.labelled += labelled
    tally.read += read
    tally.right["a"] += len(pairs)
    tally.right["b"] += sum(at.b for at in pairs)
    tally.right["c"] += sum(at.c for at in pairs)


def _by_measure(row: Row, found: Sequence[Row], counted: Sequence[int], pairs: Sequence[Pair]) -> Iterator[tuple[str, int, int, list[Pair]]]:
    """A reading counts for the measure of the label it is paired with, or its own."""
    measure_of = {at.reading: row["claims"][at.label]["measure"] for at in pairs}
    read = [measure_of.get(at, found[at].get("measure")) for at in counted]
    labels = [label["measure"] for label in row["claims"]]
    for measure in sorted({*read, *labels}):
        yield measure, labels.count(measure), read.count(measure), [at for at in pairs if measure_of[at.reading] == measure]


def _detects(text: str, label: Row, claim: Row) -> bool:
    same = claim.get("measure") in (label["measure"], *label.get("alt_measures", ()))
    return same and (not label.get("number_text") or _overlap(text, label["number_text"], claim.get("number_text")))


def _overlap(text: str, one: str, two: str | None) -> bool:
    return any(a < d and c < b for a, b in _places(text, one) for c, d in _places(text, two or ""))


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    sought, within = words.lower().strip(), text.lower()
    at = within.find(sought) if sought else -1
    while at >= 0:
        yield at, at + len(sought)
        at = within.find(sought, at + 1)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _same_value(label: Row, claim: Row) -> bool:
    fields = ("value_low", "value_high") if label.get("qualifier") == "between" else ("value",)
    said = [_number(label.get(field)) for field in fields]
    return (len(fields) == 2 or said[0] is not None) and said == [_number(claim.get(field)) for field in fields]


def _agrees(label: Row, claim: Row) -> bool:
    hedges = (label.get("qualifier"), *label.get("qualifier_alt", ()))
    if hedges[0] is not None and claim.get("qualifier") not in hedges:
        return False
    accepted, read = label.get("basis"), claim.get("basis")
    # an accepted other measure may be a stock where the label is not, or the other way round
    other = claim.get("measure") != label["measure"] and "stock" in (accepted, read)
    return accepted in (None, read) or other


def _is_dated_and_credited_alike(label: Row, claim: Row) -> bool:
    end, origin = claim.get("period_end"), claim.get("origin")
    dated = "period_end" not in label or any(_same_date(said, end) for said in (label["period_end"], *label.get("period_end_alt", ())))
    return dated and ("origin" not in label or any(_same_origin(said, origin) for said in (label["origin"], *label.get("origin_alt", ()))))


def _same_date(said: str | None, read: str | None) -> bool:
    return (read or "")[: len(said)] == said if said else not read


def _same_origin(said: str | None, read: str | None) -> bool:
    one, two = (said or "").strip().lower(), (read or "").strip().lower()
    return (one in two or two in one) if one and two else one == two
