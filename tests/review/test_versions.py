"""Versions of claims: what was known of each, from when to when."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import claim, coded, comparison, correction, documents, judged, line, settlement, table

from orchestration.model.claim import Claim
from orchestration.model.dates import last_day
from orchestration.model.judgement import ClaimVersion
from orchestration.review.versions import apply

KNOWN = "2030-06-30"
"""The last day on which the document can have been published: it says June 2030."""

SHOWN = ["version", "value", "review_status", "known_from", "known_to", "judgement_id", "needs_look"]


def versions(*lines: dict[str, Any], claims: pd.DataFrame | None = None, dated: pd.DataFrame | None = None) -> pd.DataFrame:
    found = table(claim()) if claims is None else claims
    read = judged(*lines, claims=found)
    assert list(read["outcome"]) == ["accepted"] * len(lines), list(read["faults"])
    made = apply(found, documents() if dated is None else dated, read)
    ClaimVersion.validate(made)
    return made


def shown(found: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(found[SHOWN].itertuples(index=False, name=None))


def test_a_claim_nobody_judged_has_one_version_that_is_the_claim_as_read() -> None:
    made = versions(claims=table(claim(), coded(2)))
    pd.testing.assert_frame_equal(made[list(Claim.to_schema().columns)], table(claim(), coded(2)))
    assert shown(made) == [(1, 500, "machine", KNOWN, None, None, False), (1, 500, "accepted", KNOWN, None, None, False)]


@pytest.mark.parametrize(("published_on", "retrieved_at", "known_from"), [
    ("2030-06-05", None, "2030-06-05"),
    ("2030", None, "2030-12-31"),
    (None, "2030-07-01", "2030-07-01"),
    ("2030", "2030-07-01", "2030-07-01"),
    ("2030-06-05", "2031-07-01", "2030-06-05"),
    (None, None, None),
])  # fmt: skip
def test_a_claim_is_known_once_its_document_was_published_or_retrieved(published_on: str, retrieved_at: str, known_from: str) -> None:
    made = versions(dated=documents(published_on, retrieved_at))
    assert list(made["known_from"]) == [known_from]


def test_a_verdict_ends_the_version_before_it_and_begins_the_next() -> None:
    for kind, status in (("accept", "accepted"), ("reject", "rejected")):
        assert shown(versions(line(kind))) == [
            (1, 500, "machine", KNOWN, "2031-05-01", None, False),
            (2, 500, status, "2031-05-01", None, "J1", False),
        ]


def test_a_correction_keeps_what_was_known_before() -> None:
    made = versions(correction("value", 500, 5000), correction("qualifier", "exactly", "at_least", 2))
    assert shown(made) == [
        (1, 500, "machine", KNOWN, "2031-05-01", None, False),
        (2, 5000, "corrected", "2031-05-01", "2031-05-02", "J1", False),
        (3, 5000, "corrected", "2031-05-02", None, "J2", False),
    ]
    assert list(made["value_high"].astype(object)[:2]) == [500, 5000]
    assert made["value_high"].isna().tolist() == [False, False, True]
    assert made["fingerprint"].nunique() == 1


def test_a_correction_that_is_replaced_is_undone_from_then_on() -> None:
    made = versions(correction("value", 500, 5000), line("accept", 2, supersedes=["J1"]), line("reject", 3, supersedes=["J2"]))
    assert [(row[1], row[2]) for row in shown(made)] == [(500, "machine"), (5000, "corrected"), (500, "accepted"), (500, "rejected")]


def test_a_claim_that_its_source_withdrew_has_no_version_from_that_day_on() -> None:
    made = versions(line("accept", 1), line("retract", 2, withdrawn_on="2030-09-01"), line("accept", 3))
    assert shown(made) == [(1, 500, "machine", KNOWN, "2030-09-01", None, False)]
    assert shown(versions(line("accept", 1), line("retract", 3, withdrawn_on="2031-05-02"))) == [
        (1, 500, "machine", KNOWN, "2031-05-01", None, False),
        (2, 500, "accepted", "2031-05-01", "2031-05-02", "J1", False),
    ]


def test_a_withdrawal_that_was_none_is_undone_from_the_day_somebody_says_so() -> None:
    made = versions(line("retract", 1, withdrawn_on="2030-09-01"), line("accept", 2, supersedes=["J1"]))
    assert shown(made) == [
        (1, 500, "machine", KNOWN, "2031-05-01", None, False),
        (2, 500, "accepted", "2031-05-02", None, "J2", False),
    ]
    later = versions(line("retract", 1, withdrawn_on="2030-09-01"), line("accept", 20, supersedes=["J1"]))
    assert [row[3:5] for row in shown(later)] == [(KNOWN, "2031-05-01"), ("2031-05-20", None)], "while it stood it was known as withdrawn"


def test_of_two_withdrawals_the_one_that_stands_ends_what_was_known() -> None:
    for first, second in (("2030-08-01", "2031-03-01"), ("2031-03-01", "2030-08-01")):
        made = versions(line("retract", 1, withdrawn_on=first), line("retract", 2, withdrawn_on=second, supersedes=["J1"]))
        assert shown(made) == [(1, 500, "machine", KNOWN, second, None, False)]


def test_a_withdrawal_ends_what_was_judged_after_it() -> None:
    made = versions(correction("value", 500, 510, 3), correction("origin", "the police", None, 8), line("retract", 10, withdrawn_on="2031-05-05"))
    assert shown(made)[1:] == [(2, 510, "corrected", "2031-05-03", "2031-05-05", "J3", False)]


@pytest.mark.parametrize(("published_on", "withdrawn_on", "known"), [
    ("2030-06", "2030-06-10", ("2030-06-09", "2030-06-10")),
    ("2030-06", "2030-06-01", ("2030-06-01", "2030-06-02")),
    ("2030-06-10", "2030-06-10", ("2030-06-10", "2030-06-11")),
    ("2030-06-10", "2030-06-20", ("2030-06-10", "2030-06-20")),
    ("2030", "2030-02-01", ("2030-01-31", "2030-02-01")),
    ("2031-05-01", "2031-05-01", ("2031-05-01", "2031-05-02")),
    ("2031", "2031-05-01", ("2031-04-30", "2031-05-01")),
])  # fmt: skip
def test_what_was_withdrawn_had_been_known_before_and_at_least_for_a_day(published_on: str, withdrawn_on: str, known: tuple[str, str]) -> None:
    made = versions(line("retract", withdrawn_on=withdrawn_on), claims=table(claim(published_on=published_on)), dated=documents(published_on))
    assert shown(made) == [(1, 500, "machine", *known, None, False)]


def test_a_document_that_was_retrieved_after_its_withdrawal_was_known_before() -> None:
    made = versions(line("retract", withdrawn_on="2030-06-15"), claims=table(claim(published_on=None)), dated=documents(None, "2030-07-01"))
    assert [row[3:5] for row in shown(made)] == [("2030-06-14", "2030-06-15")]


def test_of_judgements_of_one_day_the_last_makes_a_version() -> None:
    noon = "2031-05-01T12:00:00Z"
    made = versions(line("accept", 1), line("reject", 2, decided_at=noon, supersedes=["J1"]))
    assert shown(made) == [
        (1, 500, "machine", KNOWN, "2031-05-01", None, False),
        (2, 500, "rejected", "2031-05-01", None, "J2", False),
    ]


def test_a_mistyped_fingerprint_brings_no_rejected_claim_back() -> None:
    made = versions(line("reject", 1), line("accept", 2, supersedes=["J1"], judged="0" * 20))
    assert shown(made)[1:] == [
        (2, 500, "rejected", "2031-05-01", "2031-05-02", "J1", False),
        (3, 500, "rejected", "2031-05-02", None, "J2", True),
    ]


def test_comparisons_and_settlements_change_no_claim() -> None:
    two = table(claim(), claim(2))
    made = versions(comparison("same_figure", 1, claim(), claim(2)), settlement(2), claims=two)
    assert list(made["version"]) == [1, 1]


def test_a_judgement_of_another_reading_has_no_effect_and_is_shown() -> None:
    now = claim(quote_text="It reads otherwise now.")
    for lapsed in (line("reject"), correction("value", 500, 510), line("retract", withdrawn_on="2031-05-01")):
        made = versions(lapsed, claims=table(now))
        assert shown(made) == [
            (1, 500, "machine", KNOWN, "2031-05-01", None, False),
            (2, 500, "machine", "2031-05-01", None, "J1", True),
        ]


def test_looking_again_takes_the_flag_away() -> None:
    now = claim(quote_text="It reads otherwise now.")
    made = versions(line("reject", 1), line("accept", 2, of=now), claims=table(now))
    assert [row[2:] for row in shown(made)][1:] == [
        ("machine", "2031-05-01", "2031-05-02", "J1", True),
        ("accepted", "2031-05-02", None, "J2", False),
    ]


def test_a_claim_that_was_judged_was_known() -> None:
    early = [line("accept", 1, decided_at="2031-05-01T10:00:00Z")]
    assert shown(versions(*early, dated=documents("2031"))) == [
        (1, 500, "accepted", "2031-05-01", None, "J1", False),
    ]
    assert [row[3:5] for row in shown(versions(*early, dated=documents(None)))] == [(None, "2031-05-01"), ("2031-05-01", None)]


def test_a_judgement_of_a_claim_that_is_gone_makes_no_version() -> None:
    read = judged(line("accept"))
    made = apply(table(claim(2)), documents(), read)
    assert list(made["claim_id"]) == [claim(2)["claim_id"]]
    assert list(made["version"]) == [1]


def test_what_was_set_aside_changes_nothing() -> None:
    read = judged(line("accept", 1), line("reject", 2))
    assert list(apply(table(claim()), documents(), read)["review_status"]) == ["machine", "accepted"]


CLAIMS = table(claim(), coded(2), claim(3))
LAPSED = claim(quote_text="As it was read once.")
steps = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "value", "qualifier", "origin", "retract", "lapsed"]),
        st.sampled_from([claim(), coded(2)]),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=9,
)


def written(drawn: list[tuple[str, dict[str, Any], int, bool]], claims: pd.DataFrame) -> pd.DataFrame:
    """Judgements as people may have appended them: days apart or on one day, some replacing what the claim's earlier lines said, some set aside."""
    day, lines = date(2031, 1, 1), []
    for number, (kind, about, days, replaces) in enumerate(drawn, start=1):
        day += timedelta(days=days)
        keys: dict[str, Any] = {"decided_at": f"{day}T10:00:00Z", "of": about}
        if replaces:
            keys["supersedes"] = [earlier["judgement_id"] for earlier in lines if earlier["claim_id"] == about["claim_id"]][-2:]
        if kind in ("accept", "reject"):
            lines.append(line(kind, number, **keys))
        elif kind == "retract":
            lines.append(line(kind, number, withdrawn_on=f"{day - timedelta(days=number % 3)}", **keys))
        elif kind == "lapsed":
            lines.append(line("reject", number, **keys | {"of": LAPSED}))
        else:
            was, becomes = {"value": (500, 500 + number), "qualifier": ("exactly", "at_least"), "origin": ("the police", None)}[kind]
            lines.append(correction(kind, was, becomes, number, **keys))
    return judged(*lines, claims=claims)


published = st.sampled_from(["2030-06", "2031", "2031-01", "2031-01-02"])
"""Long before anybody judged it, and about then."""


@given(steps, published)
def test_versions_of_a_claim_never_overlap_and_follow_one_another_until_it_is_withdrawn(drawn: list[Any], day: str) -> None:
    claims = CLAIMS.assign(published_on=day)
    read = written(drawn, claims)
    made = apply(claims, documents(day), read)
    ClaimVersion.validate(made)
    assert list(made["claim_id"].unique()) == list(CLAIMS["claim_id"])
    is_withdrawn = set(read.loc[(read["kind"] == "retract") & (read["outcome"] == "accepted"), "claims"].str[0])
    for claim_id, group in made.groupby("claim_id"):
        assert list(group["version"]) == list(range(1, len(group) + 1))
        begins, ends = list(group["known_from"]), list(group["known_to"])
        assert begins[0] <= last_day(day).isoformat()
        assert all(begin < end for begin, end in zip(begins, ends, strict=True) if end is not None)
        assert all(end is not None and end <= begin for end, begin in zip(ends, begins[1:], strict=False))
        if claim_id not in is_withdrawn:
            assert ends == [*begins[1:], None]


@given(steps, st.integers(-5, 40), published)
def test_what_was_known_on_a_day_is_what_was_decided_by_then_and_what_the_sources_had_withdrawn(
    drawn: list[Any], days: int, published_on: str
) -> None:
    day = f"{date(2031, 1, 1) + timedelta(days=days)}"
    claims = CLAIMS.assign(published_on=published_on)
    read = written(drawn, claims)

    def known(made: pd.DataFrame) -> pd.DataFrame:
        holds = (made["known_from"] <= day) & (made["known_to"].isna() | (made["known_to"] > day))
        return made[holds].drop(columns=["version", "known_to"]).reset_index(drop=True)

    # that a source withdrew a figure is true from the day it did so, whoever found out when
    by_then = read[(read["decided_at"].str[:10] <= day) | ((read["kind"] == "retract") & (read["state"] == "standing"))]
    replayed = known(apply(claims, documents(published_on), by_then))
    assert replayed["claim_id"].is_unique
    pd.testing.assert_frame_equal(replayed, known(apply(claims, documents(published_on), read)))


@given(steps, st.randoms())
def test_neither_the_order_of_the_claims_nor_a_second_time_changes_a_version(drawn: list[Any], random: Any) -> None:
    read = written(drawn, CLAIMS)
    shuffled = CLAIMS.sample(frac=1, random_state=random.randrange(2**32)).reset_index(drop=True)
    pd.testing.assert_frame_equal(apply(CLAIMS, documents(), read), apply(shuffled, documents(), read))
