"""Claims are folded into the statements they repeat; two origins stay two voices."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import claim, frame, later

from orchestration.echoes.fold import fold
from orchestration.echoes.statement import precedes, read
from orchestration.model.echo import Echo

Row = dict[str, object]


def folded(*rows: Row) -> dict[str, dict[str, Any]]:
    """The echoes of these claims by claim, checked against their model."""
    return Echo.validate(fold(frame(*rows))).set_index("claim_id").to_dict("index")


def voices(*rows: Row) -> dict[str, str]:
    return {claim_id: row["voice_id"] for claim_id, row in folded(*rows).items()}


def test_a_later_paper_with_the_same_origin_number_and_window_is_an_echo() -> None:
    found = folded(
        claim("a", 139, origin="watch", as_of=later(100), published=later(101)),
        claim("b", 139, origin="watch", as_of=later(100), published=later(130)),
    )
    assert found["a"]["relation"] == "first"
    assert (found["b"]["relation"], found["b"]["voice_id"]) == ("echo", "a")
    assert "same origin family" in found["b"]["rule"]


def test_the_origins_own_document_leads_even_when_its_page_is_a_day_younger() -> None:
    press = claim("a", 90, origin="watch", as_of=later(100), published=later(100))
    own = claim("b", 90, origin="watch", publisher="watch", as_of=later(100), published=later(101))
    found = folded(press, own)
    assert (found["b"]["relation"], found["a"]["voice_id"], found["a"]["relation"]) == ("own", "b", "echo")


def test_a_paper_that_was_surely_first_leads_and_the_own_document_is_still_no_echo() -> None:
    press = claim("a", 90, origin="watch", as_of=later(100), published=later(100))
    own = claim("b", 90, origin="watch", publisher="watch", as_of=later(100), published=later(110))
    found = folded(press, own)
    assert (found["a"]["relation"], found["b"]["relation"], found["b"]["voice_id"]) == ("first", "own", "a")


def test_two_origins_that_count_the_same_thing_and_both_say_300_are_two_voices() -> None:
    found = folded(
        claim("a", 300, origin="watch", as_of=later(100), published=later(101)),
        claim("b", 300, origin="lawyers", as_of=later(100), published=later(102)),
    )
    assert {row["voice_id"] for row in found.values()} == {"a", "b"}
    assert {row["independent_families"] for row in found.values()} == {2}


@pytest.mark.parametrize(("between", "is_echo"), [(9_500, False), (8_000, True), (None, True)])
def test_a_round_number_repeated_without_a_date_is_new_once_its_origin_gave_a_higher_one(between: int | None, is_echo: bool) -> None:
    rows = [
        claim("a", 8_000, origin="state", as_of=later(100), published=later(101)),
        claim("c", 8_000, origin="state", published=later(500)),
    ]
    if between:
        rows.append(claim("b", between, origin="state", as_of=later(300), published=later(300)))
    assert (folded(*rows)["c"]["relation"] == "echo") is is_echo


def test_a_number_of_three_digits_is_the_old_statement_even_after_a_higher_one() -> None:
    found = voices(
        claim("a", 153, origin="watch", as_of=later(100), published=later(101)),
        claim("b", 261, origin="watch", as_of=later(300), published=later(301)),
        claim("c", 153, origin="watch", published=later(500)),
    )
    assert found["c"] == "a"


def test_totals_stated_for_windows_without_a_common_day_are_two_statements() -> None:
    found = voices(
        claim("a", 7_000, origin="state", as_of=later(100), published=later(101)),
        claim("b", 7_000, origin="state", as_of=later(400), published=later(401)),
    )
    assert found == {"a": "a", "b": "b"}


def test_incidents_of_a_round_size_fold_only_by_their_stated_window() -> None:
    flow = {"origin": "state", "measure": "arrests", "basis": "flow"}
    found = voices(
        claim("a", 500, **flow, period_start=later(200), as_of=later(200), published=later(201)),
        claim("b", 500, **flow, published=later(230)),
        claim("c", 500, **flow, period_start=later(200), as_of=later(200), published=later(203)),
    )
    assert found == {"a": "a", "b": "b", "c": "a"}


@pytest.mark.parametrize(
    "other", [{"population": "women"}, {"place_id": "xx_north"}, {"circumstance": "violent"}, {"measure": "arrests"}, {"basis": "stock"}]
)
def test_a_number_said_of_something_else_is_another_statement(other: dict[str, object]) -> None:
    said: dict[str, object] = {"origin": "watch", "as_of": later(100)}
    found = voices(claim("a", 412, **said, published=later(101)), claim("b", 412, **said, published=later(120), **other))
    assert found == {"a": "a", "b": "b"}


def test_doubt_about_a_number_makes_no_other_statement_of_it() -> None:
    said: dict[str, object] = {"origin": "watch", "as_of": later(100)}
    doubted = claim("a", 412, **said, published=later(101), circumstance="alleged")
    assert voices(doubted, claim("b", 412, **said, published=later(120))) == {"a": "a", "b": "a"}


def test_an_uncredited_number_of_three_digits_repeats_the_one_origin_that_gave_it_before() -> None:
    given_before = claim("a", 61_300, origin="state", measure="arrests", as_of=later(100), published=later(101))
    found = folded(given_before, claim("b", 61_300, measure="arrests", published=later(110)))
    assert (found["b"]["relation"], found["b"]["voice_id"]) == ("echo", "a")
    assert found["b"]["rule"].startswith("nobody is credited")


@pytest.mark.parametrize(
    ("number", "origins", "published"),
    [(61_000, ("state",), later(110)), (61_300, ("state", "watch"), later(110)), (61_300, ("state",), later(50)), (61_300, ("state",), None)],
    ids=["a round number", "two origins", "published before", "publication unknown"],
)
def test_an_uncredited_number_stands_alone_where_it_is_not_surely_one_origins(number: int, origins: tuple[str, ...], published: str | None) -> None:
    rows = [claim(origin, number, origin=origin, as_of=later(100), published=later(101)) for origin in origins]
    assert folded(*rows, claim("b", number, published=published))["b"]["relation"] == "first"


def test_a_document_that_credits_a_number_once_credits_it_everywhere() -> None:
    credited = claim("a", 8_000, origin="state", document_id="page")
    assert voices(credited, claim("b", 8_000, document_id="page")) == {"a": "a", "b": "a"}


@pytest.mark.parametrize(
    ("text_kind", "retold", "is_copy"),
    [
        ("original", "Some 8,000 people were let go since the emergency began, it was said Tuesday.", True),
        ("original", "The prisons of the north have let 8,000 leave.", False),
        ("abstract", "Some 8,000 people were let go since the emergency began, it was said on Tuesday.", False),
    ],
)
def test_only_copied_original_sentences_fold_an_uncredited_round_number(text_kind: str, retold: str, is_copy: bool) -> None:
    told = "Some 8,000 people were let go since the emergency began, it was said on Tuesday."
    rows = (
        claim("a", 8_000, origin="state", published=later(101), sentence=told, text_kind=text_kind),
        claim("b", 8_000, published=later(110), sentence=retold, text_kind=text_kind),
    )
    assert voices(*rows)["b"] == ("a" if is_copy else "b")


def test_likeness_says_whether_original_sentences_were_compared() -> None:
    said: dict[str, object] = {"origin": "state", "sentence": "In all 412 people died."}
    found = folded(claim("a", 412, **said, published=later(101)), claim("b", 412, **said, published=later(110), text_kind="abstract"))
    assert (found["b"]["likeness"], found["b"]["likeness_text_kind"]) == (1.0, "abstract")
    assert pd.isna(found["a"]["likeness"])


def test_a_figure_that_is_only_disputed_leads_no_asserted_one() -> None:
    found = voices(
        claim("a", 412, origin="watch", published=later(101), stance="rejected"),
        claim("b", 412, origin="watch", published=later(110)),
        claim("c", 412, origin="watch", published=later(120), stance="rejected"),
    )
    assert found == {"a": "a", "b": "b", "c": "b"}


def test_bodies_of_one_family_are_one_voice_and_an_uncatalogued_origin_is_its_own_family() -> None:
    police = claim("a", 412, origin="state", published=later(101)) | {"origin_id": "xx_police"}
    ministry = claim("b", 412, origin="state", published=later(110)) | {"origin_id": "xx_ministry"}
    unknown = claim("c", 412, published=later(120)) | {"origin_id": "uncatalogued: a parish"}
    assert voices(police, ministry, unknown) == {"a": "a", "b": "a", "c": "c"}


def test_missing_columns_are_named() -> None:
    with pytest.raises(KeyError, match="origin_family"):
        fold(frame(claim("a", 1)).drop(columns="origin_family"))


def test_no_claims_give_no_echoes() -> None:
    assert fold(frame()).empty


@st.composite
def invented(draw: st.DrawFn) -> list[Row]:
    """Claims that often meet: few origins, numbers and dates."""
    return [_invented(draw, f"c{place}") for place in range(draw(st.integers(1, 12)))]


def _invented(draw: st.DrawFn, claim_id: str) -> Row:
    days = st.sampled_from([later(day) for day in (10, 11, 60, 200, 400)])
    return claim(
        claim_id,
        draw(st.sampled_from([90, 300, 412, 8_000, 8_150])),
        origin=draw(st.sampled_from([None, "state", "watch"])),
        publisher=draw(st.sampled_from([None, "state", "watch"])),
        as_of=draw(st.none() | days),
        published=draw(st.none() | days | st.just("2030-07")),
        basis=draw(st.sampled_from(["cumulative", "cumulative", "flow", "stock"])),
        period_start=draw(st.sampled_from([None, "2030-05", later(60)])),
        place_id=draw(st.sampled_from(["national", "xx_north"])),
        stance=draw(st.sampled_from(["asserted", "asserted", "asserted", "rejected"])),
        document_id=draw(st.sampled_from([claim_id, "one page"])),
    )


@given(invented(), st.randoms())
def test_order_never_matters(rows: list[Row], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    assert folded(*shuffled).keys() == folded(*rows).keys()
    pd.testing.assert_frame_equal(
        fold(frame(*shuffled)).sort_values("claim_id", ignore_index=True), fold(frame(*rows)).sort_values("claim_id", ignore_index=True)
    )


@given(invented())
def test_a_voice_is_no_echo_speaks_of_the_same_figure_and_is_never_surely_younger(rows: list[Row]) -> None:
    found = folded(*rows)
    statements = {statement.claim_id: statement for statement in read(frame(*rows))}
    for claim_id, row in found.items():
        voice = row["voice_id"]
        assert found[voice]["voice_id"] == voice
        assert found[voice]["relation"] != "echo"
        assert statements[voice].figure == statements[claim_id].figure
        assert statements[claim_id].family in (None, statements[voice].family)
        assert not precedes(statements[claim_id], statements[voice])


@given(invented(), st.data())
def test_a_claim_more_changes_no_group_of_another_figure_or_origin(rows: list[Row], data: st.DataObject) -> None:
    before = folded(*rows)
    new = _invented(data.draw, "new")
    after = folded(*rows, new)
    statements = {statement.claim_id: statement for statement in read(frame(*rows, new))}
    added = statements["new"]
    for claim_id, row in before.items():
        one = statements[claim_id]
        is_other_count = one.subject != added.subject or one.is_stock != added.is_stock
        is_other_origin = one.family is not None and one.family != added.family
        # a higher figure of the same count, given in between, parts round numbers: that is what it is evidence of
        is_other_number = one.number != added.number and one.is_specific
        if is_other_count or is_other_origin or is_other_number:
            assert (after[claim_id]["voice_id"], after[claim_id]["relation"]) == (row["voice_id"], row["relation"])
