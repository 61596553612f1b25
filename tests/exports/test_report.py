"""What changed, in words: by series and cause, and plainly when nothing did."""

from datetime import UTC, date, datetime
from pathlib import Path

from orchestration.exports.described import Project, Release
from orchestration.exports.report import what_changed

REFRESHES = [{"version": f"2024.06.30-{n}", "started_at": datetime(2024, 6, 30, n, tzinfo=UTC)} for n in (2, 1)]
MOVED = {
    "release": "2024.06.30-2", "measure": "arrests", "context_id": "xl", "population": "all", "place": "national", "origin_id": "all",
    "assumption_set": "A1", "month_end": date(2023, 5, 31), "old_bound_low": 10, "new_bound_low": 12, "old_bound_high": None,
    "new_bound_high": None, "old_reported_low": None, "new_reported_low": 12, "old_reported_high": 12, "new_reported_high": 12,
    "old_contested": False, "new_contested": False, "causes": ["new document"],
}  # fmt: skip


def release(version: str) -> Release:
    return Release(Path(), version, "c0ffee", "2024-06-30T02:00:00Z", (), Project("", "", (), ()))


def test_nothing_moved_is_said_plainly() -> None:
    assert "Nothing moved" in what_changed(release("2024.06.30-2"), [MOVED | {"release": "2024.06.30-1"}], REFRESHES, "A1")


def test_the_first_release_has_none_before_it() -> None:
    assert "the first release" in what_changed(release("2024.06.30-1"), [], REFRESHES, "A1")


def test_a_move_is_told_with_both_values_and_its_cause() -> None:
    text = what_changed(release("2024.06.30-2"), [MOVED], REFRESHES, "A1")
    assert "1 points are not what they were in release 2024.06.30-1" in text
    assert "| arrests, xl, all, national | 2023-05 | at least | 10 | 12 | new document |" in text
    assert "| lowest reported | nothing | 12 |" in text
    assert "at most" not in text, "what did not move is not told"


def test_a_place_in_the_words_of_a_document_is_no_markup() -> None:
    text = what_changed(release("2024.06.30-2"), [MOVED | {"place": "a | <b> [c](d)"}], REFRESHES, "A1")
    assert "a \\| &lt;b> \\[c\\](d)" in text
