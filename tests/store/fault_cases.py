"""Every operation that writes what must not be lost, made to fail at each of its file operations: run under ``LD_PRELOAD`` of ``fail_nth.c``.

    python fault_cases.py FOLDER EVERY [CASE ERROR NTH]

Each attempt begins in a fresh folder. ``EVERY`` says that every so-manieth operation fails; the other three say where to begin. Prints a line of JSON
before each attempt (so that a process that dies tells where) and one for what is wrong; the last counts.
"""

import ctypes
import errno
import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from orchestration.model.capture import CARD
from orchestration.model.coding import CODING_COLUMNS
from orchestration.model.refresh import Refresh
from orchestration.store import integrity, kept, lake, lock, memory, releases, removed, seen, upkeep, warehouse

ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES, "short write": 0}
NAMED = (OSError, ValueError, duckdb.Error)
BUILD = "build/warehouse.duckdb"


@dataclass(frozen=True)
class Case:
    """An operation: what is there before, what it does, and what is served then; ``served`` raises when that is not whole."""

    make: Callable[[Path], None]
    act: Callable[[Path], None]
    served: Callable[[Path], str]
    old: str
    new: str


def write_build(file: Path, names: list[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(file)) as connection:
        for table in ("refreshes", "dim_origins"):
            connection.execute(f"create table {table} (name varchar primary key, number integer)")
            connection.execute(f"comment on table {table} is 'A table.'; comment on column {table}.name is 'A name.'")
            connection.execute(f"comment on column {table}.number is 'A number.'")
            connection.executemany(f"insert into {table} values (?, ?)", [(name, len(name)) for name in names])


def publish(folder: Path) -> None:
    releases.publish(folder / BUILD, folder / "releases", "2024.06.16-1", 1, {})


def make_release(folder: Path) -> None:
    write_build(folder / BUILD, ["Watch"])
    releases.publish(folder / BUILD, folder / "releases", "2024.06.15-1", 5, {})
    (folder / "releases" / ".draft-2024.06.14-1").mkdir()  # what a dead publication left
    (folder / BUILD).unlink()
    write_build(folder / BUILD, ["Watch", "The Courts"])


def served_release(folder: Path) -> str:
    release = releases.current(folder / "releases")
    assert release is not None, "nothing is published"
    assert not list(integrity.release_findings(folder / "releases", lambda _: None)), "the release is damaged"
    with duckdb.connect(str(release / releases.DATABASE), read_only=True) as connection:
        return ", ".join(name for (name,) in connection.execute("select name from dim_origins order by name").fetchall())


def refreshes(number: int) -> pd.DataFrame:
    columns = Refresh.to_schema().columns
    row = {name: str(number) if str(column.dtype) == "str" else number for name, column in columns.items()}
    return pd.DataFrame([row], columns=list(columns))


def captured(folder: Path) -> str:
    whole = [path for path in sorted((folder / "raw/press/a").iterdir()) if not path.name.startswith(".")]
    for path in whole:
        assert {file.name for file in path.iterdir()} == {"document.txt", CARD}, "a partial folder is seen"
        assert (path / "document.txt").read_bytes() == b"Ten." * 5000, "a document is damaged"
    return str(len(whole))


def capture(folder: Path) -> None:
    with kept.one_keeper(folder / "raw", folder / "var"):
        if captured(folder) == "0":
            files = {"document.txt": b"Ten." * 5000, CARD: b"source: a\n"}
            kept.keep(folder / "raw/press/a", "2024-06-15T05:15:00Z", "document.txt", files)


def remember(folder: Path) -> None:
    with memory.opened(folder, "engine") as readings:
        readings["key"] = "text" * 3000


def remembered(folder: Path) -> str:
    with memory.opened(folder, "engine") as readings:
        return str(len(readings))


def nothing(_: Path) -> None:
    """Is there before."""


def hold(folder: Path) -> None:
    with lock.one_writer(folder):
        pass


def held(folder: Path) -> str:
    return f"held: {lock.is_held(folder)}"


def codings(*documents: str) -> bytes:
    rows = [",".join(document if name == "document" else "" for name in CODING_COLUMNS) for document in documents]
    return "\n".join([",".join(CODING_COLUMNS), *rows, ""]).encode()


def buried(folder: Path) -> str:
    return " ".join(removed.removals(folder))


def note(folder: Path) -> None:
    seen.note(folder, "a", seen.Seen("https://example.org/", "2024-06-15T05:15:00Z", "new"))


def removal(name: str) -> removed.Removal:
    return removed.Removal(name, "2024-06-15", "asked")


def text(path: str) -> Callable[[Path], str]:
    return lambda folder: hashlib.sha256((folder / path).read_bytes()).hexdigest()[:8] if (folder / path).is_file() else "none"


def short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def wrote(path: str, data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return write


HASHES = f"{hashlib.sha256(b'Ten.').hexdigest()}  a/document.txt\n".encode()
LONG = b"new" * 9000

CASES = {
    "publish": Case(make_release, publish, served_release, "Watch", "The Courts, Watch"),
    "lake.write": Case(
        lambda folder: lake.write(folder, "refreshes", refreshes(1)),
        lambda folder: lake.write(folder, "refreshes", refreshes(2)),
        lambda folder: str(lake.read(folder, "refreshes").iloc[0]["version"]),
        "1",
        "2",
    ),
    "lake.discard": Case(
        lambda folder: lake.write(folder / "lake", "refreshes", refreshes(1)),
        lambda folder: lake.discard(folder / "lake"),
        lambda folder: str((folder / "lake").exists()),
        "True",
        "False",
    ),
    "kept.keep": Case(lambda folder: (folder / "raw/press/a").mkdir(parents=True), capture, captured, "0", "1"),
    "kept.write_whole": Case(
        wrote("file", b"old"), lambda folder: kept.write_whole(folder / "file", LONG), text("file"), short(b"old"), short(LONG)
    ),
    "integrity.note_hashes": Case(
        wrote("raw/a/document.txt", b"Ten."),
        lambda folder: integrity.note_hashes(folder / "raw", folder / "var"),
        text("var/raw.sha256"),
        "none",
        short(HASHES),
    ),
    "memory.opened": Case(nothing, remember, remembered, "0", "1"),
    "seen.note": Case(nothing, note, lambda folder: str(len(seen.latest(folder))), "0", "1"),
    "lock.one_writer": Case(nothing, hold, held, "held: False", "held: False"),
    "removed.bury": Case(
        lambda folder: removed.bury(folder, removal("before")),
        lambda folder: removed.bury(folder, removal("after")),
        buried,
        "before",
        "before after",
    ),
    "removed.remove_codings": Case(
        wrote("codings.csv", codings("a/b", "c/d", "a/b")),
        lambda folder: (removed.remove_codings(folder / "codings.csv", "a/b"), None)[1],
        text("codings.csv"),
        short(codings("a/b", "c/d", "a/b")),
        short(codings("c/d")),
    ),
    "removed.remove_folder": Case(
        wrote("a/b/document.txt", b"Ten."), lambda folder: removed.remove_folder(folder / "a/b"), lambda folder: str((folder / "a/b").exists()),
        "True", "False",
    ),
    "warehouse.discard": Case(
        wrote("build/warehouse.duckdb.wal", b"x"),
        lambda folder: warehouse.discard(folder / BUILD),
        lambda folder: str((folder / "build/warehouse.duckdb.wal").exists()),
        "True",
        "False",
    ),
    "warehouse.mark_passed": Case(
        wrote(BUILD, b"x"),
        lambda folder: warehouse.mark_passed(folder / BUILD, "noon"),
        lambda folder: str(warehouse.has_passed(folder / BUILD, "noon")),
        "False",
        "True",
    ),
    "upkeep.note_refresh": Case(
        lambda folder: upkeep.note_refresh(folder, upkeep.LastRefresh("2024-06-15T05:15:00Z", "1")),
        lambda folder: upkeep.note_refresh(folder, upkeep.LastRefresh("2024-06-16T05:15:00Z", "2")),
        lambda folder: getattr(upkeep.last_refresh(folder), "version", "none"),
        "1",
        "2",
    ),
}  # fmt: skip


def wrong(case: Case, folder: Path, raised: Exception | None) -> Iterator[str]:
    """What is not as it should be after an operation one of whose file operations failed."""
    if raised is not None and not isinstance(raised, NAMED):
        yield f"{type(raised).__name__} is not an error that is expected"
    if raised is not None and str(folder) not in str(raised):
        yield "the error names no file"
    try:
        found = case.served(folder)
        if found not in ((case.new,) if raised is None else (case.old, case.new)):
            yield f"{found!r} is served {'without a word' if raised is None else ''}"
        case.act(folder)
        if case.served(folder) != case.new:
            yield f"once more: {case.served(folder)!r} is served"
        if left := [path.name for path in folder.rglob("*") if "draft" in path.name or path.name.endswith(".wal")]:
            yield f"left behind: {left}"
    except (*NAMED, AssertionError, sqlite3.Error) as error:
        yield f"once more: {type(error).__name__}: {error}"


def run(base: Path, every: int, begin: tuple[str, str, int]) -> None:
    shim = ctypes.CDLL(None)
    shim.fail_what.restype = ctypes.c_char_p
    injected = 0
    todo = [(name, error) for name in CASES for error in ERRORS]
    for name, error in todo[todo.index(begin[:2]) :]:
        case, nth = CASES[name], begin[2] if (name, error) == begin[:2] else 1
        shutil.rmtree(base, ignore_errors=True)
        template, folder = base / "template", base / "case"
        template.mkdir(parents=True)
        case.make(template)
        while True:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template, folder, symlinks=True)
            print(json.dumps({"case": name, "error": error, "nth": nth}), flush=True)
            raised: Exception | None = None
            shim.fail_arm(str(folder).encode(), nth, ERRORS[error])
            try:
                case.act(folder)
            except Exception as caught:  # noqa: BLE001 - which it is, is the question
                raised = caught
            what = shim.fail_what().decode()
            shim.fail_arm(b"", 0, 0)
            if not what:
                break
            injected += 1
            for words in wrong(case, folder, raised):
                print(json.dumps({"wrong": words, "what": what, "raised": f"{type(raised).__name__}: {raised}"}), flush=True)
            nth += every
    print(json.dumps({"injected": injected}), flush=True)


if __name__ == "__main__":
    first = next(iter(CASES)), next(iter(ERRORS)), 1
    run(Path(sys.argv[1]), int(sys.argv[2]), (sys.argv[3], sys.argv[4], int(sys.argv[5])) if len(sys.argv) > 3 else first)
