"""Dates worked out from the day on which a text was published."""

import pytest

from orchestration.claims.calendar import complete, earlier_year, relative_date


@pytest.mark.parametrize(
    ("year", "month", "day", "published_on", "expected"),
    [
        (2021, 5, None, "2022-06-14", "2021-05"),
        (2021, 5, 3, None, "2021-05-03"),
        (None, 5, 3, None, None),
        (None, 5, None, "2022-06-14", "2022-05"),
        (None, 6, None, "2022-06-14", "2022-06"),
        (None, 7, None, "2022-06-14", "2021-07"),
        (None, 7, None, "2022-06", "2021-07"),
        (None, 7, None, "2022", "2022-07"),
        (None, 6, 14, "2022-06-14", "2022-06-14"),
        (None, 6, 15, "2022-06-14", "2021-06-15"),
        (None, 6, 9, "2022-06-14", "2022-06-09"),
        (None, 5, 31, "2022-06-14", "2022-05-31"),
        (None, 6, 15, "2022-06", "2022-06-15"),
        (2021, 2, 29, None, None),
        (2020, 2, 29, None, "2020-02-29"),
    ],
)
def test_a_date_without_a_year_is_the_last_one_before_publication(
    year: int | None, month: int, day: int | None, published_on: str | None, expected: str | None
) -> None:
    assert complete(year, month, day, published_on) == expected


@pytest.mark.parametrize(
    ("label", "published_on", "expected"),
    [
        ("today", "2022-03-01", "2022-03-01"),
        ("yesterday", "2022-03-01", "2022-02-28"),
        ("today", "2022-03", None),
        ("yesterday", "2022", None),
        ("this_month", "2022-03-01", "2022-03"),
        ("this_month", "2022-03", "2022-03"),
        ("this_month", "2022", None),
        ("last_month", "2022-03-31", "2022-02"),
        ("last_month", "2022-01", "2021-12"),
        ("last_month", "2022", None),
        ("this_year", "2022-03-01", "2022"),
        ("this_year", "2022", "2022"),
        ("last_year", "2022-03", "2021"),
        ("year_end", "2022-12-31", "2022-12-31"),
        ("year_end", "2022-12-30", "2021-12-31"),
        ("year_end", "2022-01-31", "2021-12-31"),
    ],
)
def test_a_relative_date_is_as_precise_as_the_publication_allows(label: str, published_on: str, expected: str | None) -> None:
    assert relative_date(label, published_on) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("2022-11", "2022-02", "2021-11"), ("2022-03-27", "2021-05-03", "2021-03-27"), ("2022-05-03", "2021-05", "2021-05-03")],
)
def test_a_start_lies_in_the_year_of_its_end_or_the_one_before(start: str, end: str, expected: str) -> None:
    assert earlier_year(start, end) == expected
