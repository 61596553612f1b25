"""Processes around one published file: python publications.py MANNER RELEASES STOP_FILE, where the manner is one of ``MANNERS``.

Each asks one question again and again until told to stop, writes a byte for each answer to a file that bears its manner's name beside the stop
file, and prints a JSON object: how many answers, errors, answers that mix releases, and how many releases it met.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from orchestration.store import releases

TABLES = ("dim_origins", "dim_documents", "fct_claims", "refreshes")
QUESTION = ", ".join(f"(select list(distinct release) from {table}), (select count(*) from {table})" for table in TABLES)
ROWS = 3000


def write_build(file: Path, release: int) -> None:
    """A build whose every table has the number of its release in every row, and as many rows as the release says."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as connection:
        for table in TABLES:
            connection.execute(f"create table {table} as select n, {release} as release from range({ROWS + release}) as numbers (n)")
            connection.execute(f"comment on table {table} is 'A table.'; comment on column {table}.n is 'A number.'")
            connection.execute(f"comment on column {table}.release is 'Its release.'")


def answers(manner: str, folder: Path) -> Iterator[tuple[object, ...]]:
    """Answers without end."""

    def ask(connection: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
        return connection.execute(f"select {QUESTION}").fetchone() or ()

    file = str(folder / "current" / releases.DATABASE)
    if manner == "hold":
        with duckdb.connect(file, read_only=True) as held:
            while True:
                yield ask(held)
    if manner == "notebook":  # keeps one connection open for good, and opens others beside it in the same process
        first = duckdb.connect(file, read_only=True)
        ask(first)
    while True:
        now = releases.current(folder)
        # the path behind the link: by the link's own name, DuckDB hands out what this process has open under it
        with duckdb.connect(str(now / releases.DATABASE) if manner == "notebook" and now else file, read_only=True) as connection:
            yield ask(connection)


def parquet(folder: Path) -> Iterator[tuple[object, ...]]:
    """The exports of the release that is current, read as one."""
    while True:
        now = releases.current(folder)
        with duckdb.connect() as connection:
            for table in TABLES:
                connection.execute(f"create view {table} as from read_parquet('{now}/parquet/{table}.parquet')")
            yield connection.execute(f"select {QUESTION}").fetchone() or ()


MANNERS: dict[str, Callable[[Path], Iterator[tuple[object, ...]]]] = {
    "reopen": lambda folder: answers("reopen", folder),
    "hold": lambda folder: answers("hold", folder),
    "notebook": lambda folder: answers("notebook", folder),
    "parquet": parquet,
}


def is_mixed(answer: tuple[object, ...]) -> bool:
    found = answer[0]
    return not isinstance(found, list) or len(found) != 1 or answer != (found, ROWS + found[0]) * len(TABLES)


if __name__ == "__main__":
    manner, folder, stop = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    errors, mixed, met = [], [], set()
    asked = MANNERS[manner](folder)
    with stop.with_name(manner).open("wb", buffering=0) as counted:
        while not stop.exists():
            try:
                answer = next(asked)
            except (duckdb.Error, OSError) as error:
                errors.append(str(error))
                asked = MANNERS[manner](folder)
                continue
            counted.write(b".")
            met.add(str(answer[0]))
            if is_mixed(answer):
                mixed.append(answer)
        count = counted.tell()
    print(json.dumps({"count": count, "errors": errors[:5], "mixed": mixed[:5], "releases": len(met)}))
