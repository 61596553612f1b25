"""What the machine remembers of its refreshes."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.store import upkeep

FAILED = upkeep.Alert("0123456789abcdef", "2024-06-15T05:15:00Z", "refresh", "No space left on device\nas the system says")


def test_the_last_refresh_is_the_one_that_was_noted_last(tmp_path: Path) -> None:
    assert upkeep.last_refresh(tmp_path) is None
    for day in (15, 16):
        upkeep.note_refresh(tmp_path, upkeep.LastRefresh(f"2024-06-{day}T05:15:00Z", f"2024.06.{day}-1"))
    assert upkeep.last_refresh(tmp_path) == upkeep.LastRefresh("2024-06-16T05:15:00Z", "2024.06.16-1")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff"])
def test_a_note_that_cannot_be_read_tells_of_no_refresh(tmp_path: Path, data: bytes) -> None:
    (tmp_path / upkeep.LAST).write_bytes(data)
    assert upkeep.last_refresh(tmp_path) is None


def test_alerts_are_told_oldest_first_until_a_refresh_ends_well(tmp_path: Path) -> None:
    later = upkeep.Alert("fedcba9876543210", "2024-06-16T05:15:00Z", "refresh", "once more")
    for failed in (later, FAILED):
        assert upkeep.alert(tmp_path, failed).parent == tmp_path / upkeep.ALERTS
    assert upkeep.alerts(tmp_path) == [FAILED, later]
    upkeep.note_refresh(tmp_path, upkeep.LastRefresh("2024-06-17T05:15:00Z", "1"))
    assert upkeep.alerts(tmp_path) == []


def test_hours_are_counted_across_zones() -> None:
    assert upkeep.hours_since("2024-06-15T05:00:00Z", datetime(2024, 6, 16, 6, 30, tzinfo=UTC)) == 25.5
    assert upkeep.hours_since("2024-06-15T05:00:00+02:00", datetime(2024, 6, 15, 5, tzinfo=UTC)) == 2


def test_the_disk_counts_what_lies_in_it_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"x" * 1000)
    os.symlink("file", tmp_path / "a" / "link")
    taken, free = upkeep.disk(tmp_path)
    assert taken == 1000 + len("file")
    assert free > 0
