"""What a retelling changed is found and named, with the original beside it."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import claim, distorted, frame, later

from orchestration.echoes.fold import fold
from orchestration.model.echo import RelayDistortion

Row = dict[str, object]


def found(*rows: Row) -> set[tuple[str, str, str]]:
    """Retelling, original and kind of every distortion among these claims, checked against the model."""
    claims = frame(*rows)
    table = RelayDistortion.validate(distorted(claims, fold(claims)))
    return set(zip(table["claim_id"], table["original_claim_id"], table["kind"], strict=True))


def original(value: int = 18, **said: object) -> Row:
    return claim("a", value, **{"origin": "watch", "publisher": "watch", "as_of": later(100), "published": later(101)} | said)


def retold(value: int = 18, **said: object) -> Row:
    return claim("b", value, **{"origin": "watch", "as_of": later(100), "published": later(120)} | said)


@pytest.mark.parametrize("told_as", ["more_than", "exactly", "up_to"])
def test_at_least_told_as_anything_else_lost_its_bound(told_as: str) -> None:
    assert found(original(qualifier="at_least"), retold(qualifier=told_as)) == {("b", "a", "lost_bound")}


def test_a_faithful_retelling_is_not_named() -> None:
    assert found(original(qualifier="at_least"), retold(qualifier="at_least")) == set()
    assert found(original(8_000, qualifier="about"), retold(8_000)) == set(), "a bare round number says no more than about"


def test_a_document_that_also_tells_it_well_lost_nothing() -> None:
    headline = retold(qualifier="more_than", document_id="page")
    body = retold(qualifier="at_least", document_id="page") | {"claim_id": "c"}
    assert found(original(qualifier="at_least"), headline, body) == set()


def test_a_date_that_is_not_passed_on_is_a_lost_window() -> None:
    assert found(original(), retold(as_of=None)) == {("b", "a", "lost_window")}


def test_a_start_that_is_not_passed_on_is_a_lost_window() -> None:
    assert found(original(period_start=later(0)), retold(as_of="2030")) == {("b", "a", "lost_window")}


def test_a_total_told_for_another_end_than_its_origin_gave_is_a_shifted_window() -> None:
    assert found(original(153), retold(153, as_of=later(60))) == {("b", "a", "shifted_window")}
    assert found(original(153), retold(153, as_of=later(115))) == {("b", "a", "shifted_window")}


def test_of_two_dates_told_by_others_the_later_was_moved() -> None:
    first = original(153, publisher=None)
    assert found(first, retold(153, as_of=later(115))) == {("b", "a", "shifted_window")}
    assert found(first, retold(153, as_of=later(60))) == set()


def test_a_round_total_can_hold_at_two_dates() -> None:
    assert found(original(8_000), retold(8_000, as_of=later(115))) == set()


SUMMER: Row = {"basis": "flow", "period_start": "2032-06", "as_of": "2032-08", "published": "2032-10-02"}


def total_of_april(value: int = 261, **said: object) -> Row:
    return original(value, **{"qualifier": "at_least", "as_of": "2032-04-15", "published": "2032-04-20"} | said)


def test_a_running_total_told_as_what_happened_in_one_summer_is_a_shifted_window() -> None:
    assert found(total_of_april(), retold(261, **SUMMER)) == {("b", "a", "shifted_window")}
    assert found(total_of_april(publisher=None), retold(261, **SUMMER)) == {("b", "a", "shifted_window")}
    assert found(total_of_april(), retold(261, **SUMMER | {"as_of": None})) == {("b", "a", "shifted_window")}, "since June, without an end"


def test_without_credit_it_is_found_where_one_family_alone_gave_the_total() -> None:
    summer = retold(261, origin=None, **SUMMER)
    assert found(total_of_april(), summer) == {("b", "a", "shifted_window")}
    another = total_of_april(origin="relief", publisher="relief") | {"claim_id": "r", "document_id": "another"}
    assert found(total_of_april(), another, summer) == set()
    assert found(total_of_april(origin=None, publisher=None), summer) == set(), "nobody is known to have said it"


@pytest.mark.parametrize("value", [9, 26, 260, 40_000])
def test_a_small_or_round_number_can_also_have_happened_in_one_summer(value: int) -> None:
    assert found(total_of_april(value), retold(value, **SUMMER)) == set()


@pytest.mark.parametrize("otherwise", [{"origin": "relief"}, {"population": "women"}, {"measure": "arrests"}, {"published": "2032-04-01"}])
def test_the_same_number_in_a_summer_is_none_of_another_origin_count_or_time(otherwise: Row) -> None:
    assert "shifted_window" not in {kind for *_, kind in found(total_of_april(publisher=None), retold(261, **SUMMER | otherwise))}


def test_what_the_origin_itself_says_of_a_summer_was_not_shifted_by_those_who_repeat_it() -> None:
    own = claim("own", 261, origin="watch", publisher="watch", **SUMMER | {"published": "2032-09-01"})
    assert found(total_of_april(), own, retold(261, **SUMMER)) == set()


def test_what_happened_in_a_summer_is_no_original_of_another_summer() -> None:
    assert found(total_of_april(basis="flow", period_start="2032-03"), retold(261, **SUMMER)) == set()


def test_an_old_number_with_a_new_date_is_stale_once_its_origin_gave_a_higher_one() -> None:
    higher = claim("h", 43_086, origin="state", as_of=later(200), published=later(200))
    first = claim("a", 42_000, origin="state", as_of=later(100), published=later(101))
    again = claim("b", 42_000, origin="state", published=later(230))
    assert ("b", "a", "stale_figure") in found(first, higher, again)
    assert found(first, again) == {("b", "a", "lost_window")}
    history = claim("b", 42_000, origin="state", as_of=later(100), published=later(230))
    assert found(first, higher, history) == set()


def test_more_than_a_round_number_stays_true_until_the_next_one_is_passed() -> None:
    first = claim("a", 42_000, origin="state", as_of=later(100), published=later(101), qualifier="more_than")
    little_higher = claim("h", 42_300, origin="state", as_of=later(200), published=later(200))
    again = claim("b", 42_000, origin="state", published=later(230), qualifier="more_than")
    assert "stale_figure" not in {kind for _, _, kind in found(first, little_higher, again)}


HELD: Row = {"measure": "persons_held", "basis": "stock"}


def test_arrests_told_as_people_held_are_a_unit_shift() -> None:
    arrested = original(91_000, measure="arrests", qualifier="more_than")
    assert found(arrested, retold(91_000, as_of=None, **HELD)) == {("b", "a", "unit_shift")}


def test_people_held_are_none_where_the_same_page_gives_another_total_of_arrests() -> None:
    arrested = original(58_000, measure="arrests")
    held = retold(58_000, as_of=None, document_id="page", **HELD)
    beside = claim("c", 61_000, origin="watch", measure="arrests", published=later(120), qualifier="more_than", document_id="page")
    assert found(arrested, held, beside) == set()


def test_another_unit_of_the_count_is_a_unit_shift() -> None:
    assert found(original(count_unit="cases"), retold(count_unit="persons")) == {("b", "a", "unit_shift")}


def test_a_national_total_of_arrests_told_of_one_facility_is_named_where_it_holds_more_than_it_can() -> None:
    arrested = original(84_000, measure="arrests", publisher=None, origin=None)
    room = claim("r", 40_000, measure="facility_capacity", basis="stock", place_id="xx_north", published=later(50))
    held = retold(84_000, origin=None, place_id="xx_north", **HELD)
    assert found(arrested, room, held) == {("b", "a", "unit_shift"), ("b", "a", "scope_shift")}
    assert found(arrested, room | {"value": 90_000}, held) == set()
    assert found(arrested, held) == set(), "nobody says how many it holds"


@pytest.mark.parametrize("part", [{"population": "adults"}, {"circumstance": "violent"}, {"place_id": "xx_north"}])
def test_a_part_told_as_the_whole_is_a_scope_shift(part: Row) -> None:
    assert found(original(261, **part), retold(261)) == {("b", "a", "scope_shift")}


def test_a_whole_told_later_of_one_place_or_another_population_is_a_scope_shift() -> None:
    assert found(original(261), retold(261, place_id="xx_north")) == {("b", "a", "scope_shift")}
    assert found(original(261, population="women"), retold(261, population="minors")) == {("b", "a", "scope_shift")}


def test_a_number_told_without_its_origin_lost_its_attribution() -> None:
    assert found(original(61_300), retold(61_300, origin=None)) == {("b", "a", "lost_attribution")}


@pytest.mark.parametrize("doubt", [{"circumstance": "alleged"}, {"stance": "disputed"}, {"stance": "hypothetical"}])
def test_doubt_that_is_not_passed_on_is_gained_certainty(doubt: Row) -> None:
    assert found(original(**doubt), retold()) == {("b", "a", "gained_certainty")}


def test_a_plan_that_became_true_gained_no_certainty() -> None:
    assert found(original(stance="planned"), retold()) == set()


@pytest.mark.parametrize("stance", ["disputed", "rejected"])
def test_a_figure_quoted_to_be_denied_is_named(stance: str) -> None:
    assert found(original(), retold(stance=stance)) == {("b", "a", "quoted_to_deny")}


def test_an_origin_that_speaks_for_itself_retells_nobody() -> None:
    assert found(original(qualifier="at_least"), retold(publisher="watch")) == set()


kinds_of_telling = st.fixed_dictionaries(
    {
        "origin": st.sampled_from([None, "watch", "state"]),
        "qualifier": st.sampled_from(["exactly", "at_least", "more_than", "up_to"]),
        "as_of": st.sampled_from([None, later(60), later(100)]),
        "published": st.sampled_from([None, later(101), later(120), later(300)]),
        "population": st.sampled_from(["all", "women"]),
        "stance": st.sampled_from(["asserted", "asserted", "disputed"]),
        "document_id": st.sampled_from(["one", "two", "three", "four"]),
    }
)


@given(st.lists(st.tuples(st.sampled_from([18, 412, 8_000]), kinds_of_telling), max_size=10), st.randoms())
def test_a_retelling_is_never_compared_with_its_own_page_or_a_later_claim_and_order_never_matters(told: list[tuple[int, Row]], random: Any) -> None:
    rows = [claim(f"c{place}", value, **said) for place, (value, said) in enumerate(told)]
    by_id = {row["claim_id"]: row for row in rows}
    result = found(*rows)
    for retelling, source, _ in result:
        one, other = by_id[retelling], by_id[source]
        assert one["document_id"] != other["document_id"]
        assert pd.isna(one["published_last"]) or pd.isna(other["published_first"]) or str(one["published_last"]) >= str(other["published_first"])
    assert found(*random.sample(rows, len(rows))) == result
