"""Fingerprints, corrections, and what no claim can say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import claim, coded, table

from orchestration.model.claim import Claim
from orchestration.model.judgement import CORRECTABLE, JUDGED
from orchestration.review.judged import corrected, fingerprint, impossible, rows

DAY = date(2031, 5, 1)
FROM = date(2028, 12, 31)


def correct(field: str, to: str | None) -> dict[str, object]:
    return {"kind": "correct", "field": field, "to_value": to}


def test_every_field_that_can_be_corrected_is_one_of_a_claim_and_is_judged() -> None:
    assert set(CORRECTABLE) <= set(JUDGED) <= set(Claim.to_schema().columns)


@pytest.mark.parametrize("field", ["claim_id", "char_start", "extractor_version", "rules", "confidence", "review_status", "note"])
def test_a_fingerprint_says_nothing_of_how_the_claim_was_read(field: str) -> None:
    (row,) = rows(table(claim()))
    assert fingerprint(row | {field: 7}) == fingerprint(row)


@pytest.mark.parametrize("field", JUDGED)
def test_a_fingerprint_moves_with_everything_a_person_judges(field: str) -> None:
    (row,) = rows(table(claim()))
    assert fingerprint(row | {field: "something else"}) != fingerprint(row)


def test_a_coded_claim_has_a_fingerprint_of_its_fields() -> None:
    first, second = rows(table(coded(), coded(2)))
    assert fingerprint(first) == fingerprint(second)
    assert len(fingerprint(first)) == 20


@pytest.mark.parametrize(("field", "to", "expected"), [
    ("value", "5000", {"value": 5000, "value_low": 5000, "value_high": 5000}),
    ("qualifier", "at_least", {"qualifier": "at_least", "value": 500, "value_low": 500, "value_high": None}),
    ("qualifier", "about", {"qualifier": "about", "value": 500, "value_low": None, "value_high": None}),
    ("period_end", "2030-05-31", {"period_end": "2030-05-31", "date_precision": "day"}),
    ("period_end", None, {"period_end": None, "date_precision": None}),
    ("period_is_implied", "true", {"period_is_implied": True}),
    ("origin", None, {"origin": None}),
])  # fmt: skip
def test_a_correction_changes_its_field_and_what_derives_from_it_and_nothing_else(field: str, to: str | None, expected: dict[str, object]) -> None:
    (row,) = rows(table(claim()))
    after = corrected(row, [correct(field, to)])
    assert after == row | expected
    assert impossible(after, DAY, FROM) == []
    assert row["value"] == 500, "the claim itself was changed"


def test_corrections_add_up() -> None:
    (row,) = rows(table(claim()))
    after = corrected(row, [correct("qualifier", "at_least"), {"kind": "accept"}, correct("value", "510")])
    assert (after["value"], after["value_low"], after["value_high"]) == (510, 510, None)


def test_a_bound_of_a_range_can_be_corrected() -> None:
    (row,) = rows(table(claim(qualifier="between", value=None, value_low=400, value_high=500)))
    after = corrected(row, [correct("value_high", "600")])
    assert (after["value"], after["value_low"], after["value_high"]) == (None, 400, 600)
    assert impossible(after, DAY, FROM) == []


RANGE = claim(qualifier="between", value=None, value_low=400, value_high=500)


@pytest.mark.parametrize(("of", "field", "to", "words"), [
    (claim(), "measure", "escapes", "measure is none of arrests"),
    (claim(), "measure", None, "measure is empty"),
    (claim(), "measure", "other", "other_measure is empty although measure is other"),
    (claim(), "population", "other", "population_detail is empty although population is other"),
    (claim(), "qualifier", "roughly", "qualifier is none of exactly"),
    (claim(), "qualifier", "between", "between does not go with value 500"),
    (claim(), "value", None, "exactly does not go with value None"),
    (claim(), "value_low", "400", "exactly does not go with value 500, low 400"),
    (RANGE, "value", "450", "between does not go with value 450"),
    (RANGE, "value_low", "600", "value_low 600 is above value_high 500"),
    (RANGE, "value_high", None, "between does not go with value None, low 400, high None"),
    (RANGE, "qualifier", "exactly", "exactly does not go with value None"),
    (claim(), "period_end", "May 2030", "period_end: 'May 2030' is not a date"),
    (claim(), "period_end", "2031-05-02", "period_end 2031-05-02 is after the day of the judgement"),
    (claim(), "period_start", "2030-06", "period_start 2030-06 is after period_end 2030-05"),
])  # fmt: skip
def test_what_no_claim_can_say_is_said_in_words(of: dict[str, object], field: str, to: str | None, words: str) -> None:
    (row,) = rows(table(of))
    assert impossible(row, DAY, FROM) == []
    assert any(words in reason for reason in impossible(corrected(row, [correct(field, to)]), DAY, FROM))


@given(st.integers(0, 10**15 - 1), st.sampled_from(["exactly", "at_least", "more_than", "about", "nearly", "up_to"]))
def test_a_corrected_number_always_goes_with_its_hedge(number: int, qualifier: str) -> None:
    (row,) = rows(table(claim()))
    assert impossible(corrected(row, [correct("value", str(number)), correct("qualifier", qualifier)]), DAY, FROM) == []
