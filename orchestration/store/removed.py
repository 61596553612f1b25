"""Takedowns: documents that must not be read again. A line stays of each: the hash of its bytes, the day, and the reason; nothing that it said.

A takedown that dies half-way is finished by asking for it again: the line is written first, and what bears its hash is never read from then on.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.model.coding import CODING_COLUMNS
from orchestration.store.disk import naming
from orchestration.store.kept import write_whole

FILE = "removed.jsonl"
UNFINISHED = "takedown.json"


@dataclass(frozen=True)
class Removal:
    """One takedown: the hash of the bytes (SHA-256), the day (ISO 8601), and why. The reason names no private person."""

    sha256: str
    removed_on: str
    reason: str


def removals(raw: Path) -> dict[str, Removal]:
    """The takedowns by hash. Raises ``ValueError`` naming the line when one is not understood: what was taken down would come back."""
    file = raw / FILE
    with naming(file):
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = {}
    for number, line in enumerate(lines, start=1):
        try:
            removal = Removal(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise ValueError(f"raw/{FILE}: line {number}: {error}: restore the line from a backup") from error
        found[removal.sha256] = removal
    return found


def bury(raw: Path, removal: Removal) -> None:
    """Write down that the bytes must not be read again."""
    if removal.sha256 not in removals(raw):
        file = raw / FILE
        with naming(file):
            before = file.read_bytes() if file.is_file() else b""
        write_whole(file, before + json.dumps(asdict(removal), ensure_ascii=False).encode() + b"\n")


def unfinished(var: Path) -> dict[str, list[str]]:
    """Folders whose takedown is not done yet, each with the hashes of its texts."""
    file = var / UNFINISHED
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def remove_codings(file: Path, document: str) -> int:
    """Take the rows that code a document out of a codings file, and leave every other byte as it is. Returns how many they were."""
    with naming(file):
        text = file.read_bytes().decode("utf-8")
    kept, taken = [], 0
    try:
        for cells, record in _records(text):
            if len(cells) == len(CODING_COLUMNS) and cells[CODING_COLUMNS.index("document")].strip() == document:
                taken += 1
            else:
                kept.append(record)
    except csv.Error as error:
        raise ValueError(f"{file}: {error}: mend the file, then ask again") from error
    if taken:
        write_whole(file, "".join(kept).encode())
    return taken


def _records(text: str) -> Iterator[tuple[list[str], str]]:
    """The records of a table, each with the text that it stands in: one whose quoted cells hold line ends has several lines."""
    lines: list[str] = []

    def read() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    for cells in csv.reader(read(), strict=True):
        yield cells, "".join(lines)
        lines.clear()


def remove_folder(folder: Path) -> None:
    """Remove a document folder and all that it holds."""
    if folder.is_dir():
        with naming(folder):
            shutil.rmtree(folder)
