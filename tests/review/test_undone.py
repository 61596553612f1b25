"""Undoing is another line: what it names has no effect any more, and nothing takes its place."""

from typing import Any

import pytest
from invented import CONTEXTS, FILE, TODAY, claim, comparison, correction, documents, faults, judged, line, settlement, table, text

from orchestration.model.judgement import ClaimVersion
from orchestration.review.judgements import check_judgements, read_judgements
from orchestration.review.versions import apply

LATER = claim(quote_text="It reads otherwise now.")


def undo(number: int, *undone: str, **keys: Any) -> dict[str, Any]:
    found = line("undo", number, supersedes=list(undone), **keys)
    del found["claim_id"], found["judged"]
    return found


@pytest.mark.parametrize("undone", [line("accept"), line("reject"), correction("value", 500, 510), line("retract", withdrawn_on="2031-01-01")])
def test_an_undone_verdict_leaves_the_claim_as_it_was_read(undone: dict[str, Any]) -> None:
    read = judged(undone, undo(2, "J1"))
    assert list(read["state"]) == ["superseded", "standing"]
    made = apply(table(claim()), documents(), read)
    ClaimVersion.validate(made)
    last = made.iloc[-1]
    assert (last["value"], last["review_status"], last["known_from"], last["judgement_id"]) == (500, "machine", "2031-05-02", "J2")
    assert not last["needs_look"]


def test_what_was_known_before_the_undo_is_kept() -> None:
    made = apply(table(claim()), documents(), judged(line("reject", 1), undo(3, "J1")))
    assert list(made["review_status"]) == ["machine", "rejected", "machine"]
    assert list(made["known_from"]) == ["2030-06-30", "2031-05-01", "2031-05-03"]


def test_an_undo_of_one_correction_leaves_the_other() -> None:
    lines = correction("value", 500, 510, 1), correction("qualifier", "exactly", "at_least", 2), undo(3, "J1")
    last = apply(table(claim()), documents(), judged(*lines)).iloc[-1]
    assert (last["value"], last["qualifier"], last["review_status"]) == (500, "at_least", "corrected")


def test_an_undo_that_leaves_what_no_claim_can_be_is_set_aside() -> None:
    detail, other = correction("population_detail", None, "elders", 1), correction("population", "all", "other", 2)
    assert faults(judged(detail, other, undo(3, "J1"))) == [("supersedes", "population_detail is empty although population is other")]
    assert list(judged(detail, other, undo(3, "J1", "J2"))["state"]) == ["superseded", "superseded", "standing"]


def test_comparisons_and_settlements_are_undone_too() -> None:
    lines = comparison("same_figure", 1, claim(), claim(2)), settlement(2), undo(3, "J1"), undo(4, "J2")
    read = judged(*lines, claims=table(claim(), claim(2)))
    assert list(read["state"]) == ["superseded", "superseded", "standing", "standing"]
    assert list(read["conflict_id"])[3] == "c0ffee"


def test_what_was_undone_may_be_decided_otherwise() -> None:
    assert list(judged(line("accept", 1), undo(2, "J1"), line("reject", 3))["state"]) == ["superseded", "standing", "standing"]


def test_an_undo_is_not_undone_and_undoes_one_thing_at_a_time() -> None:
    assert faults(judged(line("accept", 1), undo(2, "J1"), undo(3, "J2"))) == [("supersedes", "J2 is about something else")]
    assert faults(judged(line("accept", 1), settlement(2), undo(3, "J1", "J2"))) == [("supersedes", "J2 is about something else")]
    assert faults(judged(undo(1, "J9"))) == [("supersedes", "no line before this one is J9")]
    assert faults(judged(undo(1))) == [("supersedes", "List should have at least 1 item after validation, not 0")]


def test_an_undo_holds_when_the_claim_reads_otherwise_or_is_gone() -> None:
    for claims in (table(LATER), table(claim(2))):
        read = check_judgements([read_judgements(FILE, text(line("accept", 1), undo(2, "J1")), TODAY)], claims, CONTEXTS)
        assert list(read["outcome"]) == ["accepted", "accepted"]
        assert list(read["state"]) == ["superseded", "standing"]
    assert not apply(table(LATER), documents(), judged(line("accept", 1), undo(2, "J1"), claims=table(LATER))).iloc[-1]["needs_look"]
