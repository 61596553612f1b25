"""Whether what is kept is still what was kept: every byte of ``raw/`` and of the current release against its hash.

Written for ``detention verify``. A finding names the file; nothing is mended here.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.model import strict_yaml
from orchestration.store import releases
from orchestration.store.disk import naming
from orchestration.store.kept import CARD, write_whole

HASHES = "raw.sha256"
"""Hashes of ``raw/`` as the last refresh read it, in the format of ``sha256sum``."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Finding:
    """A file that is not what it was: which, what is wrong with it, and what to do."""

    file: Path
    what: str
    remedy: str


def note_hashes(raw: Path, var: Path) -> None:
    """Write down the hash of every file of ``raw/``, for the next look."""
    lines = "".join(f"{_sha256(path)}  {path.relative_to(raw).as_posix()}\n" for path in _files(raw))
    write_whole(var / HASHES, lines.encode("utf-8", "surrogateescape"))


def raw_findings(raw: Path, var: Path, progress: Progress) -> Iterator[Finding]:
    """Files of ``raw/`` whose bytes are not those of their birth certificate, or changed since the last refresh while their time did not.

    A file that was written since is none: that is work, not rot.
    """
    noted = var / HASHES
    lines = noted.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if noted.is_file() else []
    known = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    since = noted.stat().st_mtime_ns if lines else 0
    for name in sorted(known.keys() - {path.relative_to(raw).as_posix() for path in _files(raw)}):
        yield Finding(raw / name, "it was there at the last refresh and is gone", "restore it from a backup, or refresh if it was meant")
    for path in _files(raw):
        progress(str(path))
        name = path.relative_to(raw).as_posix()
        try:
            digest = _sha256(path)
        except OSError as error:
            yield _unreadable(path, error, "restore it from a backup")
            continue
        if name in known and digest != known[name] and path.stat().st_mtime_ns <= since:
            yield Finding(path, "its bytes changed since the last refresh, and nobody wrote to it", "restore it from a backup")
        elif path.name.startswith(("document.", "abstract.")) and not _is_sealed(path, digest):
            yield Finding(path, f"its bytes are not those of its {CARD}", "restore it from a backup; if the change is meant, run 'detention seal'")


def _is_sealed(path: Path, digest: str) -> bool:
    """Whether the birth certificate beside the file names its hash, or is that of the abstract beside it."""
    card = path.with_name(CARD)
    try:
        said = strict_yaml.parse(card.read_text(encoding="utf-8")) if card.is_file() else {}
    except ValueError:
        return True  # the card is at fault, and the refresh says how
    return said.get("sha256") == digest or (said.get("text_kind") == "abstract" and path.name.startswith("document."))


def release_findings(folder: Path, progress: Progress) -> Iterator[Finding]:
    """Files of the current release that are not what its manifest says, and tables that no longer export as they did."""
    release = releases.current(folder)
    if release is None:
        return
    remedy = "run 'make run': a damaged release is made anew from raw/, and the others stay"
    try:
        described = releases.manifest(release)
        hashes = {release / releases.DATABASE: described["database_sha256"]} | {
            release / "parquet" / f"{table}.parquet": facts["parquet_sha256"] for table, facts in described["relations"].items()
        }
    except (OSError, ValueError, KeyError) as error:
        yield Finding(release / "manifest.json", f"it cannot be read ({error})", remedy)
        return
    is_whole = True
    for path, digest in hashes.items():
        progress(str(path))
        try:
            wrong = None if _sha256(path) == digest else Finding(path, "its bytes are not those of the manifest", remedy)
        except FileNotFoundError:
            wrong = Finding(path, "it is gone", remedy)
        except OSError as error:
            wrong = _unreadable(path, error, remedy)
        if wrong is not None:
            is_whole = False
            yield wrong
    if is_whole and described["duckdb_version"] == duckdb.__version__:
        yield from _exports_otherwise(release, described, progress, remedy)


def _exports_otherwise(release: Path, described: dict[str, dict[str, dict[str, str]]], progress: Progress, remedy: str) -> Iterator[Finding]:
    """Reads every block of the database, whose checksums DuckDB checks, and writes every table out again."""
    with tempfile.TemporaryDirectory() as draft:
        for table, facts in described["relations"].items():
            progress(table)
            file = Path(draft) / f"{table}.parquet"
            try:
                releases.export(release / releases.DATABASE, table, file)
            except duckdb.Error as error:
                yield Finding(release / releases.DATABASE, f"{table} cannot be read ({str(error).splitlines()[0]})", remedy)
                continue
            if _sha256(file) != facts["parquet_sha256"]:
                yield Finding(release / "parquet" / file.name, "the database's table is written out as other bytes", remedy)
            file.unlink()


def _unreadable(path: Path, error: OSError, remedy: str) -> Finding:
    return Finding(path, f"it cannot be read ({error.strerror})", remedy)


def _files(raw: Path) -> list[Path]:
    return sorted(path for path in raw.rglob("*") if path.is_file() and not path.is_symlink())


def _sha256(path: Path) -> str:
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
