"""The sensor that watches ``raw/``."""

from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.refresh import raw_changed
from orchestration.store.lock import one_writer


def evaluated(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    with dg.build_sensor_context(cursor=cursor) as context:
        found = raw_changed(context)
    assert isinstance(found, dg.SensorResult | dg.SkipReason)
    return found


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "raw" / "press_articles"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Nine people died.\n", encoding="utf-8")
    monkeypatch.setenv("DETENTION_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path / "var"))
    return folder


def seen(raw: Path) -> str:
    """The cursor after the sensor saw ``raw/`` as it is."""
    assert raw.is_dir()
    found = evaluated(None)
    assert isinstance(found, dg.SensorResult)
    assert found.cursor
    return found.cursor


def test_the_sensor_asks_for_one_refresh_when_it_first_sees_raw(raw: Path) -> None:
    assert raw.is_dir()
    found = evaluated(None)
    assert isinstance(found, dg.SensorResult)
    assert len(found.run_requests or []) == 1
    assert found.cursor


def test_the_sensor_is_silent_while_nothing_changes(raw: Path) -> None:
    cursor = seen(raw)
    assert isinstance(evaluated(cursor), dg.SkipReason)


def test_the_sensor_waits_while_a_refresh_is_under_way_and_forgets_nothing(raw: Path, tmp_path: Path) -> None:
    cursor = seen(raw)
    (raw / "b.txt").write_text("Ten people died.\n", encoding="utf-8")
    with one_writer(tmp_path / "var"):
        assert isinstance(evaluated(cursor), dg.SkipReason)
    assert isinstance(evaluated(cursor), dg.SensorResult)


@pytest.mark.parametrize("change", ["added", "changed", "removed"])
def test_the_sensor_asks_for_a_refresh_when_a_file_was(raw: Path, change: str) -> None:
    cursor = seen(raw)
    if change == "added":
        (raw / "b.txt").write_text("Ten people died.\n", encoding="utf-8")
    elif change == "changed":
        (raw / "a.txt").write_text("Ten people died, and more.\n", encoding="utf-8")
    else:
        (raw / "a.txt").unlink()
    found = evaluated(cursor)
    assert isinstance(found, dg.SensorResult)
    assert found.cursor != cursor
    assert len(found.run_requests or []) == 1
