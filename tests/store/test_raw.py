"""Folders of ``raw/`` on a real disk."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.model.capture import RawFolder
from orchestration.store import raw

SOURCE = "name: A Paper\nkind: press\nhosts:\n  - a-paper.example\nlanguages:\n  - en\nrights: The publisher's.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document folder of ``raw/`` (the temporary path) with its source."""
    made = tmp_path / "press_articles" / "a_paper" / "2024-05_arrests"
    made.mkdir(parents=True)
    (made.parent / "source.yml").write_text(SOURCE, encoding="utf-8")
    (made / "capture.yml").write_text("source: a_paper\nsha256: old\n", encoding="utf-8")
    (made / "abstract.md").write_text("500 people were arrested.\n", encoding="utf-8")
    return made


def read(raw_folder: Path) -> dict[str, RawFolder]:
    return {found.folder: found for found in raw.folders(raw_folder, "press_articles")}


@pytest.mark.usefixtures("folder")
def test_a_folder_is_its_files_as_bytes(tmp_path: Path) -> None:
    assert read(tmp_path) == {
        "press_articles/a_paper/2024-05_arrests": RawFolder(
            "press_articles/a_paper/2024-05_arrests",
            {"abstract.md": b"500 people were arrested.\n", "capture.yml": b"source: a_paper\nsha256: old\n"},
            {},
        )
    }


def test_a_stray_file_is_not_overlooked(folder: Path, tmp_path: Path) -> None:
    for stray in (folder.parent / "notes.txt", folder.parent.parent / "list.csv"):
        stray.write_text("x", encoding="utf-8")
    found = read(tmp_path)
    assert sorted(found) == ["press_articles/a_paper/2024-05_arrests", "press_articles/a_paper/notes.txt", "press_articles/list.csv"]
    assert found["press_articles/list.csv"].files == {}
    assert found["press_articles/a_paper/notes.txt"].files == {}


def test_hidden_files_are_no_part_of_the_record(folder: Path, tmp_path: Path) -> None:
    for place in (folder, folder.parent, folder.parent.parent):
        (place / ".DS_Store").write_bytes(b"x")
    assert sorted(read(tmp_path)["press_articles/a_paper/2024-05_arrests"].files) == ["abstract.md", "capture.yml"]
    assert len(read(tmp_path)) == 1


def test_a_file_that_is_too_large_is_not_read_and_says_so(folder: Path, tmp_path: Path) -> None:
    large = folder / "document.txt"
    large.touch()
    os.truncate(large, raw.MAX_FILE_BYTES + 1)
    found = read(tmp_path)["press_articles/a_paper/2024-05_arrests"]
    assert found.unreadable == {"document.txt": "larger than 50,000,000 bytes"}
    assert sorted(found.files) == ["abstract.md", "capture.yml"]


def test_what_cannot_be_opened_is_not_read_and_says_so(folder: Path, tmp_path: Path) -> None:
    (folder / "document.txt").symlink_to(folder / "nowhere.txt")
    (folder / "document.html").mkdir()
    assert read(tmp_path)["press_articles/a_paper/2024-05_arrests"].unreadable == {
        "document.html": "not a regular file",
        "document.txt": "a link",
    }


@pytest.mark.parametrize("make", [
    os.mkfifo,
    lambda path: path.symlink_to("/dev/zero"),
    lambda path: path.symlink_to(path.with_name("abstract.md")),
], ids=["a pipe", "a link to an endless file", "a link to a file beside it"])  # fmt: skip
def test_only_regular_files_are_read_so_that_nothing_hangs_or_leaves_raw(folder: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(folder / "document.txt")
    found = read(tmp_path)["press_articles/a_paper/2024-05_arrests"]
    assert list(found.unreadable) == ["document.txt"]
    assert sorted(found.files) == ["abstract.md", "capture.yml"]


def test_a_folder_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder.parent / "2024-06_link").symlink_to(folder)
    assert read(tmp_path)["press_articles/a_paper/2024-06_link"] == RawFolder("press_articles/a_paper/2024-06_link", {}, {"2024-06_link": "a link"})


def test_a_source_or_section_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder.parent.parent / "linked").symlink_to(folder.parent)
    assert list(raw.sources(tmp_path, "press_articles")) == ["a_paper"]
    (tmp_path / "ngo_reports").symlink_to(folder.parent.parent)
    with pytest.raises(ValueError, match="raw/ngo_reports: the folder is missing"):
        raw.sources(tmp_path, "ngo_reports")


def test_a_name_that_is_not_utf8_is_shown_escaped(folder: Path, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(folder.parent) + b"/caf\xe9"))
    strange.mkdir()
    Path(os.fsdecode(os.fsencode(strange) + b"/a\xff.md")).write_text("x", encoding="utf-8")
    found = read(tmp_path)["press_articles/a_paper/caf\\xe9"]
    assert list(found.files) == ["a\\xff.md"]
    (tmp_path / "codings").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfe")).touch()
    assert raw.strays(tmp_path, set()) == ["\\xfe"]
    assert len(raw.fingerprint(tmp_path)) == 64


@pytest.mark.parametrize("reads", [read, lambda folder: raw.sources(folder, "press_articles")])
def test_a_section_that_is_not_there_stops_because_its_sources_would_vanish(tmp_path: Path, reads: Callable[[Path], object]) -> None:
    with pytest.raises(ValueError, match="raw/press_articles: the folder is missing: restore it"):
        reads(tmp_path)


def test_an_empty_section_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "press_articles").mkdir()
    assert read(tmp_path) == {}
    assert raw.sources(tmp_path, "press_articles") == {}


def test_a_source_card_that_is_a_folder_stops_with_the_remedy(folder: Path, tmp_path: Path) -> None:
    (folder.parent / "source.yml").unlink()
    (folder.parent / "source.yml").mkdir()
    with pytest.raises(ValueError, match=r"raw/press_articles/a_paper/source\.yml: not a regular file: correct the file"):
        raw.sources(tmp_path, "press_articles")


@pytest.mark.usefixtures("folder")
def test_a_source_is_known_by_its_folder(tmp_path: Path) -> None:
    cards = raw.sources(tmp_path, "press_articles")
    assert list(cards) == ["a_paper"]
    assert (cards["a_paper"].name, cards["a_paper"].kind, cards["a_paper"].hosts) == ("A Paper", "press", ("a-paper.example",))


@pytest.mark.parametrize(("card", "reason"), [
    (SOURCE + "colour: red\n", "colour: Extra inputs are not permitted"),
    (SOURCE.replace("name: A Paper\n", ""), "name: Field required"),
    (SOURCE.replace("press", "blog"), "kind: .*must be one of press, ngo, government, igo, other"),
    (SOURCE.replace("press", "ngo"), "kind: ngo does not belong in press_articles, which holds press, other"),
    (SOURCE.replace("  - en", "  - English"), r"languages\.0: "),
    (SOURCE + "name: twice\n", "line 1: said twice: name"),
    ("name: [\n", "line 2: "),
    ("name: \udcff\n", "utf-8"),
])  # fmt: skip
def test_a_source_that_is_not_understood_stops_with_file_field_and_remedy(folder: Path, tmp_path: Path, card: str, reason: str) -> None:
    (folder.parent / "source.yml").write_bytes(card.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError, match=rf"raw/press_articles/a_paper/source\.yml: .*{reason}.*: correct the file as docs/how-to/"):
        raw.sources(tmp_path, "press_articles")


def test_codings_are_text_and_a_missing_file_stops(tmp_path: Path) -> None:
    (tmp_path / "codings").mkdir()
    (tmp_path / "codings" / "a_land.csv").write_text('id,note\n1,"two\nlines"\n2,x\n', encoding="utf-8")
    assert raw.codings(tmp_path, "a_land.csv").splitlines()[0] == "id,note"
    assert raw.record_count(tmp_path, "a_land.csv") == 3
    with pytest.raises(ValueError, match=r"raw/codings/b_land\.csv: the file is missing: restore it"):
        raw.codings(tmp_path, "b_land.csv")


def test_codings_saved_by_a_spreadsheet_begin_with_their_header(tmp_path: Path) -> None:
    (tmp_path / "codings").mkdir()
    (tmp_path / "codings" / "a_land.csv").write_bytes("\ufeffid\n".encode())
    assert raw.codings(tmp_path, "a_land.csv") == "id\n"


def test_codings_that_are_not_utf8_stop_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "codings").mkdir()
    (tmp_path / "codings" / "a_land.csv").write_bytes(b"id\n\xff\n")
    with pytest.raises(ValueError, match=r"raw/codings/a_land\.csv: not UTF-8 at byte 3: save the file as UTF-8"):
        raw.codings(tmp_path, "a_land.csv")


def test_before_the_first_judgement_there_is_no_file_and_no_line(tmp_path: Path) -> None:
    for _ in range(2):
        assert raw.judgements(tmp_path) == {}
        assert raw.judgement_count(tmp_path) == 0
        (tmp_path / "judgements").mkdir(exist_ok=True)


@pytest.mark.parametrize(("content", "count"), [
    ("", 0), ("{}\n", 1), ("{}", 1), ("{}\n{}\n", 2), ("{}\n\n{}", 3), ("\n", 1), ("\ufeff{}\n", 1), ('{"a": "\u2028"}\n', 1), ("{}\r\n", 1),
])  # fmt: skip
def test_judgements_are_counted_by_line(tmp_path: Path, content: str, count: int) -> None:
    (tmp_path / "judgements").mkdir()
    (tmp_path / "judgements" / "2031.jsonl").write_bytes(content.encode())
    assert raw.judgement_count(tmp_path) == count
    assert raw.judgements(tmp_path) == {"judgements/2031.jsonl": content.removeprefix("\ufeff")}


def test_judgements_are_read_in_the_order_of_their_years(tmp_path: Path) -> None:
    (tmp_path / "judgements").mkdir()
    for year in ("2031", "2029", "2030"):
        (tmp_path / "judgements" / f"{year}.jsonl").write_text(year, encoding="utf-8")
    assert list(raw.judgements(tmp_path).values()) == ["2029", "2030", "2031"]


def test_judgements_that_cannot_be_read_stop_because_what_was_rejected_would_come_back(tmp_path: Path) -> None:
    file = tmp_path / "judgements" / "2031.jsonl"
    file.parent.mkdir()
    file.write_bytes(b"{}\n\xff\n")
    with pytest.raises(ValueError, match=r"raw/judgements/2031\.jsonl: not UTF-8 at byte 3: save the file as UTF-8"):
        raw.judgements(tmp_path)
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere.jsonl")
    with pytest.raises(ValueError, match=r"raw/judgements/2031\.jsonl: a link: put the file itself there"):
        raw.judgements(tmp_path)


def test_the_fingerprint_moves_with_every_change_and_only_then(folder: Path, tmp_path: Path) -> None:
    def moved(change) -> bool:
        before = raw.fingerprint(tmp_path)
        change()
        return raw.fingerprint(tmp_path) != before

    text = folder / "abstract.md"
    assert not moved(lambda: None)
    assert not moved(text.read_bytes)
    assert moved(lambda: text.write_text("501 people were arrested.\n", encoding="utf-8"))
    assert moved(lambda: os.utime(text, (1, 1)))
    assert moved(lambda: (folder / "document.txt").write_text("x", encoding="utf-8"))
    assert moved(lambda: (folder / "document.txt").rename(folder / "document.md"))
    assert moved((folder / "document.md").unlink)


def test_sealing_writes_the_hash_of_the_text_and_keeps_the_other_lines(folder: Path) -> None:
    digest = raw.seal(folder)
    assert digest == hashlib.sha256(b"500 people were arrested.\n").hexdigest()
    assert (folder / "capture.yml").read_text(encoding="utf-8") == f"source: a_paper\nsha256: {digest}\n"
    assert (folder / "abstract.md").read_bytes() == b"500 people were arrested.\n"


def test_sealing_twice_changes_nothing(folder: Path) -> None:
    raw.seal(folder)
    once = (folder / "capture.yml").read_bytes()
    raw.seal(folder)
    assert (folder / "capture.yml").read_bytes() == once


@pytest.mark.parametrize(("change", "words"), [
    (lambda folder: (folder / "abstract.md").unlink(), "0 text files and a capture.yml"),
    (lambda folder: (folder / "document.txt").write_bytes(b"x"), "2 text files and a capture.yml"),
    (lambda folder: (folder / "capture.yml").unlink(), "1 text files and no capture.yml"),
])  # fmt: skip
def test_a_folder_without_one_text_and_one_card_is_not_sealed(folder: Path, change, words: str) -> None:
    change(folder)
    with pytest.raises(ValueError, match=words):
        raw.seal(folder)


def test_what_nothing_reads_is_named(tmp_path: Path) -> None:
    for path in ("ngo_reports/x/source.yml", "codings/known.csv", "codings/unknown.csv", "tweets/x/capture.yml", "stray.txt", ".hidden"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    assert raw.strays(tmp_path, {"known.csv"}) == ["codings/unknown.csv", "stray.txt", "tweets"]


def test_a_file_of_judgements_that_is_of_no_year_is_named(tmp_path: Path) -> None:
    (tmp_path / "codings").mkdir()
    for path in ("judgements/2031.jsonl", "judgements/2031.json", "judgements/31.jsonl", "judgements/notes/2031.jsonl"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}", encoding="utf-8")
    assert raw.strays(tmp_path, set()) == ["judgements/2031.json", "judgements/31.jsonl", "judgements/notes"]


def test_a_folder_of_judgements_that_is_a_link_is_not_followed_and_named(tmp_path: Path) -> None:
    (tmp_path / "raw" / "codings").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2031.jsonl").write_text("{}", encoding="utf-8")
    (tmp_path / "raw" / "judgements").symlink_to(tmp_path / "elsewhere")
    assert raw.judgements(tmp_path / "raw") == {}
    assert raw.strays(tmp_path / "raw", set()) == ["judgements"]


def test_a_mapping_that_is_not_understood_stops_the_refresh_and_names_its_file_and_field(tmp_path: Path) -> None:
    tables = tmp_path / "ngo_reports" / "a_watch" / "tables"
    tables.mkdir(parents=True)
    for section in ("government_statements", "press_articles"):
        (tmp_path / section).mkdir()
    (tables / "count.yml").write_text("origin: A Watch\norigin_kind: ngo\ncolour: red\ntables: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"raw/ngo_reports/a_watch/tables/count\.yml: tables: .*; colour: .*add-a-table\.md"):
        raw.mappings(tmp_path)


def test_the_mappings_of_a_source_are_no_document_folder_and_what_is_no_mapping_is_a_stray(tmp_path: Path) -> None:
    for folder in ("ngo_reports/a_watch/tables", "government_statements", "press_articles", "codings"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ngo_reports/a_watch/tables/count.yml").write_text("", encoding="utf-8")
    (tmp_path / "ngo_reports/a_watch/tables/notes.txt").write_text("", encoding="utf-8")
    assert list(raw.folders(tmp_path, "ngo_reports")) == []
    assert raw.strays(tmp_path, set()) == ["ngo_reports/a_watch/tables/notes.txt"]
