from dataclasses import asdict, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_worlds import START, claim, day, flow, stock

from orchestration.model.conflict import Conflict
from orchestration.series.frames import series_conflicts, series_windows
from orchestration.series.statements import statements
from orchestration.series.stock_frames import stock_conflicts
from orchestration.series.windows import Evidence

VOICE = claim("voice", 153, 153, 30, voice_id="voice", published_on=day(31))
ECHO = replace(VOICE, claim_id="echo", published_on=day(40))
LATER_FALL = claim("fall", None, 142, 60, voice_id="fall", published_on=day(61))


def frame(*claims: Evidence) -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        asdict(said)
        | {"context_id": "northmark", "population": "all", "place": "national", "origin_id": "all", "assumption_set": "A1", "starts_on": START}
        | {"claim_origin_id": said.origin_id}
        for said in claims
    ]
    return pd.DataFrame(rows)


def found(*claims: Evidence) -> list[dict[str, Any]]:
    return Conflict.validate(series_conflicts(frame(*claims))).to_dict("records")


def test_tellings_of_one_voice_with_the_same_days_and_numbers_are_one_statement() -> None:
    assert statements([ECHO, VOICE, replace(ECHO, claim_id="another")]) == {"voice": ["another", "echo"]}


def test_claims_without_a_voice_stand_alone() -> None:
    alone = [replace(VOICE, voice_id=None), replace(ECHO, voice_id=None)]
    assert statements(alone) == {"voice": [], "echo": []}


def test_the_voice_represents_its_statement_even_where_another_telling_was_published_first() -> None:
    assert statements([VOICE, replace(ECHO, published_on=day(2))]) == {"voice": ["echo"]}


def test_without_its_voice_a_statement_is_represented_by_its_earliest_telling() -> None:
    second, undated = replace(ECHO, claim_id="second", published_on=day(50)), replace(ECHO, claim_id="a", published_on=None)
    assert statements([undated, second, ECHO]) == {"echo": ["a", "second"]}


def test_a_telling_whose_date_only_reaches_further_is_no_statement_of_its_own() -> None:
    vague = replace(ECHO, end_first=day(30), end_last=day(40))
    unknown = replace(ECHO, claim_id="unknown", end_first=None, start_first=None, start_last=None)
    assert statements([VOICE, vague, unknown]) == {"voice": ["echo", "unknown"]}
    held = stock("held", 9, 9, 30, voice_id="held")
    assert statements([held, replace(held, claim_id="told", end_last=day(33))]) == {"held": ["told"]}
    flowed = flow("flow", 5, 5, (1, 1), (9, 9), voice_id="flow")
    assert statements([flowed, replace(flowed, claim_id="told", start_last=day(4))]) == {"flow": ["told"]}


@pytest.mark.parametrize("otherwise", [
    {"low": 152}, {"high": None}, {"bounds_above": False}, {"end_first": day(31), "end_last": day(31)}, {"start_first": day(2)}, {"basis": "flow"},
])  # fmt: skip
def test_a_telling_with_other_days_or_numbers_is_a_statement_of_its_own(otherwise: dict[str, Any]) -> None:
    assert statements([VOICE, replace(ECHO, **otherwise)]) == {"voice": [], "echo": []}


def test_echoes_open_no_conflict_and_are_named_beside_it() -> None:
    (alone,) = found(VOICE, LATER_FALL)
    vague = replace(ECHO, claim_id="vague", end_last=day(45))
    (told,) = found(VOICE, LATER_FALL, ECHO, vague, replace(LATER_FALL, claim_id="fallen", published_on=day(90)))
    assert (alone["claims"], alone["echo_claims"]) == (["fall", "voice"], [])
    assert told["echo_claims"] == ["echo", "fallen", "vague"]
    assert {**told, "echo_claims": []} == alone, "nothing else differs, least of all the id by which it was settled"
    assert told["removable"] == ["fall", "voice"]


def test_a_part_is_no_telling_of_its_whole() -> None:
    part = frame(stock("part", 30, 30, 5, voice_id="judged")).assign(population="women")
    whole = frame(stock("whole", 20, 20, 5, voice_id="judged"))
    (conflict,) = series_conflicts(pd.concat([part, whole])).to_dict("records")
    assert (conflict["kind"], conflict["claims"]) == ("part_above_whole", ["part", "whole"])


def test_echoes_open_no_conflict_of_a_stock_with_its_flows() -> None:
    freed = claim("freed", 150, None, 30, measure="releases", voice_id="freed")
    held = stock("held", 20, None, 30, voice_id="held")
    claims = [VOICE, freed, held, ECHO, replace(held, claim_id="told"), replace(freed, claim_id="freed again")]
    (conflict,) = Conflict.validate(stock_conflicts([frame(*claims)], held_before=(0, 0))).to_dict("records")
    assert (conflict["claims"], conflict["echo_claims"]) == (["freed", "held", "voice"], ["echo", "freed again", "told"])


days = st.integers(1, 60)
some_claims = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.integers(0, 9), days, st.integers(0, 20)), min_size=1, max_size=8)


@given(some_claims, st.data())
def test_a_later_copy_of_any_claim_changes_no_bound_and_no_conflict(drawn: list[tuple[str, int, int, int, int]], data: st.DataObject) -> None:
    claims = [
        claim(f"{voice}{place}", low, low + more, at, at + width, voice_id=f"{voice}0", published_on=day(at + width))
        for place, (voice, low, more, at, width) in enumerate(drawn)
    ]
    copied = data.draw(st.sampled_from(claims))
    copy = replace(copied, claim_id="copy", end_last=day(100), published_on=day(100))
    ids = [{row["conflict_id"] for row in found(*told)} for told in (claims, [*claims, copy])]
    assert ids[0] == ids[1]
    months = pd.DataFrame({"context_id": ["northmark"], "month_end": [day(50)]})
    bounds = [
        {(row.from_date, row.to_date, row.rule): (row.low, row.high) for row in series_windows(frame(*told), months).itertuples()}
        for told in (claims, [*claims, copy])
    ]
    assert str({key: bounds[1][key] for key in bounds[0]}) == str(bounds[0])
