"""What a correction may say of who spoke, where, and since when: what the context of the claim knows."""

import pytest
from invented import claim, correction, faults, judged, table

AT_WATCH = claim(origin="wach", place="nroth")


@pytest.mark.parametrize(("field", "was", "becomes"), [
    ("origin", "wach", "Watch"),
    ("origin", "wach", " the watch "),
    ("origin", "wach", None),
    ("place", "nroth", "North Prison"),
    ("place", "nroth", None),
])  # fmt: skip
def test_a_correction_may_name_what_is_catalogued_by_any_of_its_names_or_nothing(field: str, was: str, becomes: str | None) -> None:
    read = judged(correction(field, was, becomes, of=AT_WATCH), claims=table(AT_WATCH))
    assert list(read["state"]) == ["standing"]


@pytest.mark.parametrize(("field", "was", "file"), [("origin", "wach", "origins.yml"), ("place", "nroth", "facilities.yml")])
@pytest.mark.parametrize("becomes", ["Watchh", "North", "Ada Example"])
def test_a_correction_to_what_is_not_catalogued_is_set_aside_with_the_file_that_names_what_is(field: str, was: str, file: str, becomes: str) -> None:
    read = judged(correction(field, was, becomes, of=AT_WATCH), claims=table(AT_WATCH))
    assert faults(read) == [("to", f"is no {field} in the catalogue of the context of the claim")]
    (fault,) = read.iloc[0]["faults"]
    assert fault["remedy"] == f"write one of the names in {file} of its context, or add it there first"
    assert becomes not in str(fault)


def test_an_origin_of_another_field_is_none() -> None:
    assert faults(judged(correction("place", "nroth", "Watch", of=AT_WATCH), claims=table(AT_WATCH))) != []


def test_a_claim_of_no_context_is_corrected_to_no_origin_but_can_lose_its_own() -> None:
    stray = claim(context_id=None)
    read = judged(correction("origin", "the police", "Watch", of=stray), correction("origin", "the police", None, 2, of=stray), claims=table(stray))
    assert list(read["outcome"]) == ["quarantined", "accepted"]


def test_a_correction_to_a_start_before_the_context_counts_is_set_aside() -> None:
    read = judged(correction("period_start", None, "2028-12-30"))
    assert faults(read) == [("to", "period_start 2028-12-30 is before 2028-12-31, the earliest day the context counts")]
    assert list(judged(correction("period_start", None, "2028-12"))["state"]) == ["standing"]


def test_a_claim_that_was_read_as_too_early_can_still_be_corrected_in_what_else_is_wrong() -> None:
    early = claim(period_start="2015")
    read = judged(correction("value", 500, 510, of=early), correction("period_start", "2015", "2029", 2, of=early), claims=table(early))
    assert list(read["state"]) == ["standing", "standing"]


@pytest.mark.parametrize(("of", "field", "was", "becomes", "reason"), [
    (claim(), "basis", "cumulative", "stock", "basis stock does not go with measure arrests"),
    (claim(basis="flow"), "measure", "arrests", "persons_held", "basis flow does not go with measure persons_held"),
    (claim(), "measure", "arrests", "facility_capacity", "basis cumulative does not go with measure facility_capacity"),
    (claim(measure="persons_held", basis="stock"), "measure", "persons_held", "releases", "basis stock does not go with measure releases"),
    (claim(measure="persons_held", basis="stock"), "basis", "stock", "flow", "basis flow does not go with measure persons_held"),
    (claim(measure="custodial_deaths"), "basis", "cumulative", "stock", "basis stock does not go with measure custodial_deaths"),
])  # fmt: skip
def test_people_at_a_moment_are_no_events_and_events_are_at_no_moment(of: dict[str, object], field: str, was: str, becomes: str, reason: str) -> None:
    assert faults(judged(correction(field, was, becomes, of=of), claims=table(of))) == [("to", reason)]


def test_of_other_measures_only_a_person_knows_how_they_are_counted() -> None:
    other = claim(measure="other", other_measure="complaints of relatives")
    assert list(judged(correction("basis", "cumulative", "stock", of=other), claims=table(other))["state"]) == ["standing"]
