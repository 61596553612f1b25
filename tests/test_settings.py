import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration import serving, settings

MOVED = ("DETENTION_RAW", "DETENTION_VAR", "DETENTION_TODAY")


@pytest.fixture(autouse=True)
def _undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*MOVED, "DETENTION_EXPLORER", "DETENTION_MEMORY", "DETENTION_OCR", "DETENTION_POSTGRES", "DETENTION_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)


def test_the_data_folders_lie_in_the_checkout(root: Path) -> None:
    before = datetime.now(UTC).date()
    found = settings.load()
    assert (found.raw, found.var) == (root / "raw", root / "var")
    assert before <= found.today <= datetime.now(UTC).date()


def test_the_environment_moves_the_data_folders_and_the_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in zip(MOVED, (str(tmp_path / "r"), str(tmp_path / "v"), "2024-02-29"), strict=True):
        monkeypatch.setenv(name, value)
    assert settings.load() == settings.Settings(tmp_path / "r", tmp_path / "v", date(2024, 2, 29))


def test_a_relative_folder_is_that_of_the_process_that_reads_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTION_VAR", "elsewhere")
    assert settings.load().var == tmp_path / "elsewhere"


def test_a_day_that_is_no_day_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_TODAY", "today")
    with pytest.raises(ValueError, match="today"):
        settings.load()


def test_scans_are_recognised_by_the_program_that_is_named_and_by_none_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().ocr is None
    monkeypatch.setenv("DETENTION_OCR", Path(sys.executable).name)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert settings.load().ocr == str(Path(sys.executable))
    monkeypatch.setenv("DETENTION_OCR", "no-such-program")
    with pytest.raises(ValueError, match="DETENTION_OCR: 'no-such-program' is no program"):
        settings.load()


def test_a_machine_with_more_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_MEMORY", "4GB")
    assert settings.load().environment()["DETENTION_MEMORY"] == "4GB"
    monkeypatch.setenv("DETENTION_MEMORY", "much")
    with pytest.raises(ValueError, match="DETENTION_MEMORY: 'much' is no size"):
        settings.load()


def test_the_explorer_is_where_it_is_served_unless_it_is_said_to_be_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().explorer == f"http://{serving.LOOPBACK}:{serving.PORTS[serving.Part.SITE]}"
    monkeypatch.setenv("DETENTION_EXPLORER", "https://read.example.org/")
    assert settings.load().explorer == "https://read.example.org"


@pytest.mark.parametrize("said", ["read.example.org", "javascript:alert(1)", "https://", "file:///etc"])
def test_what_is_no_address_of_an_explorer_stops(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("DETENTION_EXPLORER", said)
    with pytest.raises(ValueError, match=r"DETENTION_EXPLORER: .* is no address: write"):
        settings.load()


def test_no_secret_is_in_what_the_settings_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_WEBHOOK", "https://hooks.example/word-of-the-hook")
    monkeypatch.setenv("DETENTION_POSTGRES", "postgresql+psycopg2://a:word-of-the-store@localhost/runs")
    found = settings.load()
    assert (found.webhook, found.postgres) == ("https://hooks.example/word-of-the-hook", "postgresql+psycopg2://a:word-of-the-store@localhost/runs")
    assert "word-of" not in f"{found} {found!r} {found.environment()}"


def test_an_address_of_no_postgres_is_refused_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_POSTGRES", "postgresql://a:word-of-the-store@localhost/runs")
    with pytest.raises(ValueError, match="DETENTION_POSTGRES: it does not begin with postgresql\\+psycopg2://") as raised:
        settings.load()
    assert "word-of" not in str(raised.value)


def test_everything_that_is_rebuilt_lies_in_var(tmp_path: Path) -> None:
    found = settings.Settings(tmp_path / "raw", tmp_path / "var", date(2024, 1, 1))
    for path in (found.lake, found.build_file, found.releases, found.dagster_home):
        assert path.is_relative_to(tmp_path / "var")
    for name in ("DAGSTER_HOME", "DBT_TARGET_PATH", "DBT_LOG_PATH"):
        assert Path(found.environment()[name]).is_relative_to(tmp_path / "var")


def test_exported_settings_are_the_ones_that_are_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = settings.Settings(tmp_path / "raw", tmp_path / "var", datetime.now(UTC).date())
    for name in found.environment():
        monkeypatch.setenv(name, os.environ.get(name, ""))
    settings.export(found)
    assert (settings.load().raw, settings.load().var) == (found.raw, found.var)


def test_commands_beside_this_python_are_found_first_and_named_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", os.pathsep.join(["/first", commands, "/last"]))
    path = settings.Settings(tmp_path, tmp_path, date(2024, 1, 1)).environment()["PATH"]
    assert path.split(os.pathsep) == [commands, "/first", "/last"]


def test_nothing_is_reported_to_anybody(tmp_path: Path) -> None:
    found = settings.Settings(tmp_path, tmp_path, date(2024, 1, 1)).environment()
    assert (found["DAGSTER_DISABLE_TELEMETRY"], found["DO_NOT_TRACK"], found["DBT_SEND_ANONYMOUS_USAGE_STATS"]) == ("1", "1", "false")
