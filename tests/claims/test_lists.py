"""Lists of figures under a line that dates them."""

import pytest

from orchestration.claims.lists import is_item, leads_list
from orchestration.claims.prose import read_text
from orchestration.claims.reading import Reading
from orchestration.documents.passages import split_text
from orchestration.languages import load


def read(text: str, language: str = "en") -> list[Reading]:
    return read_text(text, lexicon=load(language), published_on="2022-06-14", split=split_text)


def test_the_date_above_a_list_holds_for_its_items() -> None:
    arrests, held = read("As of 30 April 2022:\n- 900 people arrested\n- 300 people still behind bars")
    assert (arrests.basis, arrests.period_end, arrests.period_is_implied) == ("cumulative", "2022-04-30", False)
    assert (held.basis, held.period_end) == ("stock", "2022-04-30")
    assert "period.heading" in held.rules
    assert "period.implied" not in held.rules


def test_a_window_above_a_list_makes_flows() -> None:
    (arrests,) = read("In 2021:\n- 900 people arrested")
    assert (arrests.basis, arrests.period_start, arrests.period_end) == ("flow", "2021", "2021")


def test_an_empty_line_may_stand_between() -> None:
    (arrests,) = read("Al 30 de abril de 2022:\n\n• Personas detenidas: 900", "es")
    assert arrests.period_end == "2022-04-30"


def test_an_item_with_a_date_of_its_own_keeps_it() -> None:
    (arrests,) = read("As of 30 April 2022:\n\n- On 3 May 2021 police arrested 40 people")
    assert arrests.period_end == "2021-05-03"


def test_what_is_no_item_ends_the_list() -> None:
    (held,) = read("As of 30 April 2022:\n\nThe prison holds 300 inmates.")
    assert held.period_end == "2022-06-14"


@pytest.mark.parametrize(
    ("text", "item"), [("- forty", True), ("• forty", True), ("3) forty", True), ("40 people", False), ("-40", False), ("", False)]
)
def test_an_item_begins_with_a_mark_or_a_short_number(text: str, item: bool) -> None:
    assert is_item(text) is item


def test_a_line_above_a_list_ends_in_a_colon() -> None:
    assert leads_list("Key figures: \n")
    assert not leads_list("Key figures.")
