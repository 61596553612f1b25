"""What the page writes is what the refresh takes: keys, order, files, and no line that would be set aside."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented import claim, table

from orchestration.desk import decisions, record
from orchestration.desk.record import Judge, RefusedError
from orchestration.review.judged import Row
from orchestration.settings import Settings
from orchestration.store import lake

NOW = datetime(2031, 5, 1, 10, tzinfo=UTC)
REVIEWER, CODER = Judge("reviewer"), Judge("coder", "A")
CLAIMS = [claim(), claim(2), claim(3, value=700, value_low=700, value_high=700, number_text="700")]
ID, OTHER = CLAIMS[0]["claim_id"], CLAIMS[1]["claim_id"]


@pytest.fixture
def found(tmp_path: Path) -> Settings:
    """A record without judgements, and a lake with three claims."""
    settings = Settings(tmp_path / "raw", tmp_path / "var", date(2031, 12, 31))
    settings.raw.mkdir()
    lake.write(settings.lake, "claims", table(*CLAIMS))
    return settings


def known(found: Settings, judge: Judge = REVIEWER) -> list[Row]:
    return [line for line in record.lines(found) if line["coder"] == judge.coder]


def read(found: Settings, claim_id: str = ID) -> Row:
    row = record.claim(found, claim_id)
    assert row is not None
    return row


def decide(found: Settings, kind: str, judge: Judge = REVIEWER, at: datetime = NOW) -> list[str]:
    row = read(found)
    return record.write(found, lambda: at, judge, lambda known: decisions.verdict(kind, row, row["fingerprint"], known, "It is so."))


def correct(found: Settings, *, at: datetime = NOW, judged: str | None = None, **said: str) -> list[str]:
    row = read(found)
    return record.write(found, lambda: at, REVIEWER, lambda known: decisions.correction(said, row, judged or row["fingerprint"], known, "It is so."))


def undo(found: Settings, key: str, at: datetime = NOW) -> list[str]:
    return record.write(found, lambda: at, REVIEWER, lambda known: decisions.undo(key, known, "In error."))


def states(found: Settings) -> dict[str, str]:
    lines = record.lines(found)
    assert {line["outcome"] for line in lines} <= {"accepted"}
    return {line["judgement_id"]: line["state"] for line in lines}


def now_says(found: Settings) -> Row:
    return record.as_judged(read(found), record.in_force(record.lines(found), ID, None))


def test_a_decision_is_a_line_of_the_year_with_the_next_key(found: Settings) -> None:
    assert decide(found, "accept") == ["J2031-0001"]
    (line,) = (found.raw / "judgements" / "2031.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "judgement_id": "J2031-0001", "kind": "accept", "claim_id": ID, "judged": read(found)["fingerprint"], "role": "reviewer",
        "decided_at": "2031-05-01T10:00:00Z", "reason": "It is so.",
    }  # fmt: skip


def test_another_verdict_replaces_the_first_and_the_file_only_grows(found: Settings) -> None:
    file = found.raw / "judgements" / "2031.jsonl"
    before = b""
    for step in (
        lambda: decide(found, "accept"),
        lambda: decide(found, "reject"),
        lambda: correct(found, value="510"),
        lambda: decide(found, "accept"),
    ):
        step()
        after = file.read_bytes()
        assert after.startswith(before)
        assert len(after) > len(before)
        before = after
    assert list(states(found).values()) == ["superseded", "superseded", "superseded", "standing"]


def test_an_undone_decision_has_no_effect_and_may_be_made_again(found: Settings) -> None:
    decide(found, "accept")
    undo(found, "J2031-0001")
    assert states(found) == {"J2031-0001": "superseded", "J2031-0002": "standing"}
    assert decide(found, "accept") == ["J2031-0003"]
    with pytest.raises(RefusedError, match="no effect that could be undone"):
        undo(found, "J2031-0001")


def test_several_fields_are_corrected_together_and_undone_together(found: Settings) -> None:
    assert len(correct(found, value="510", qualifier="at_least", basis="cumulative")) == 2
    assert (now_says(found)["value"], now_says(found)["qualifier"]) == (510, "at_least")
    undo(found, "J2031-0001")
    assert (now_says(found)["value"], now_says(found)["qualifier"]) == (500, "exactly")


def test_a_field_is_corrected_anew_and_back_to_what_was_read(found: Settings) -> None:
    correct(found, value="510")
    correct(found, value="520")
    assert now_says(found)["value"] == 520
    correct(found, value="500")
    assert now_says(found)["value"] == 500
    assert list(states(found).values()) == ["superseded", "superseded", "standing"]


@pytest.mark.parametrize("said", [{"population": "other", "population_detail": "elders"}, {"period_start": "2030-05-20", "period_end": "2030-05-21"}])
def test_corrections_that_hold_only_in_one_order_are_written_in_it(found: Settings, said: dict[str, str]) -> None:
    correct(found, **said)
    assert {field: now_says(found)[field] for field in said} == said


@pytest.mark.parametrize(("said", "why"), [
    ({"qualifier": "perhaps"}, "qualifier is none of"),
    ({"value": "many"}, "must be a whole number"),
    ({"value": "-5"}, "must be a whole number"),
    ({"period_end": "2099-01"}, "after the day of the judgement"),
    ({"origin": "Ada Example"}, "is no origin in the catalogue"),
    ({"population": "other"}, "population_detail is empty"),
    ({"value": "500"}, "nothing is changed"),
    ({"fingerprint": "x", "claim_id": "y"}, "nothing is changed"),
])  # fmt: skip
def test_what_the_refresh_would_set_aside_is_refused_with_its_reason_and_not_written(found: Settings, said: dict[str, str], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        correct(found, **said)
    assert not (found.raw / "judgements").exists()


def test_of_several_corrections_all_are_written_or_none(found: Settings) -> None:
    with pytest.raises(RefusedError):
        correct(found, value="510", qualifier="perhaps")
    assert not (found.raw / "judgements").exists()


def test_a_decision_about_another_reading_than_the_last_is_refused(found: Settings) -> None:
    with pytest.raises(RefusedError, match="reads otherwise now"):
        correct(found, value="510", judged="0" * 20)
    assert not (found.raw / "judgements").exists()


def test_a_clock_that_went_back_is_refused(found: Settings) -> None:
    decide(found, "accept")
    with pytest.raises(RefusedError, match="before the decision of a line above"):
        decide(found, "reject", at=NOW - timedelta(minutes=5))


def test_a_judgement_without_effect_is_replaced_by_the_next(found: Settings) -> None:
    decide(found, "accept")
    lake.write(found.lake, "claims", table(claim(quote_text="It reads otherwise now."), *CLAIMS[1:]))
    assert list(states(found).values()) == ["needs_look"]
    decide(found, "reject")
    assert list(states(found).values()) == ["superseded", "standing"]


def test_figures_are_compared_and_told_apart_again(found: Settings) -> None:
    both = {ID: read(found)["fingerprint"], OTHER: read(found, OTHER)["fingerprint"]}
    record.write(found, lambda: NOW, REVIEWER, lambda known: decisions.comparison("same_figure", both, known, "One count."))
    record.write(found, lambda: NOW, REVIEWER, lambda known: decisions.comparison("different_figure", both, known, "Two counts."))
    assert list(states(found).values()) == ["superseded", "standing"]
    with pytest.raises(RefusedError, match="choose one claim"):
        decisions.comparison("same_figure", {ID: both[ID]}, [], "One count.")


def test_figures_with_different_numbers_are_not_one(found: Settings) -> None:
    differ = {row["claim_id"]: row["fingerprint"] for row in (read(found), read(found, CLAIMS[2]["claim_id"]))}
    with pytest.raises(RefusedError, match="differ in value"):
        record.write(found, lambda: NOW, REVIEWER, lambda _: decisions.comparison("same_figure", differ, [], "One count."))


def test_a_settlement_replaces_the_one_before(found: Settings) -> None:
    for _ in range(2):
        record.write(found, lambda: NOW, REVIEWER, lambda known: decisions.settlement("c0ffee", known, "Two days of counting."))
    assert list(states(found).values()) == ["superseded", "standing"]


def test_a_coder_writes_apart_and_hears_nothing_of_what_counts(found: Settings) -> None:
    decide(found, "accept")
    assert decide(found, "reject", CODER) == ["A-2031-0001"]
    assert [path.name for path in sorted((found.raw / "judgements").iterdir())] == ["2031-A.jsonl", "2031.jsonl"]
    assert list(states(found).values()) == ["standing", "standing"]
    assert now_says(found)["review_status"] == "machine"  # a verdict makes a version, not another reading
    lines = record.lines(found)
    assert record.dealt_with(lines, CODER, set()) == {("claim", ID)}
    assert record.dealt_with(lines, Judge("coder", "B"), set()) == set()


def test_what_was_decided_since_the_release_waits_no_more_and_what_was_undone_does(found: Settings) -> None:
    decide(found, "accept")
    assert record.dealt_with(record.lines(found), REVIEWER, set()) == {("claim", ID)}
    assert record.dealt_with(record.lines(found), REVIEWER, {"J2031-0001"}) == set()
    undo(found, "J2031-0001")
    assert record.dealt_with(record.lines(found), REVIEWER, set()) == set()


def test_a_line_that_a_hand_wrote_badly_stands_in_nobodys_way(found: Settings) -> None:
    (found.raw / "judgements").mkdir()
    (found.raw / "judgements" / "2031.jsonl").write_text('{"judgement_id": "J2031-0007"', encoding="utf-8")
    decide(found, "accept")
    assert [line["outcome"] for line in record.lines(found)] == ["quarantined", "accepted"]


@pytest.mark.parametrize(
    ("role", "coder", "blind"), [("Ada Example", None, False), ("reviewer", "Ada", False), ("reviewer", "a", False), ("reviewer", None, True)]
)
def test_a_judge_is_a_role_or_a_letter_and_never_a_name(role: str, coder: str | None, blind: bool) -> None:
    with pytest.raises(ValueError, match=r"name|coder"):
        Judge.named(role, coder, blind)


_DECIDES = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from orchestration.desk import decisions, record
from orchestration.settings import Settings
found = Settings(Path(sys.argv[1]), Path(sys.argv[2]), date(2031, 12, 31))
for number in range(10):
    conflict = f"c{number}"
    record.write(
        found, lambda: datetime(2031, 5, 1, 10, tzinfo=UTC), record.Judge("reviewer"),
        lambda known: decisions.settlement(conflict, [line for line in known if line["conflict_id"] == conflict], "So."),
    )
"""


def test_of_two_processes_that_decide_the_same_at_once_one_line_of_each_decision_stands(found: Settings) -> None:
    environment: dict[str, Any] = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _DECIDES, str(found.raw), str(found.var)]
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    assert len(states(found)) == 20
    standing = [line["conflict_id"] for line in known(found) if line["state"] == "standing"]
    assert sorted(standing) == [f"c{number}" for number in range(10)]
