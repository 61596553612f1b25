"""The memory of what was asked: it can be lost, and says when a source was last asked."""

from pathlib import Path

import pytest

from orchestration.store.seen import FILE, Seen, last, latest, note

ONE = Seen("https://a.example/1", "2024-06-01T10:00:00Z", "new", '"1"', "Mon, 06 May 2024 10:00:00 GMT")


def test_an_address_is_remembered_as_it_was_asked_last(tmp_path: Path) -> None:
    assert last(tmp_path, "a_paper", ONE.url) is None
    note(tmp_path, "a_paper", ONE)
    assert last(tmp_path, "a_paper", ONE.url) == ONE
    later = Seen(ONE.url, "2024-06-02T10:00:00Z", "unchanged")
    note(tmp_path, "a_paper", later)
    assert last(tmp_path, "a_paper", ONE.url) == later
    assert last(tmp_path, "b_paper", ONE.url) is None


def test_a_source_was_asked_last_when_any_of_its_addresses_was(tmp_path: Path) -> None:
    assert latest(tmp_path) == {}
    for source_id, url, asked_at in (("a", "1", "2024-06-01T10:00:00Z"), ("a", "2", "2024-06-03T10:00:00Z"), ("b", "1", "2024-06-02T10:00:00Z")):
        note(tmp_path, source_id, Seen(url, asked_at, "new"))
    assert latest(tmp_path) == {"a": "2024-06-03T10:00:00Z", "b": "2024-06-02T10:00:00Z"}


def test_a_file_that_is_no_memory_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"nonsense" * 1_000)
    assert latest(tmp_path) == {}
    note(tmp_path, "a_paper", ONE)
    assert last(tmp_path, "a_paper", ONE.url) == ONE


def test_words_of_any_kind_are_values(tmp_path: Path) -> None:
    odd = Seen("https://a.example/'; drop table seen; --", "2024-06-01T10:00:00Z", "refused: \x00 ñ")
    note(tmp_path, "a'b", odd)
    assert last(tmp_path, "a'b", odd.url) == odd


def test_a_memory_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(OSError, match=r"seen\.sqlite: unable to open"):
        last(tmp_path, "a", "b")
