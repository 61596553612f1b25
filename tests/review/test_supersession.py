"""What a line replaces: nothing that stands if it has no effect itself, and nothing that never was if it was set aside."""

import pytest
from invented import FILE, claim, comparison, correction, faults, judged, line, settlement, table

GONE = claim(7)
MISTYPED = "0" * 20


def test_a_judgement_of_another_reading_replaces_none_that_stands() -> None:
    read = judged(line("reject", 1), line("accept", 2, supersedes=["J1"], judged=MISTYPED))
    assert list(read["outcome"]) == ["accepted", "accepted"]
    assert list(read["state"]) == ["standing", "needs_look"]


def test_the_same_line_with_the_fingerprint_of_the_claim_still_has_to_name_what_stands() -> None:
    mistyped = (line("reject", 1), line("accept", 2, supersedes=["J1"], judged=MISTYPED))
    read = judged(*mistyped, line("accept", 3, supersedes=["J2"]))
    assert faults(read) == [("kind", f"contradicts J1 ({FILE}:1)")]
    read = judged(*mistyped, line("accept", 3, supersedes=["J1", "J2"]))
    assert list(read["state"]) == ["superseded", "superseded", "standing"]


def test_a_comparison_of_other_readings_replaces_none_that_stands() -> None:
    once = claim(2, quote_text="As it was read once.")
    lines = comparison("same_figure", 1, claim(), claim(2)), comparison("different_figure", 2, claim(), once, supersedes=["J1"])
    assert list(judged(*lines, claims=table(claim(), claim(2)))["state"]) == ["standing", "needs_look"]


def test_of_judgements_of_a_reading_that_has_changed_the_last_needs_a_look() -> None:
    now = claim(quote_text="It reads otherwise now.")
    read = judged(line("reject", 1), line("accept", 2, supersedes=["J1"]), claims=table(now))
    assert list(read["state"]) == ["superseded", "needs_look"]


@pytest.mark.parametrize("aside", [
    line("reject", 2, supersedes=["J1"], judgement_id="J1"),
    line("reject", 2, supersedes=["J1", "J9"]),
    line("reject", 2, supersedes=["J1"], role="Ada Example"),
    correction("value", 400, 510, 2, supersedes=["J1"]),
    settlement(2, supersedes=["J1"]),
    line("reject", 2, supersedes=["J1"], of=claim(8)),
], ids=["a key twice", "an unknown key", "a name", "a wrong from", "another thing", "a claim that never was either"])  # fmt: skip
def test_a_claim_that_never_was_is_not_judged_for_being_named_by_a_line_that_is_set_aside(aside: dict[str, object]) -> None:
    read = judged(line("reject", 1, of=GONE), aside)
    assert list(read["outcome"]) == ["quarantined", "quarantined"]
    assert faults(read, 0) == [("claims", f"no claim {GONE['claim_id']}: it never was, or its document is read otherwise now")]


def test_a_claim_that_took_the_place_of_another_twice_settles_both() -> None:
    read = judged(line("reject", 1, of=GONE), line("reject", 2, of=claim(8), supersedes=["J1"]), line("reject", 3, supersedes=["J2"]))
    assert list(read["state"]) == ["superseded", "superseded", "standing"]
