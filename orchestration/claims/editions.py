"""Editions of one table: which figures a later edition of the same source replaced, and on which day.

Belongs here: editions that a mapping declares (``edition_of``). Does not belong here: what a source takes back in words, which a person judges.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from orchestration.claims.table_claims import Cards
from orchestration.model.dates import last_day
from orchestration.model.schema import records

_COUNTED = ("measure", "other_measure", "population", "population_detail", "place", "circumstance", "origin")
_NUMBER = ("qualifier", "value", "value_low", "value_high")


class _Figure(NamedTuple):
    """A claim as editions are compared: in words, for what is missing compares as text."""

    claim_id: str
    number: str
    first: str
    last: str


_Edition = tuple[str, list[_Figure]]
"""The day of an edition, and its figures."""


def replaced(claims: pd.DataFrame, documents: pd.DataFrame, cards: Cards) -> dict[str, str]:
    """The day from which a later edition says otherwise, by claim_id, for the claims of tables where one does.

    A figure is replaced by the first later edition that gives another number for the same window. A figure whose window holds one that was replaced,
    as a total over years does, goes with it unless that edition restates it. Editions without a day of publication replace nothing.
    """
    days: dict[str, str] = {}
    for series in _series(claims, documents, cards).values():
        for position, (day, figures) in enumerate(series):
            later = [edition for edition in series[position + 1 :] if edition[0] > day]
            days |= _replaced(figures, later)
    return days


def _series(claims: pd.DataFrame, documents: pd.DataFrame, cards: Cards) -> dict[tuple[str, ...], list[_Edition]]:
    """The editions of what is counted alike, the oldest first."""
    editions = {}
    for document in records(documents[documents["mapping"].notna() & documents["published_on"].notna()]):
        card = cards.get((document["source_id"], document["mapping"]))
        if card is not None and card.edition_of is not None:
            series = (document["source_id"], card.edition_of)
            editions[document["document_id"]] = (series, last_day(document["published_on"]).isoformat())
    found: dict[tuple[str, ...], dict[tuple[str, str], list[_Figure]]] = defaultdict(lambda: defaultdict(list))
    for claim in records(claims[claims["document_id"].isin(list(editions)) & (claims["method"] == "extracted")]):
        series, day = editions[claim["document_id"]]
        kind = "stock" if claim["basis"] == "stock" else "events"
        figure = _Figure(claim["claim_id"], _words(claim, _NUMBER), claim["period_start"] or claim["period_end"], claim["period_end"])
        found[*series, kind, _words(claim, _COUNTED)][day, claim["document_id"]].append(figure)
    return {key: [(day, figures) for (day, _), figures in sorted(of_key.items())] for key, of_key in found.items()}


def _replaced(figures: Iterable[_Figure], later: Iterable[_Edition]) -> dict[str, str]:
    days: dict[str, str] = {}
    for day, others in later:
        numbers = defaultdict(set)
        for other in others:
            numbers[other.first, other.last].add(other.number)
        open_ = [figure for figure in figures if figure.claim_id not in days]
        restated = {figure.claim_id: numbers.get((figure.first, figure.last)) for figure in open_}
        new = [figure for figure in open_ if (said := restated[figure.claim_id]) is not None and figure.number not in said]
        totals = [figure for figure in open_ if restated[figure.claim_id] is None and any(_holds(figure, part) for part in new)]
        days |= {figure.claim_id: day for figure in [*new, *totals]}
    return days


def _holds(whole: _Figure, part: _Figure) -> bool:
    return whole.first <= part.first and part.last <= whole.last


def _words(claim: Mapping[str, object], names: Iterable[str]) -> str:
    return "|".join("" if pd.isna(claim[name]) else str(claim[name]) for name in names)  # type: ignore[call-overload]
