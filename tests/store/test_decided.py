"""Lines are appended whole or not at all, and never over another."""

import os
from pathlib import Path

import pytest

from orchestration.store import decided

FILE = "judgements/2031.jsonl"


def test_lines_are_appended_below_what_is_there_and_the_folder_is_made(tmp_path: Path) -> None:
    decided.append(tmp_path, FILE, ["one", "zwei und ñ"])
    decided.append(tmp_path, FILE, ["three"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "one\nzwei und ñ\nthree\n"


def test_a_last_line_without_its_end_is_ended_first(tmp_path: Path) -> None:
    (tmp_path / "judgements").mkdir()
    (tmp_path / FILE).write_text("by hand", encoding="utf-8")
    decided.append(tmp_path, FILE, ["next"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "by hand\nnext\n"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "judgements").mkdir()
    (tmp_path / "elsewhere").write_text("", encoding="utf-8")
    (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"2031\.jsonl"):
        decided.append(tmp_path, FILE, ["a line"])
    assert (tmp_path / "elsewhere").read_text(encoding="utf-8") == ""


def test_a_disk_that_is_full_in_the_middle_of_a_line_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided.append(tmp_path, FILE, ["one"])
    write, room = os.write, [3]

    def full(descriptor: int, data: bytes) -> int:
        if not room:
            raise OSError(28, "No space left on device")
        return write(descriptor, data[: room.pop()])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        decided.append(tmp_path, FILE, ["another line"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "one\n"
