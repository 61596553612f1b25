"""Judgements as lines: what reads well, what is set aside and why, what survives a new reading."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import CONTEXTS, FILE, TODAY, claim, coded, comparison, correction, faults, judged, line, settlement, table, text

from orchestration.model.judgement import Judgement
from orchestration.review.judgements import check_judgements, read_judgements

TWO = table(claim(), claim(2))


def without(found: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in found.items() if name != key}


@pytest.mark.parametrize("found", [
    line("accept"),
    line("reject"),
    correction("value", 500, 5000),
    correction("origin", "the police", None),
    correction("period_is_implied", False, True),
    line("retract", withdrawn_on="2030-09-01"),
    comparison("same_figure", 1, claim(), claim(2)),
    comparison("different_figure", 1, claim(), claim(2)),
    settlement(1),
], ids=lambda found: f"{found['kind']} {found.get('field', '')}")  # fmt: skip
def test_every_kind_of_line_that_is_well_written_stands(found: dict[str, object]) -> None:
    read = judged(found, claims=TWO)
    assert faults(read) == []
    assert (read.loc[0, "outcome"], read.loc[0, "state"], read.loc[0, "kind"]) == ("accepted", "standing", found["kind"])
    Judgement.validate(read)


def test_a_correction_is_kept_as_text_and_a_retraction_counts_from_the_day_of_the_withdrawal() -> None:
    read = judged(correction("value", 500, 5000), correction("origin", "the police", None, 2), line("retract", 3, withdrawn_on="2030-09-01"))
    assert list(read["from_value"]) == ["500", "the police", None]
    assert list(read["to_value"]) == ["5000", None, None]
    assert list(read["takes_effect_on"]) == ["2031-05-01", "2031-05-02", "2030-09-01"]


BAD_LINES = {
    "not JSON": ("accept J1", "line", "not JSON"),
    "blank": ("", "line", "not JSON"),
    "cut off": (json.dumps(line("accept"))[:-9], "line", "not JSON"),
    "a list": ("[]", "line", "not an object"),
    "a key twice": (json.dumps(line("accept"))[:-1] + ', "role": "editor"}', "line", "a key is said twice"),
    "a number that is none": (json.dumps(line("accept", reason=float("nan"))), "line", "NaN is no number"),
    "an endless number": (json.dumps(line("accept"))[:-1] + f', "x": {"9" * 5000}}}', "line", "Exceeds the limit"),
    "too deep": ("[" * 100_000, "line", "not JSON"),
    "half a character": (json.dumps(line("accept", reason="\ud800")), "line", "not JSON, or not text"),
    "an unknown key": (json.dumps(line("accept", certain=True)), "certain", "Extra inputs"),
    "a key of another kind": (json.dumps(line("accept", conflict_id="x")), "conflict_id", "Extra inputs"),
    "an unknown kind": (json.dumps(line("doubt")), "kind", "must be one of accept, reject"),
    "a kind that is no text": (json.dumps(line("accept") | {"kind": ["accept"]}), "kind", "must be one of accept, reject"),
    "no kind": (json.dumps(without(line("accept"), "kind")), "kind", "must be one of accept, reject"),
    "no claim": (json.dumps(without(line("accept"), "claim_id")), "claim_id", "Field required"),
    "nothing judged": (json.dumps(without(line("accept"), "judged")), "judged", "Field required"),
    "no conflict": (json.dumps(without(settlement(1), "conflict_id")), "conflict_id", "Field required"),
    "no reason": (json.dumps(line("accept", reason=" ")), "reason", "String should match"),
    "one claim compared": (json.dumps(comparison("same_figure", 1, claim())), "claims", "at least 2 items"),
    "a claim compared with itself": (json.dumps(comparison("same_figure", 1, claim(), claim())), "line", "claims must differ"),
    "a name as role": (json.dumps(line("accept", role="Ada Example")), "role", "a role, never a person's name"),
    "a local instant": (json.dumps(line("accept", decided_at="2031-05-01T10:00:00")), "decided_at", "an instant in UTC"),
    "an instant elsewhere": (json.dumps(line("accept", decided_at="2031-05-01T10:00:00-06:00")), "decided_at", "an instant in UTC"),
    "a day": (json.dumps(line("accept", decided_at="yesterday")), "decided_at", "an instant in UTC"),
    "the future": (json.dumps(line("accept", decided_at="2032-01-01T00:00:00Z")), "decided_at", "is in the future"),
    "another year": (json.dumps(line("accept", decided_at="2030-12-31T23:59:59Z")), "decided_at", "is not of the year"),
    "a field nobody corrects": (json.dumps(correction("claim_id", "a", "b")), "field", "must be one of measure"),
    "a number in quotes": (json.dumps(correction("value", 500, "5000")), "to", "a whole number without quotes"),
    "a fraction": (json.dumps(correction("value", 500, 500.5)), "to", "a whole number without quotes"),
    "a truth as a number": (json.dumps(correction("value", 500, True)), "to", "a whole number without quotes"),
    "fewer than nobody": (json.dumps(correction("value", 500, -1)), "to", "a whole number without quotes"),
    "more than can be": (json.dumps(correction("value", 500, 10**15)), "to", "a whole number without quotes"),
    "a truth in quotes": (json.dumps(correction("period_is_implied", False, "true")), "to", "must be true or false"),
    "a text that is empty": (json.dumps(correction("origin", "the police", " ")), "to", "must be text, or null"),
    "no change": (json.dumps(correction("value", 500, 500)), "line", "from and to are the same"),
    "no from": (json.dumps(without(correction("value", 500, 5000), "from")), "from", "Field required"),
    "no day of withdrawal": (json.dumps(line("retract")), "withdrawn_on", "Field required"),
    "a month of withdrawal": (json.dumps(line("retract", withdrawn_on="2030-09")), "withdrawn_on", "must be a day"),
    "a withdrawal to come": (json.dumps(line("retract", withdrawn_on="2031-05-02")), "withdrawn_on", "is after the decision"),
}
"""A line, the place of its fault and words of the reason."""


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_line_that_is_not_understood_is_set_aside_with_place_reason_and_remedy(name: str) -> None:
    bad, place, words = BAD_LINES[name]
    read = check_judgements([read_judgements(FILE, text(line("accept", 1)) + bad + "\n" + text(line("accept", 3)), TODAY)], table(claim()), CONTEXTS)
    assert list(read["outcome"]) == ["accepted", "quarantined", "accepted"]
    assert [(found["file"], found["line"]) for found in read.to_dict("records")] == [(FILE, 1), (FILE, 2), (FILE, 3)]
    assert any(place == at and words in reason for at, reason in faults(read, 1)), faults(read, 1)
    assert all(fault["remedy"] for fault in read.loc[1, "faults"])
    Judgement.validate(read)


def test_a_fault_never_repeats_a_name() -> None:
    read = judged(line("accept", role="Ada Example", decided_at="Ada Example"), line("Ada Example", 2))
    assert "Ada" not in str(read.to_dict("records"))


@given(st.text(max_size=200))
def test_whatever_a_file_holds_every_line_is_a_row(content: str) -> None:
    read = read_judgements(FILE, content, TODAY)
    assert len(read) == content.count("\n") + (content != "" and not content.endswith("\n"))
    assert set(read["outcome"]) <= {"quarantined"}
    assert all(len(found) > 0 for found in read["faults"])


def test_no_file_and_an_empty_file_hold_no_judgement() -> None:
    for files in ([], [read_judgements(FILE, "", TODAY)]):
        read = check_judgements(files, table(claim()), CONTEXTS)
        assert read.empty
        Judgement.validate(read)


def test_a_judgement_that_points_at_no_claim_is_set_aside() -> None:
    for found in (line("accept", of=claim(7)), comparison("same_figure", 1, claim(), claim(7))):
        read = judged(found)
        assert read.loc[0, "outcome"] == "quarantined"
        assert faults(read) == [("claims", f"no claim {claim(7)['claim_id']}: it never was, or its document is read otherwise now")]


def test_a_judgement_of_a_claim_that_is_gone_is_settled_by_a_judgement_of_the_one_that_took_its_place() -> None:
    read = judged(line("reject", 1, of=claim(7)), line("reject", 2, supersedes=["J1"]))
    assert list(read["outcome"]) == ["accepted", "accepted"]
    assert list(read["state"]) == ["superseded", "standing"]


def test_a_key_is_used_once() -> None:
    read = judged(line("accept", 1), line("accept", 2, judgement_id="J1"))
    assert faults(read) == [("judgement_id", f"is that of {FILE}:1")]
    assert faults(judged(line("accept", 1), line("accept", 1))) == [("judgement_id", f"is that of {FILE}:1")]


def test_lines_are_appended_and_never_inserted() -> None:
    read = judged(line("accept", 3), line("accept", 2), line("accept", 4))
    assert list(read["outcome"]) == ["accepted", "quarantined", "accepted"]
    assert faults(read, 1) == [("decided_at", "is before the decision of a line above")]


def test_the_order_holds_across_files() -> None:
    earlier = read_judgements("judgements/2030.jsonl", text(line("accept", 1, decided_at="2030-12-31T00:00:00Z")), TODAY)
    later = read_judgements(FILE, text(line("reject", 2, supersedes=["J1"])), TODAY)
    read = check_judgements([earlier, later], table(claim()), CONTEXTS)
    assert list(read["state"]) == ["superseded", "standing"]


CONTRARY = [
    (line("accept", 1), line("reject", 2)),
    (line("reject", 1), line("accept", 2)),
    (line("accept", 1), correction("value", 500, 510, 2)),
    (correction("value", 500, 510), line("accept", 2)),
    (line("reject", 1), correction("value", 500, 510, 2)),
    (correction("value", 500, 510), line("reject", 2)),
    (correction("value", 500, 510), correction("value", 500, 520, 2)),
    (line("retract", 1, withdrawn_on="2030-09-01"), line("retract", 2, withdrawn_on="2030-10-01")),
    (comparison("same_figure", 1, claim(), claim(2)), comparison("different_figure", 2, claim(2), claim())),
    (settlement(1), settlement(2)),
]
pairs = pytest.mark.parametrize(("first", "second"), CONTRARY, ids=lambda found: found["kind"])


@pairs
def test_a_judgement_that_contradicts_one_that_stands_is_set_aside(first: dict[str, object], second: dict[str, object]) -> None:
    read = judged(first, second, claims=TWO)
    assert list(read["state"]) == ["standing", None]
    assert faults(read) == [("kind", f"contradicts J1 ({FILE}:1)")]


@pairs
def test_a_judgement_that_names_the_other_replaces_it(first: dict[str, object], second: dict[str, object]) -> None:
    read = judged(first, second | {"supersedes": ["J1"]}, claims=TWO)
    assert faults(read) == []
    assert list(read["state"]) == ["superseded", "standing"]


def test_what_was_replaced_contradicts_nothing_any_more() -> None:
    read = judged(line("accept", 1), line("reject", 2, supersedes=["J1"]), line("accept", 3, supersedes=["J2"]), line("accept", 4))
    assert list(read["state"]) == ["superseded", "superseded", "standing", "standing"]


@pytest.mark.parametrize("second", [
    line("accept", 2),
    line("retract", 2, withdrawn_on="2030-09-01"),
    line("reject", 2, of=claim(2)),
    comparison("different_figure", 2, claim(), claim(2)),
    settlement(2, "another"),
], ids=lambda found: found["kind"])  # fmt: skip
def test_judgements_that_can_both_hold_stand_together(second: dict[str, object]) -> None:
    assert list(judged(line("accept", 1), second, claims=TWO)["state"]) == ["standing", "standing"]


def test_two_corrections_of_different_fields_stand_together() -> None:
    assert list(judged(correction("value", 500, 510), correction("origin", "the police", None, 2))["state"]) == ["standing", "standing"]


def test_a_comparison_contradicts_only_where_it_is_about_the_same_two_claims() -> None:
    three = table(claim(), claim(2), claim(3))
    read = judged(comparison("same_figure", 1, claim(), claim(2)), comparison("different_figure", 2, claim(2), claim(3)), claims=three)
    assert list(read["state"]) == ["standing", "standing"]


@pytest.mark.parametrize(("names", "words"), [
    (["J9"], "no line before this one is J9"),
    (["J2"], "no line before this one is J2"),
    (["J1"], "J1 is about something else"),
])  # fmt: skip
def test_only_an_earlier_judgement_of_the_same_thing_is_superseded(names: list[str], words: str) -> None:
    read = judged(line("accept", 1, of=claim(2)), line("reject", 2, supersedes=names), claims=TWO)
    assert faults(read) == [("supersedes", words)]
    assert read.loc[0, "state"] == "standing"


def test_a_verdict_never_supersedes_a_comparison() -> None:
    read = judged(comparison("same_figure", 1, claim(), claim(2)), line("reject", 2, supersedes=["J1"]), claims=TWO)
    assert faults(read) == [("supersedes", "J1 is about something else")]


def test_a_correction_starts_from_what_the_claim_says() -> None:
    assert faults(judged(correction("value", 400, 510))) == [("from", "is not what the claim says in value")]
    assert faults(judged(correction("place", "a town", "a city"))) == [("from", "is not what the claim says in place")]


@pytest.mark.parametrize(("field", "was", "becomes", "words"), [
    ("measure", "arrests", "escapes", "measure is none of"),
    ("qualifier", "exactly", "between", "between does not go with"),
    ("period_end", "2030-05", "2033", "is after the day of the judgement"),
    ("population", "all", "other", "population_detail is empty"),
])  # fmt: skip
def test_a_correction_to_an_impossible_value_is_set_aside(field: str, was: str, becomes: str, words: str) -> None:
    ((place, reason),) = faults(judged(correction(field, was, becomes)))
    assert place == "to"
    assert words in reason


def test_a_correction_can_become_possible_by_another_and_impossible_without_it() -> None:
    detail = correction("population_detail", None, "dock workers")
    population = correction("population", "all", "other", 2)
    assert list(judged(detail, population)["state"]) == ["standing", "standing"]
    ((place, reason),) = faults(judged(detail, population, line("retract", 3, withdrawn_on="2030-09-01", supersedes=["J1"])))
    assert place == "supersedes"
    assert "population_detail is empty" in reason


def test_a_claim_that_is_odd_as_read_can_still_be_judged() -> None:
    odd = claim(period_start="2030-06")
    read = judged(line("reject", 1, of=odd), correction("origin", "the police", None, 2, of=odd, supersedes=["J1"]), claims=table(odd))
    assert list(read["state"]) == ["superseded", "standing"]


def test_a_claim_is_not_withdrawn_before_it_was_published() -> None:
    assert faults(judged(line("retract", withdrawn_on="2030-05-31"))) == [("withdrawn_on", "is before the document was published")]
    assert faults(judged(line("retract", withdrawn_on="2030-06-01"))) == []


def test_a_judgement_survives_a_new_reading_that_says_the_same() -> None:
    again = claim(extractor_version="2.0", rules=["another rule"], confidence=0.9)
    assert list(judged(line("reject"), claims=table(again))["state"]) == ["standing"]


@pytest.mark.parametrize("change", [
    {"quote_text": "By the end of May 2030 the police had arrested 500 people."},
    {"qualifier": "at_least", "value_high": None},
    {"number_text": "five hundred"},
    {"origin": None},
], ids=lambda change: next(iter(change)))  # fmt: skip
def test_a_judgement_of_a_reading_that_has_changed_needs_a_look(change: dict[str, object]) -> None:
    read = judged(correction("value", 500, 510), comparison("same_figure", 2, claim(2), claim()), claims=table(claim(**change), claim(2)))
    assert list(read["outcome"]) == ["accepted", "accepted"]
    assert list(read["state"]) == ["needs_look", "needs_look"]


def test_a_coding_that_was_edited_after_its_judgement_needs_a_look() -> None:
    read = judged(line("reject", of=coded()), claims=table(coded(value=501, value_low=501, value_high=501)))
    assert list(read["state"]) == ["needs_look"]
    assert list(judged(line("reject", of=coded()), claims=table(coded(note="a remark")))["state"]) == ["standing"]


def test_looking_again_needs_no_supersession() -> None:
    now = claim(quote_text="It reads otherwise now.")
    read = judged(line("reject", 1), line("accept", 2, of=now), claims=table(now))
    assert list(read["state"]) == ["needs_look", "standing"]


def test_the_order_of_the_claims_changes_nothing() -> None:
    lines = (line("accept", 1), comparison("same_figure", 2, claim(), claim(2)), line("reject", 3, of=claim(2)))
    pd.testing.assert_frame_equal(judged(*lines, claims=TWO), judged(*lines, claims=TWO.iloc[::-1].reset_index(drop=True)))


def test_a_reason_may_be_written_in_any_script() -> None:
    assert list(judged(line("accept", reason="La frase lo dice as\u00ed: 500 detenidos. \u4e94\u767e\u4eba\u3002"))["state"]) == ["standing"]
