"""A release as its exports describe it: tables, columns, keys and licences, from the published file itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from orchestration.store.published import opened, release_of, rows
from orchestration.store.releases import manifest

LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/legalcode"

_QUOTING = frozenset({"title", "quote_text", "sentence", "sentence_before", "sentence_after", "original_sentence", "number_text"})
_QUOTES = (
    "Titles and quoted sentences belong to whoever published the document: quote them with its address. The licence covers what the project wrote."
)

_TABLES = """
    select
        tables.table_name as name,
        tables.comment as comment,
        coalesce(any_value(keys.constraint_column_names), []) as key
    from duckdb_tables() as tables
    left join duckdb_constraints() as keys
        on tables.table_oid = keys.table_oid and tables.database_name = keys.database_name and keys.constraint_type = 'PRIMARY KEY'
    where tables.schema_name = 'main' and not tables.internal
    group by tables.table_name, tables.comment
    order by tables.table_name
"""
_COLUMNS = """
    select table_name, column_name, data_type, is_nullable, comment
    from duckdb_columns()
    where schema_name = 'main' and not internal
    order by table_name, column_index
"""


@dataclass(frozen=True)
class Column:
    """A column: its type as DuckDB writes it, what it means, and whether it may be empty."""

    name: str
    type: str
    comment: str
    is_nullable: bool


@dataclass(frozen=True)
class Table:
    """A published table: what it is, its key, its columns, how many rows it has."""

    name: str
    comment: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int

    @property
    def rights(self) -> str | None:
        """What the licence of the table does not cover, or None."""
        return _QUOTES if _QUOTING & {column.name for column in self.columns} else None


@dataclass(frozen=True)
class Project:
    """Who publishes: the facts of ``CITATION.cff``."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """A release: where it lies, what it says of itself, its tables. ``created`` is when its refresh began, in UTC (ISO 8601)."""

    folder: Path
    version: str
    content_hash: str
    created: str
    tables: tuple[Table, ...]
    project: Project


def read(releases: Path, citation: Path) -> Release:
    """The current release. Raises ``FileNotFoundError`` before the first."""
    folder = release_of(releases)
    with opened(folder) as connection:
        said = manifest(folder)
        columns: dict[str, list[Column]] = {}
        for row in rows(connection.execute(_COLUMNS)):
            column = Column(row["column_name"], row["data_type"], " ".join(row["comment"].split()), row["is_nullable"])
            columns.setdefault(row["table_name"], []).append(column)
        tables = tuple(
            Table(
                row["name"], " ".join(row["comment"].split()), tuple(row["key"]), tuple(columns[row["name"]]), said["relations"][row["name"]]["rows"]
            )
            for row in rows(connection.execute(_TABLES))
        )
    return Release(folder, said["version"], said["content_hash"], f"{said['started_at']}Z", tables, _project(citation))


def _project(citation: Path) -> Project:
    said: dict[str, Any] = yaml.safe_load(citation.read_text(encoding="utf-8"))
    authors = tuple(author["name"] for author in said["authors"])
    return Project(said["title"], " ".join(said["abstract"].split()), authors, tuple(said["keywords"]))
