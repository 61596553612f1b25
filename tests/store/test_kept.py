"""Documents are put into ``raw/`` whole or not at all, and never over another."""

import hashlib
from pathlib import Path

import pytest

from orchestration.model.capture import CARD
from orchestration.store.kept import keep, last_kept, one_keeper

INSTANT = "2024-06-01T10:00:00Z"
DIGEST = hashlib.sha256(b"Nueve").hexdigest()


def files(text: bytes = b"Nueve", instant: str = INSTANT, url: str = "https://a.example/1") -> dict[str, bytes]:
    card = (
        f"source: a_paper\ncontext:\nurl: {url}\ntitle:\nlanguage: es\npublished_on:\npublished_on_known_from:\nretrieved_at: {instant}\n"
        f"text_kind: original\nsha256: {hashlib.sha256(text).hexdigest()}\n"
    )
    return {"document.txt": text, CARD: card.encode()}


def test_a_folder_is_named_after_its_day_and_its_bytes(tmp_path: Path) -> None:
    folder = keep(tmp_path, INSTANT, "document.txt", files())
    assert folder.name == f"2024-06-01_{DIGEST[:16]}"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files()


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    first = keep(tmp_path, INSTANT, "document.txt", files())
    second = keep(tmp_path, "2024-06-01T10:00:01Z", "document.txt", files(instant="2024-06-01T10:00:01Z"))
    assert second.name == f"2024-06-01T100001Z_{DIGEST[:16]}"
    with pytest.raises(OSError, match="not empty"):
        keep(tmp_path, "2024-06-01T10:00:01Z", "document.txt", files())
    assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name}
    assert (first / CARD).read_bytes() == files()[CARD]


def test_what_was_kept_last_is_the_latest_whose_bytes_are_here(tmp_path: Path) -> None:
    keep(tmp_path, "2024-06-02T10:00:00Z", "document.txt", files(b"Diez", "2024-06-02T10:00:00Z"))
    keep(tmp_path, INSTANT, "document.txt", files())
    keep(tmp_path, INSTANT, "document.txt", files(b"Once", "2024-06-01", "https://a.example/by-hand"))
    gone = keep(tmp_path, "2024-06-03T10:00:00Z", "document.txt", files(b"Doce", "2024-06-03T10:00:00Z"))
    (gone / "document.txt").unlink()
    assert last_kept(tmp_path) == {"https://a.example/1": ("2024-06-02T10:00:00Z", hashlib.sha256(b"Diez").hexdigest())}


def test_what_a_killed_capture_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "raw" / "press_articles" / "a_paper"
    for name in (".draft-0123", ".hidden", "2024-06-01_a"):
        (source / name).mkdir(parents=True)
        (source / name / "document.txt").write_bytes(b"N")
    with one_keeper(tmp_path / "raw", tmp_path / "var"):
        assert sorted(path.name for path in source.iterdir()) == [".hidden", "2024-06-01_a"]
