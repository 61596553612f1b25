"""Whether what is kept is still what was kept: every byte of ``raw/`` and of the current release against its hash.

Written for ``detention verify``. A finding names the file. ``raw/`` is never touched; of a damaged release, a refresh falls back.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.model import strict_yaml
from orchestration.model.capture import CARD
from orchestration.store import releases
from orchestration.store.disk import naming
from orchestration.store.kept import write_whole

HASHES = "raw.sha256"
"""Hashes of ``raw/`` as the last refresh read it, in the format of ``sha256sum``."""

_REMEDY = "run 'make run': the release is made anew from raw/"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Finding:
    """A file that is not what it was: which, what is wrong with it, and what to do."""

    file: Path
    what: str
    remedy: str


def note_hashes(raw: Path, var: Path) -> None:
    """Write down the hash of every file of ``raw/``, for the next look."""
    lines = "".join(f"{_sha256(path)}  {_name(path, raw)}\n" for path in _files(raw))
    write_whole(var / HASHES, lines.encode("utf-8", "surrogateescape"))


def raw_findings(raw: Path, var: Path, progress: Progress) -> Iterator[Finding]:
    """Files of ``raw/`` whose bytes are not those of their birth certificate, or changed since the last refresh while their time did not.

    A file that was written since is none: that is work, not rot.
    """
    noted = var / HASHES
    lines = noted.read_text(encoding="utf-8", errors="surrogateescape").split("\n")[:-1] if noted.is_file() else []
    known = {line[66:]: line[:64] for line in lines}
    since = noted.stat().st_mtime_ns if lines else 0
    for name in sorted(known.keys() - {_name(path, raw) for path in _files(raw)}):
        yield Finding(raw / name, "it was there at the last refresh and is gone", "restore it from a backup, or refresh if it was meant")
    for path in _files(raw):
        progress(str(path))
        name = _name(path, raw)
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
    damages = list(_damages(release, progress))
    yield from damages
    described = releases.manifest(release) if not damages else {}
    if described.get("duckdb_version") == duckdb.__version__:
        yield from _exports_otherwise(release, described, progress)


def fall_back(folder: Path) -> Path | None:
    """When the current release is damaged, make the newest whole one current, or none. Returns the damaged one, which stays where it is.

    What is published next is made anew then, even if nothing is new, and nothing is read from damaged files.
    """
    now = releases.current(folder)
    if now is None or not any(_damages(now, lambda _: None)):
        return None
    others = sorted((path for path in folder.iterdir() if path.is_dir() and path.name[0] != "." and not path.is_symlink()), reverse=True, key=_made)
    whole = next((path for path in others if not any(_damages(path, lambda _: None))), None)
    if whole is None:
        (folder / "current").unlink()
    else:
        releases.point_at(folder, whole.name)
    return now


def _made(release: Path) -> int:
    return release.stat().st_mtime_ns


def _damages(release: Path, progress: Progress) -> Iterator[Finding]:
    """Files of a release that are not what its manifest says."""
    card = release / "manifest.json"
    try:
        if not releases.is_sealed(release):
            yield Finding(card, "its bytes are not those that were written", _REMEDY)
            return
        described = releases.manifest(release)
    except (OSError, ValueError) as error:
        yield Finding(card, f"it cannot be read ({error})", _REMEDY)
        return
    hashes = {release / releases.DATABASE: described["database_sha256"]} | {
        release / "parquet" / f"{table}.parquet": facts["parquet_sha256"] for table, facts in described["relations"].items()
    }
    for path, digest in hashes.items():
        progress(str(path))
        try:
            if _sha256(path) != digest:
                yield Finding(path, "its bytes are not those of the manifest", _REMEDY)
        except FileNotFoundError:
            yield Finding(path, "it is gone", _REMEDY)
        except OSError as error:
            yield _unreadable(path, error, _REMEDY)


def _exports_otherwise(release: Path, described: dict[str, dict[str, dict[str, str]]], progress: Progress) -> Iterator[Finding]:
    """Reads every block of the database, whose checksums DuckDB checks, and writes every table out again."""
    with tempfile.TemporaryDirectory() as draft:
        for table, facts in described["relations"].items():
            progress(table)
            file = Path(draft) / f"{table}.parquet"
            try:
                releases.export(release / releases.DATABASE, table, file)
            except duckdb.Error as error:
                yield Finding(release / releases.DATABASE, f"{table} cannot be read ({str(error).splitlines()[0]})", _REMEDY)
                continue
            if _sha256(file) != facts["parquet_sha256"]:
                yield Finding(release / "parquet" / file.name, "the database's table is written out as other bytes", _REMEDY)
            file.unlink()


def _unreadable(path: Path, error: OSError, remedy: str) -> Finding:
    return Finding(path, f"it cannot be read ({error.strerror})", remedy)


def _files(raw: Path) -> list[Path]:
    return sorted(path for path in raw.rglob("*") if path.is_file() and not path.is_symlink())


def _name(path: Path, raw: Path) -> str:
    return path.relative_to(raw).as_posix().replace("\n", "\\n")


def _sha256(path: Path) -> str:
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
