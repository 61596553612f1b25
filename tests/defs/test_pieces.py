"""Tables that are read side by side: of the same documents, piece by piece, or not at all."""

from pathlib import Path

import pandas as pd
import pytest

from orchestration.defs.pieces import side_by_side
from orchestration.model.tables import TABLES
from orchestration.store import lake

COLUMNS = {table: list(TABLES[table].model.to_schema().columns) for table in ("documents", "passages", "claims")}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lake in which two documents were read in one piece, and a third, of which nothing was claimed, in the next."""
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path))
    write(tmp_path / "lake", "documents", "ab", "c")
    write(tmp_path / "lake", "passages", "aab", "c")
    write(tmp_path / "lake", "claims", "b", "")
    return tmp_path / "lake"


def write(folder: Path, table: str, *pieces: str) -> None:
    """Keep as the table, for each piece, a row for each letter: its document."""
    known = {"char_start": 0, "char_end": 0, "position": 0, "rules": []}
    rows = ([dict.fromkeys(COLUMNS[table]) | known | {"document_id": letter} for letter in piece] for piece in pieces)
    lake.write_pieces(folder, table, (pd.DataFrame(piece, columns=COLUMNS[table]) for piece in rows))


def test_pieces_of_the_same_documents_come_together() -> None:
    read = [["".join(piece["document_id"]) for piece in pieces] for pieces in side_by_side("documents", "passages", "claims")]
    assert read == [["ab", "aab", "b"], ["c", "c", ""]]


@pytest.mark.parametrize(
    ("table", "pieces"),
    [
        ("documents", ["abc"]),
        ("documents", ["ab", "cd"]),
        ("documents", ["b", "c"]),
        ("passages", ["aab"]),
        ("claims", ["b", "d"]),
        ("claims", ["", "b"]),
        ("claims", ["b"]),
    ],
)
def test_a_table_that_was_made_alone_since_is_not_read_beside_the_others(folder: Path, table: str, pieces: list[str]) -> None:
    write(folder, table, *pieces)
    with pytest.raises(ValueError, match="documents, passages, claims are not of the same documents: one was made alone"):
        list(side_by_side("documents", "passages", "claims"))
