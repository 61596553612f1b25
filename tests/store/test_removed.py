"""Takedowns in ``raw/``: the line that stays, the rows that go, and every other byte as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.model.coding import CODING_COLUMNS
from orchestration.store import removed

HEADER = ",".join(CODING_COLUMNS)


def row(document: str, note: str = "") -> str:
    """A line of a codings file, its line end aside."""
    return ",".join(document if name == "document" else note if name == "note" else "" for name in CODING_COLUMNS)


def removal(digest: str) -> removed.Removal:
    return removed.Removal(digest, "2024-06-15", 'asked «by» the family\'s "lawyer"')


def test_a_takedown_is_written_down_once_and_read_again(tmp_path: Path) -> None:
    assert removed.removals(tmp_path) == {}
    for digest in ("a", "b", "a"):
        removed.bury(tmp_path, removal(digest))
    assert removed.removals(tmp_path) == {"a": removal("a"), "b": removal("b")}
    assert (tmp_path / removed.FILE).read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"sha256": "a"}', "null"])
def test_a_line_that_is_not_understood_stops_and_is_named(tmp_path: Path, line: str) -> None:
    removed.bury(tmp_path, removal("a"))
    with (tmp_path / removed.FILE).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(ValueError, match=r"raw/removed.jsonl: line 2: .*restore the line"):
        removed.removals(tmp_path)


NOTES = ["", "plain", '"two\nlines, ""quoted"""', '"a\r\nb"', 'five" wide', "next\u2028line\x85here\x0b", "Ñandú"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_the_rows_of_a_document_go_and_every_other_byte_stays(tmp_path: Path, end: str, last: str) -> None:
    kept = [HEADER, *(row("a/b/other", note) for note in NOTES), "", row("a/b/gone2")]
    gone = [row("a/b/gone", note) for note in NOTES]
    mixed = [line for pair in zip(kept, [*gone, *gone[:3]], strict=True) for line in pair]
    tail = end if last else ""
    file = tmp_path / "codings.csv"
    file.write_bytes(("\ufeff" + end.join([*mixed, row("a/b/last")]) + tail).encode())
    assert removed.remove_codings(file, "a/b/gone") == len(kept)
    assert file.read_bytes() == ("\ufeff" + end.join([*kept, row("a/b/last")]) + tail).encode()


def test_a_file_without_rows_of_the_document_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "codings.csv"
    file.write_text(f"{HEADER}\n{row('a/b/other')}\n", encoding="utf-8")
    before = file.stat().st_mtime_ns
    assert removed.remove_codings(file, "a/b/gone") == 0
    assert file.stat().st_mtime_ns == before


def test_a_file_that_is_no_table_is_refused_and_named(tmp_path: Path) -> None:
    file = tmp_path / "codings.csv"
    file.write_text(f'{HEADER}\n"open\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"codings.csv: .*mend the file"):
        removed.remove_codings(file, "a/b/gone")


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_whatever_the_text_its_records_are_all_of_it(text: str) -> None:
    try:
        records = list(removed._records(text))
    except removed.csv.Error:
        return
    assert "".join(record for _, record in records) == text


def test_a_folder_is_removed_whole_and_twice_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    removed.remove_folder(tmp_path / "a")
    removed.remove_folder(tmp_path / "a")
    assert not (tmp_path / "a").exists()
