"""The files of an export, each with its hash, and the list by which ``sha256sum -c`` checks them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

SUMS = "SHA256SUMS"

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".html": "text/html",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
}


@dataclass(frozen=True)
class File:
    """A file: its path within the export, bytes and hash."""

    path: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """Its media type, by its ending."""
        return _MEDIA_TYPES[Path(self.path).suffix]


def files(folder: Path) -> dict[str, File]:
    """Every file below a folder, by its path there."""
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        with file.open("rb") as opened:
            found[path] = File(path, file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest())
    return found


def write_sums(folder: Path) -> None:
    """Write the hash of every file below a folder, as ``sha256sum`` does."""
    lines = "".join(f"{file.sha256}  {path}\n" for path, file in files(folder).items() if path != SUMS)
    (folder / SUMS).write_text(lines, encoding="utf-8")
