"""Which days of the past are replayed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.explorer import history
from orchestration.explorer.history import replayed

MONDAY = date(2024, 1, 1)


def test_every_day_is_replayed_where_they_are_few() -> None:
    days = [MONDAY + timedelta(days=3 * number) for number in range(history.MOST_DAYS)]
    assert replayed(days) == days


def test_of_very_many_days_the_last_of_each_week_is_replayed_and_of_more_that_of_each_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_DAYS", 5)
    daily = [MONDAY + timedelta(days=number) for number in range(31)]
    assert replayed(daily) == [date(2024, 1, 7), date(2024, 1, 14), date(2024, 1, 21), date(2024, 1, 28), date(2024, 1, 31)]
    longer = [MONDAY + timedelta(days=number) for number in range(60)]
    assert replayed(longer) == [date(2024, 1, 31), date(2024, 2, 29)]


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), unique=True, max_size=2_000).map(sorted))
def test_the_last_day_is_always_replayed_and_days_stay_in_order(days: list[date]) -> None:
    found = replayed(days)
    assert found == sorted(set(found) & set(days))
    assert found[-1:] == days[-1:]
