"""Comparisons of claims, taken together: which claims lines make one figure, and which lines cannot all hold."""

from collections.abc import Callable, Iterable
from itertools import combinations

from orchestration.review.judged import Row

Lines = Callable[[str], list[Row]]
"""The lines in force about a claim, by its id."""


def contradicting(row: Row, lines: Lines) -> list[list[Row]]:
    """Sets of lines in force that cannot hold together with a comparison, each in the order of the files."""
    if row["kind"] == "different_figure":
        led = [_one_figure([first], lines).get(second) for first, second in combinations(row["claims"], 2)]
        return [_in_order(found) for found in led if found is not None]
    figure = _one_figure(row["claims"], lines)
    apart = {line["judgement_id"]: line for claim_id in figure for line in lines(claim_id) if line["kind"] == "different_figure"}
    found = []
    for line in apart.values():
        first, *others = [figure[claim_id] for claim_id in line["claims"] if claim_id in figure]
        if others:
            found.append(_in_order([*first, *others[0], line]))
    return found


def _one_figure(claims: Iterable[str], lines: Lines) -> dict[str, list[Row]]:
    """Every claim that states the figure of these, with the lines of same_figure that lead there."""
    led: dict[str, list[Row]] = {claim_id: [] for claim_id in claims}
    waiting = list(led)
    for claim_id in waiting:
        for line in lines(claim_id):
            reached = [other for other in line["claims"] if other not in led] if line["kind"] == "same_figure" else []
            led |= {other: [*led[claim_id], line] for other in reached}
            waiting += reached
    return led


def _in_order(lines: list[Row]) -> list[Row]:
    once = {line["judgement_id"]: line for line in lines}
    return sorted(once.values(), key=lambda line: (line["file"], line["line"]))


def differing(claims: list[Row]) -> list[str]:
    """What claims that state one figure cannot differ in, and these do."""
    said = {
        "context": {claim["context_id"] for claim in claims},
        "measure": {(claim["measure"], claim["other_measure"]) for claim in claims},
        "value": {claim["value"] if claim["value"] is not None else (claim["value_low"], claim["value_high"]) for claim in claims},
    }
    return [name for name, found in said.items() if len(found) > 1]
