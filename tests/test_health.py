"""What ``detention status`` sees: fresh, late, never refreshed, failed, locked, silent, and a takedown that is not done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration import health
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import FRESH_HOURS, Settings
from orchestration.store import lock, releases, removed, seen, upkeep

NOW = datetime(2024, 6, 16, 6, tzinfo=UTC)


def hours_ago(hours: float) -> str:
    return f"{NOW - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def found(tmp_path: Path) -> Settings:
    """A published release an hour after its refresh, and one source with a feed that was asked then."""
    for section in SECTIONS:
        (tmp_path / "raw" / section).mkdir(parents=True)
    source = tmp_path / "raw" / "press_articles" / "a"
    source.mkdir()
    feed = "feeds:\n  - {kind: feed, url: 'https://example.org/feed'}\n"
    (source / "source.yml").write_text(f"name: A\nkind: press\nhosts: [example.org]\nlanguages: [en]\nrights: invented\n{feed}", encoding="utf-8")
    var = tmp_path / "var"
    release = var / "releases" / "2024.06.16-1"
    release.mkdir(parents=True)
    with duckdb.connect(str(release / releases.DATABASE)) as connection:
        connection.execute("create table dim_documents as select 'a' as source_id, '2024-06-10' as published_on")
    (var / "releases" / "current").symlink_to(release.name)
    upkeep.note_refresh(var, upkeep.LastRefresh(hours_ago(1), release.name))
    seen.note(var, "a", seen.Seen("https://example.org/1", hours_ago(1), "new"))
    return Settings(tmp_path / "raw", var, date(2024, 6, 16))


def ill(found: Settings) -> dict[str, str]:
    """What something must be done about, and how it is."""
    return {sign.what: sign.how for sign in health.signs(found, NOW) if sign.remedy is not None}


def test_nothing_is_to_be_done_where_all_is_well(found: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 0)
    assert ill(found) == {}
    told = {sign.what: sign.how for sign in health.signs(found, NOW)}
    assert told["refresh"] == "release 2024.06.16-1, refreshed 1.0 hours ago"
    assert told["lock"] == "free"
    assert told["a"] == f"last document 2024-06-10, last asked {hours_ago(1)}"


def test_a_refresh_that_did_not_come_is_seen_without_a_daemon(found: Settings) -> None:
    upkeep.note_refresh(found.var, upkeep.LastRefresh(hours_ago(FRESH_HOURS), "2024.06.16-1"))
    assert "refresh" not in ill(found)
    upkeep.note_refresh(found.var, upkeep.LastRefresh(hours_ago(FRESH_HOURS + 0.1), "2024.06.16-1"))
    assert ill(found)["refresh"] == f"release 2024.06.16-1, refreshed {FRESH_HOURS + 0.1:.1f} hours ago"


def test_where_nothing_is_published_that_is_the_first_thing_told(found: Settings, tmp_path: Path) -> None:
    nothing = replace(found, var=tmp_path / "other")
    first = next(iter(health.signs(nothing, NOW)))
    assert (first.what, first.how, first.remedy) == ("refresh", "nothing is published", "run 'make run'")
    assert ill(nothing)["a"] == "last document none, last asked never"


def test_a_failure_is_told_until_a_refresh_ends_well(found: Settings) -> None:
    upkeep.alert(found.var, upkeep.Alert("0123456789", hours_ago(0.5), "refresh", "raw/x: broken\nand more"))
    assert ill(found)["failed"] == f"refresh at {hours_ago(0.5)}: raw/x: broken"
    upkeep.note_refresh(found.var, upkeep.LastRefresh(hours_ago(0), "2024.06.16-1"))
    assert "failed" not in ill(found)


def test_who_holds_the_lock_is_told_and_who_was_killed_with_it(found: Settings) -> None:
    def told() -> str:
        return next(sign.how for sign in health.signs(found, NOW) if sign.what == "lock")

    with lock.one_writer(found.var):
        assert told().startswith("a refresh is under way (process ")
    (found.var / "refresh.owner").write_text("4711\n", encoding="utf-8")
    assert told() == "free; its last owner, process 4711, was killed: the next refresh clears up after it"


def test_a_full_disk_is_told(found: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)
    assert "are free" in ill(found)["disk"]


def test_a_silent_source_is_told(found: Settings) -> None:
    seen.note(found.var, "a", seen.Seen("https://example.org/1", hours_ago(2 * FRESH_HOURS + 1), "unchanged"))
    assert ill(found)["a"].endswith(f"last asked {hours_ago(2 * FRESH_HOURS + 1)}")


def test_a_takedown_that_is_not_done_is_told(found: Settings) -> None:
    (found.var / removed.UNFINISHED).write_text('{"press_articles/a/x": ["00"]}', encoding="utf-8")
    assert ill(found)["takedown"] == "of raw/press_articles/a/x is not done"
