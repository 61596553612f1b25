"""Folders of the record that hold links, pipes, devices and names that lead elsewhere: each is a row with a reason, and the good one is read."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from orchestration.documents.captures import mark_duplicates, read_folders
from orchestration.model.capture import Capture, SourceCard
from orchestration.store import raw

GOOD, OTHER = b"The police arrested 1,200 people.\n", b"At least 3 died.\n"
SOURCES = {"a_paper": SourceCard(name="A Paper", kind="press", hosts=("a-paper.example",), languages=("en",), rights="The publisher's.")}
LONG = "x" * 200


def card(data: bytes) -> str:
    return (
        'source: a_paper\ncontext: al\nurl: "https://a-paper.example/1"\ntitle: Arrests\nlanguage: en\npublished_on: 2024-05\n'
        f"published_on_known_from: url\nretrieved_at:\ntext_kind: original\nsha256: {hashlib.sha256(data).hexdigest()}\n"
    )


def folder(source: Path, name: str | bytes, data: bytes = GOOD) -> Path:
    made = Path(os.fsdecode(os.path.join(os.fsencode(source), os.fsencode(name))))
    made.mkdir()
    (made / "capture.yml").write_text(card(data), encoding="utf-8")
    (made / "document.txt").write_bytes(data)
    return made


def read(root: Path) -> pd.DataFrame:
    found = read_folders(raw.folders(root, "press_articles"), SOURCES, "press_articles", frozenset({"al"}), date(2024, 6, 15))
    return Capture.validate(pd.concat(mark_duplicates(found), ignore_index=True))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "press_articles" / "a_paper"
    made.mkdir(parents=True)
    folder(made, "good")
    return made


NAMES: list[str | bytes] = [
    "con", "nul", "aux.txt", "lpt1", "a b", "-rf", "~", "*", "$(id)", "`id`", "%2e%2e%2f", "a\nb", "a\tb", "\\x00", "\\..\\..\\x", "C:",
    "\u202egnp.fdp", "\u200b", "a\u0301", "\ufeff", "😀", "';--", "<script>", LONG, b"\xff\xfe", b"caf\xe9", b"\xed\xa0\x80",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_strange_name_of_a_folder_is_a_name(name: str | bytes, source: Path, tmp_path: Path) -> None:
    folder(source, name, OTHER)
    found = read(tmp_path)
    assert sorted(found["outcome"]) == ["accepted", "accepted"]
    assert all(text.encode() and "\x00" not in text for text in found["folder"])


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_strange_name_of_a_file_is_set_aside(name: str | bytes, source: Path, tmp_path: Path) -> None:
    made = folder(source, "other", OTHER)
    with open(os.path.join(os.fsencode(made), os.fsencode(name)), "wb") as file:
        file.write(b"12")
    found = read(tmp_path).set_index("folder")
    assert found.loc["press_articles/a_paper/other", "outcome"] == "quarantined"
    assert found.loc["press_articles/a_paper/good", "outcome"] == "accepted"


def outside(path: Path) -> Path:
    found = path.parents[3] / "outside"
    found.mkdir()
    (found / "document.txt").write_bytes(GOOD)
    return found


INSTEAD: dict[str, Callable[[Path], object]] = {
    "a link to a file": lambda path: path.symlink_to(outside(path) / "document.txt"),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a socket's name": lambda path: os.mkfifo(path, 0o000),
    "a file nobody may read": lambda path: (path.write_bytes(GOOD), path.chmod(0))[0] if os.geteuid() else path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("instead", INSTEAD)
def test_what_is_no_file_of_its_own_is_not_opened_and_set_aside(instead: str, source: Path, tmp_path: Path) -> None:
    made = folder(source, "other", OTHER)
    (made / "document.txt").unlink()
    INSTEAD[instead](made / "document.txt")
    found = read(tmp_path).set_index("folder")
    assert found.loc["press_articles/a_paper/other", "outcome"] == "quarantined"
    assert [fault["place"] for fault in found.loc["press_articles/a_paper/other", "faults"]] == ["document.txt"]
    assert found.loc["press_articles/a_paper/good", "outcome"] == "accepted"


def test_a_folder_that_is_a_link_is_not_followed(source: Path, tmp_path: Path) -> None:
    (source / "linked").symlink_to(source / "good")
    (source / "up").symlink_to("..")
    found = read(tmp_path).set_index("folder")
    assert found["outcome"].to_dict() == {
        f"press_articles/a_paper/{name}": what for name, what in (("good", "accepted"), ("linked", "quarantined"), ("up", "quarantined"))
    }
