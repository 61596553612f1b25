"""The memory of readings: kept between refreshes, begun anew with another engine, and never in the way."""

from pathlib import Path

import pytest

from orchestration.store import memory


def test_what_was_remembered_is_there_the_next_time(tmp_path: Path) -> None:
    with memory.opened(tmp_path, "one") as readings:
        readings["key"] = "Año Ñandú"
    with memory.opened(tmp_path, "one") as readings:
        assert dict(readings) == {"key": "Año Ñandú"}
        assert len(readings) == 1
        del readings["key"]
        assert "key" not in readings


def test_another_engine_begins_with_an_empty_memory(tmp_path: Path) -> None:
    with memory.opened(tmp_path, "one") as readings:
        readings["key"] = "text"
    with memory.opened(tmp_path, "two") as readings:
        assert dict(readings) == {}


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to look like one" * 40])
def test_a_memory_that_cannot_be_read_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / memory.FILE).write_bytes(content)
    with memory.opened(tmp_path, "one") as readings:
        readings["key"] = "text"
    with memory.opened(tmp_path, "one") as readings:
        assert readings["key"] == "text"


def test_what_was_worked_out_before_a_failure_is_not_half_remembered(tmp_path: Path) -> None:
    def fail_at_work() -> None:
        with memory.opened(tmp_path, "one") as readings:
            readings["key"] = "text"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_at_work()
    with memory.opened(tmp_path, "one") as readings:
        assert dict(readings) == {}


def test_the_engine_is_another_when_a_word_or_a_line_of_code_changes(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("one = 1\n")
    (tmp_path / "words.yml").write_text("at least: low\n")
    first = memory.engine([tmp_path])
    assert memory.engine([tmp_path]) == first
    (tmp_path / "words.yml").write_text("at least: high\n")
    second = memory.engine([tmp_path])
    (tmp_path / "rules.py").rename(tmp_path / "other.py")
    assert len({first, second, memory.engine([tmp_path])}) == 3
