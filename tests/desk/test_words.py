"""A claim in plain words, and its number marked in its sentence."""

import pytest
from invented import claim

from orchestration.desk import views, words
from orchestration.model.judgement import CORRECTABLE


@pytest.mark.parametrize(("sentence", "number", "start", "parts"), [
    ("Of 500, 500 stayed.", "500", 8, ("Of 500, ", "500", " stayed.")),
    ("Of 500, 500 stayed.", "500", None, ("Of ", "500", ", 500 stayed.")),
    ("Of 500, 500 stayed.", "500", 2, ("Of ", "500", ", 500 stayed.")),
    ("Nobody counted.", "500", 0, ("Nobody counted.", "", "")),
    ("Of 500.", None, None, ("Of 500.", "", "")),
    ("", "500", None, ("", "", "")),
])  # fmt: skip
def test_the_number_is_marked_where_it_stands(sentence: str, number: str | None, start: int | None, parts: tuple[str, str, str]) -> None:
    assert words.marked(sentence, number, start) == parts
    assert "".join(parts) == sentence


def test_every_field_that_can_be_corrected_has_a_label() -> None:
    assert set(words.LABELS) == set(CORRECTABLE)


def test_a_field_that_the_coding_says_otherwise_is_marked() -> None:
    fields = {field.name: field for field in words.fields(claim(), claim(), claim(qualifier="at_least"))}
    assert (fields["qualifier"].read, fields["qualifier"].coded, fields["qualifier"].differs) == ("exactly", "at least", True)
    assert not fields["basis"].differs
    assert not any(field.differs for field in words.fields(claim(), claim(), None))


def test_a_range_shows_its_ends_and_a_number_only_itself() -> None:
    ranged = claim(value=None, value_low=400, value_high=1500, qualifier="between")
    assert {"value_low", "value_high"} <= {field.name for field in words.fields(ranged, ranged, None)}
    assert "value_low" not in {field.name for field in words.fields(claim(), claim(), None)}
    assert views.heading(ranged) == "400 to 1,500 arrests"


@pytest.mark.parametrize(("fields", "heading"), [
    ({}, "500 arrests"),
    ({"value": 12345, "qualifier": "at_least", "measure": "custodial_deaths"}, "at least 12,345 deaths in custody"),
    ({"measure": "other", "other_measure": "visits"}, "500 visits"),
])  # fmt: skip
def test_a_claim_is_headed_by_what_it_says(fields: dict[str, object], heading: str) -> None:
    assert views.heading(claim(**fields)) == heading


@pytest.mark.parametrize(("field", "value", "said"), [
    ("place", None, "the whole country"), ("origin", None, "nobody is credited"), ("circumstance", None, "not said"), ("value", 46000, "46,000"),
    ("period_is_implied", True, "yes"), ("basis", "stock", "at a moment"), ("origin", "stock", "stock"),
])  # fmt: skip
def test_codes_are_said_in_words_and_words_of_a_document_stay_as_they_are(field: str, value: object, said: str) -> None:
    assert words.in_words(field, value) == said
