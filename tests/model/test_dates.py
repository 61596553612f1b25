from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.model.dates import check_iso_date, check_iso_instant, first_day, last_day, precision

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
reduced = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


@given(reduced)
def test_the_first_day_is_never_after_the_last(text: str) -> None:
    assert first_day(text) <= last_day(text)


@given(days)
def test_a_day_lies_within_its_month_and_its_year(day: date) -> None:
    for length in (4, 7, 10):
        text = day.isoformat()[:length]
        assert first_day(text) <= day <= last_day(text)


@given(reduced)
def test_the_days_before_and_after_have_another_date_at_that_precision(text: str) -> None:
    for day, step in ((first_day(text), -1), (last_day(text), 1)):
        if date(1, 1, 1).toordinal() < day.toordinal() < date(9999, 12, 31).toordinal():
            assert not date.fromordinal(day.toordinal() + step).isoformat().startswith(text)


@given(reduced)
def test_a_date_is_kept_as_it_was_written(text: str) -> None:
    assert check_iso_date(text) == text


@pytest.mark.parametrize(("text", "name", "first", "last"), [
    ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
    ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023-02", "month", date(2023, 2, 1), date(2023, 2, 28)),
    ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29)),
])  # fmt: skip
def test_a_date_has_the_precision_of_its_length(text: str, name: str, first: date, last: date) -> None:
    assert (precision(text), first_day(text), last_day(text)) == (name, first, last)


@pytest.mark.parametrize("text", [
    "", "24", "2024-1", "2024-13", "2023-02-29", "2024-00", "0000", "2024-01-01T00:00",
    "2024/01", " 2024", "2024\n", "around 2024", "٢٠٢٤", "２０２４",
])  # fmt: skip
def test_what_is_no_date_of_the_calendar_is_refused(text: str) -> None:
    for use in (check_iso_date, first_day, last_day):
        with pytest.raises(ValueError, match=r".+"):
            use(text)


@pytest.mark.parametrize("text", ["2024", "2024-05", "2024-05-06", "2024-05-06T04:45:10Z", "2024-02-29T23:59:59Z"])
def test_an_instant_is_a_date_or_a_second_in_utc(text: str) -> None:
    assert check_iso_instant(text) == text


@pytest.mark.parametrize("text", [
    "", "2024-05-06T04:45:10", "2024-05-06T04:45:10+00:00", "2024-05-06T04:45Z", "2024-05-06 04:45:10Z", "2024-05-06t04:45:10z",
    "2023-02-29T04:45:10Z",
    "2024-05-06T24:45:10Z", "2024-05-06T04:60:10Z", "2024-05-06T04:45:61Z", "2024-05-06T04:45:10.5Z", "٢٠٢٤-05-06T04:45:10Z",
    "2024-05-06T04:45:10Z\n",
])  # fmt: skip
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|hour|minute|second"):
        check_iso_instant(text)
