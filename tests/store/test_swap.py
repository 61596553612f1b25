"""A folder that is swapped in whole, by one process at a time."""

from pathlib import Path
from threading import Thread

from orchestration.store import swap


def make(folders: Path, words: str) -> None:
    with swap.one_maker(folders):
        draft = folders / ".draft-1"
        draft.mkdir()
        (draft / "page").write_text(words, encoding="utf-8")
        swap.put(draft, folders / "1", folders.with_name("current"))


def test_the_link_leads_to_the_folder_that_was_made_last(tmp_path: Path) -> None:
    for words in ("first", "second"):
        make(tmp_path / "folders", words)
    assert (tmp_path / "current" / "page").read_text(encoding="utf-8") == "second"
    assert [path.name for path in (tmp_path / "folders").iterdir()] == ["1"]


def test_whoever_comes_while_another_makes_waits(tmp_path: Path) -> None:
    other = Thread(target=make, args=(tmp_path / "folders", "the other"))
    with swap.one_maker(tmp_path / "folders"):
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive()
        assert not (tmp_path / "current").exists()
    other.join(timeout=30)
    assert (tmp_path / "current" / "page").read_text(encoding="utf-8") == "the other"
