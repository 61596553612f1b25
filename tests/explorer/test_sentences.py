"""The sentences about the state of a series: no more certain than what was said, and attributed to whoever said it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.explorer.phrases import load
from orchestration.explorer.record import Record, Row
from orchestration.explorer.sentences import Teller

ARRESTS, HELD = ("arrests", "xx", "all", "national"), ("persons_held", "xx", "all", "national")


def claim(claim_id: str, value: int | None, **more: Any) -> Row:
    return {
        "claim_id": claim_id, "document_id": "d", "relation": "first", "origin_id": "ministry", "qualifier": "exactly", "value": value,
        "value_low": value, "value_high": value, "period_start": None, "period_end": "2031-05-09", "published_on": "2031-05-10", "as_of_last": None,
    } | more  # fmt: skip


def record(measure: str, point: Row, *claims: Row) -> Record:
    """A record with one point, which rests on these claims."""
    names = [one["claim_id"] for one in claims]
    points = {
        "measure": measure, "context_id": "xx", "population": "all", "place": "national", "origin_id": "all", "assumption_set": "A1",
        "month_end": date(2031, 5, 31), "contested": False, "bound_low": None, "bound_high": None, "reported_low": None, "reported_high": None,
        "reported_claims": names, "bound_low_claims": names, "bound_high_claims": [],
    } | point  # fmt: skip
    origins = [{"origin_id": one, "name": one.title(), "coverage": "documented", "family": one} for one in ("ministry", "union")]
    empty = {name: [] for name in ("documents", "contexts", "facilities", "sources", "conflicts", "changes", "judgements", "withheld", "tables")}
    sets = [{"assumption_id": "A1", "is_default": True, "kind": "reading"}]
    return Record(Path(), "1", "hash", "2031-06-01", [points], list(claims), origins=origins, sets=sets, **empty)


def told(found: Record, key: tuple[str, str, str, str], language: str = "en") -> str:
    (first, *_) = Teller(found, load(language)).state(key)
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in first)


@pytest.mark.parametrize(
    ("low", "said", "sentence"),
    [
        (50, claim("a", 50), "At least 50 {did}, according to Ministry, as of 9 May 2031."),
        (50, claim("a", 50, qualifier="at_least"), "At least 50 {did}, according to Ministry, as of 9 May 2031."),
        (8550, claim("a", 8600, qualifier="about"), "At least 8,550 {did}: Ministry said about 8,600, as of 9 May 2031."),
        (91301, claim("a", 91300, qualifier="more_than"), "At least 91,301 {did}: Ministry said more than 91,300, as of 9 May 2031."),
        (1, claim("a", 1), "At least 1 person has been arrested, according to Ministry, as of 9 May 2031."),
        (50, claim("a", 50, origin_id="uncredited"), "At least 50 {did}, from what all origins say together."),
    ],
)
def test_a_body_is_said_to_have_said_only_what_it_said(low: int, said: Row, sentence: str) -> None:
    assert told(record("arrests", {"bound_low": low}, said), ARRESTS) == sentence.format(did="people have been arrested")


def test_a_bound_that_several_figures_make_is_nobodys_own() -> None:
    found = record("arrests", {"bound_low": 101}, claim("a", 50), claim("b", 51))
    assert told(found, ARRESTS) == "At least 101 people have been arrested, from what all origins say together."


@pytest.mark.parametrize(("start", "since"), [("2031-04", "desde abril de 2031"), ("2031-04-02", "desde el 2 de abril de 2031")])
def test_in_spanish_a_day_takes_its_article(start: str, since: str) -> None:
    assert since in told(record("arrests", {"bound_low": 50}, claim("a", 50, period_start=start)), ARRESTS, "es")


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ([claim("a", 3000, qualifier="more_than")], "People held: more than 3,000, according to Ministry (9 May 2031)."),
        (
            [claim("a", 3000, qualifier="more_than"), claim("b", 3000, qualifier="more_than", relation="echo")],
            "People held: more than 3,000, according to Ministry (9 May 2031).",
        ),
        (
            [claim("a", 3000, qualifier="more_than"), claim("b", 3000, origin_id="union")],
            "In the last month with a figure, May 2031, the origins said more than 3,000; 3,000.",
        ),
        ([claim("a", 3000, origin_id="uncredited", qualifier="nearly")], "People held: nearly 3,000 (9 May 2031); nobody is credited."),
        (
            [claim("a", None, qualifier="between", value_low=10, value_high=20)],
            "People held: between 10 and 20, according to Ministry (9 May 2031).",
        ),
    ],
)
def test_what_was_said_last_keeps_its_hedge(claims: list[Row], sentence: str) -> None:
    assert told(record("persons_held", {"reported_low": 3000, "reported_high": 3000}, *claims), HELD) == sentence
