"""What ``detention status`` sees, by a clock of the test: every red state, and the green one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import cli, health, summary
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import FRESH_HOURS, Settings
from orchestration.store import published, removed, seen, upkeep
from orchestration.store.lock import one_writer
from orchestration.store.upkeep import Alert, LastRefresh

ENDED = datetime(2024, 6, 15, 5, 20, tzinfo=UTC)
FAILED = Alert("0123456789", "2024-06-15T05:21:00Z", "refresh", "Execution of run failed.\nA second line.")
SOURCE = "name: A Paper\nkind: press\nhosts: [a-paper.example]\nlanguages: [es]\nrights: Its own.\n"
FEEDS = 'feeds: [{kind: feed, url: "https://a-paper.example/rss"}]\n'


@pytest.fixture
def well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A pipeline in which everything is well."""
    for section in SECTIONS:
        (tmp_path / "raw" / section).mkdir(parents=True)
    release = tmp_path / "var" / "releases" / "2024.06.15-1"
    release.mkdir(parents=True)
    (release.parent / "current").symlink_to(release.name)
    upkeep.note_refresh(tmp_path / "var", LastRefresh(f"{ENDED:%Y-%m-%dT%H:%M:%SZ}", release.name))
    monkeypatch.setattr(published, "newest", lambda _: {})
    monkeypatch.setattr(upkeep, "disk", lambda _: (1, health.LEAST_FREE_BYTES))
    return Settings(tmp_path / "raw", tmp_path / "var", date(2024, 6, 15))


def red(settings: Settings, hours: float = 1) -> dict[str, str]:
    """What is not well some hours after the last refresh, with what to do."""
    return {sign.what: sign.remedy for sign in health.signs(settings, ENDED + timedelta(hours=hours)) if sign.remedy is not None}


def test_a_pipeline_that_is_well_is_all_green(well: Settings) -> None:
    assert red(well) == {}
    assert {"refresh", "lock", "disk"} == {sign.what for sign in health.signs(well, ENDED)}


def test_without_a_release_it_is_red(well: Settings) -> None:
    (well.releases / "current").unlink()
    assert red(well) == {"refresh": "run 'make run'"}


def test_a_release_of_which_no_refresh_tells_is_red(well: Settings) -> None:
    (well.var / upkeep.LAST).write_text("{", encoding="utf-8")
    assert red(well) == {"refresh": "run 'make run'"}


@pytest.mark.parametrize(("hours", "is_red"), [(0, False), (FRESH_HOURS, False), (FRESH_HOURS + 0.01, True), (24 * 30, True)])
def test_a_refresh_that_did_not_come_is_red_by_the_clock_alone(well: Settings, hours: float, is_red: bool) -> None:
    assert ("refresh" in red(well, hours)) is is_red


def test_a_run_that_failed_is_red_until_a_refresh_ends_well(well: Settings) -> None:
    upkeep.alert(well.var, FAILED)
    assert [sign.how for sign in health.signs(well, ENDED) if sign.what == "failed"] == ["refresh at 2024-06-15T05:21:00Z: Execution of run failed."]
    upkeep.note_refresh(well.var, LastRefresh(f"{ENDED:%Y-%m-%dT%H:%M:%SZ}", "2024.06.15-1"))
    assert red(well) == {}


@pytest.mark.parametrize("words", ["", "\n", '{"cut off', "[]", '{"run_id": 1}'])
def test_an_alert_that_says_nothing_or_is_damaged_is_red_all_the_same(well: Settings, words: str) -> None:
    upkeep.alert(well.var, Alert(FAILED.run_id, FAILED.failed_at, FAILED.job, ""))
    file = next((well.var / upkeep.ALERTS).iterdir())
    if words:
        file.write_text(words, encoding="utf-8")
    assert "failed" in red(well)


def test_a_disk_that_is_nearly_full_is_red(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "disk", lambda _: (1, health.LEAST_FREE_BYTES - 1))
    assert red(well) == {"disk": "make room: a refresh writes aside before it swaps"}


def test_the_room_that_var_takes_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"x" * 1_000)
    (tmp_path / "c").symlink_to("a/b")
    taken, free = upkeep.disk(tmp_path)
    assert 1_000 <= taken < 1_100
    assert free > 0


@pytest.mark.parametrize(("hours", "is_red"), [(None, True), (2 * FRESH_HOURS, False), (2 * FRESH_HOURS + 1, True)])
def test_a_source_with_feeds_that_nobody_asks_is_red(well: Settings, hours: float | None, is_red: bool) -> None:
    (folder := well.raw / "press_articles" / "a_paper").mkdir()
    (folder / "source.yml").write_text(SOURCE + FEEDS, encoding="utf-8")
    if hours is not None:
        seen.note(well.var, "a_paper", seen.Seen("https://a-paper.example/rss", f"{ENDED - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}", "new"))
    assert ("a_paper" in red(well, 0)) is is_red


def test_a_source_without_feeds_is_asked_by_nobody(well: Settings) -> None:
    (folder := well.raw / "press_articles" / "a_paper").mkdir()
    (folder / "source.yml").write_text(SOURCE, encoding="utf-8")
    assert red(well) == {}


def test_a_raw_that_is_not_understood_is_red_and_keeps_nothing_else_from_being_seen(well: Settings) -> None:
    (folder := well.raw / "press_articles" / "a_paper").mkdir()
    (folder / "source.yml").write_text("name: [", encoding="utf-8")
    (well.raw / "ngo_reports").rmdir()
    found = list(health.signs(well, ENDED))
    assert [sign.what for sign in found] == ["refresh", "lock", "disk", "raw", "raw"]
    assert {sign.remedy for sign in found} == {None, "mend it: no refresh will end well before"}


def test_a_refresh_under_way_and_one_that_was_killed_are_told(well: Settings) -> None:
    def told() -> str:
        return next(sign.how for sign in health.signs(well, ENDED) if sign.what == "lock")

    with one_writer(well.var):
        assert told().startswith("a refresh is under way (process ")
    assert told() == "free"
    (well.var / "refresh.owner").write_text("4321\n", encoding="utf-8")
    assert "process 4321, was killed" in told()


@pytest.fixture
def command(well: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command on the pipeline that is well, some minutes after its refresh."""

    class Now(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return ENDED + timedelta(minutes=5)

    monkeypatch.setattr(cli, "datetime", Now)
    monkeypatch.setattr(summary, "show", lambda *_, **__: None)
    monkeypatch.setenv("DETENTION_RAW", str(well.raw))
    monkeypatch.setenv("DETENTION_VAR", str(well.var))
    return CliRunner()


def test_cron_hears_nothing_of_a_pipeline_that_is_well(command: CliRunner) -> None:
    asked = command.invoke(cli.app, ["status", "--quiet"])
    assert (asked.exit_code, asked.output) == (0, "")
    assert "refreshed 0.1 hours ago" in command.invoke(cli.app, ["status"]).output


def test_cron_hears_what_is_not_well_and_what_to_do(command: CliRunner, well: Settings) -> None:
    upkeep.alert(well.var, FAILED)
    asked = command.invoke(cli.app, ["status", "--quiet"])
    assert asked.exit_code == 1
    assert asked.output == "failed: refresh at 2024-06-15T05:21:00Z: Execution of run failed. -> see the run in the Dagster UI, then 'make run'\n"


def test_no_words_of_a_failed_run_command_the_terminal(command: CliRunner, well: Settings) -> None:
    upkeep.alert(well.var, Alert(FAILED.run_id, FAILED.failed_at, FAILED.job, "\x1b]0;owned\x07\x1b[2J fell\u202eover"))
    output = command.invoke(cli.app, ["status"]).output
    assert r"\x1b]0;owned\x07\x1b[2J fell\u202eover" in output
    assert "\x1b" not in output


def test_a_takedown_that_is_not_done_is_red(well: Settings) -> None:
    (well.var / removed.UNFINISHED).write_text('{"press_articles/a/x": ["00"]}', encoding="utf-8")
    assert "press_articles/a/x" in red(well)["takedown"]
