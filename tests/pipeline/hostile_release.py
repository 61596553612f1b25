"""A release in which every word of a source or a person ends in what wants to break out of a page, a script or a cell."""

import shutil
from pathlib import Path

import duckdb

HOSTILE = '</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"\'><a href="javascript:window.hit=1">\u2028{{7*7}}${7*7}=cmd()'
TEXTS = {
    "agency", "aspect_words", "caption", "coding_id", "description", "disagreement", "explanation", "file_name", "folder", "ground",
    "item", "language", "locality", "locator", "name", "note", "number_text", "origin", "other_measure", "population_detail",
    "published_on_known_from", "quote_text", "reason", "remark", "remedy", "retrieved_at", "rights", "said", "sentence", "sentence_after",
    "sentence_before", "series_exclusion", "settled_because", "title", "url",
}  # fmt: skip
"""Columns that hold words, of a source or of a person."""


def write_hostile(published: Path, releases: Path) -> None:
    """Copy the current release of one folder of releases into another, and spoil its words."""
    release = releases / "2000.01.01-1"
    shutil.copytree((published / "current").resolve(), release)
    (releases / "current").symlink_to(release.name)
    with duckdb.connect(str(release / "detention.duckdb")) as connection:
        for table, column in connection.execute(
            "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and schema_name = 'main' and not internal"
            " and table_name in (select table_name from duckdb_tables())"
        ).fetchall():
            if column in TEXTS:
                connection.execute(f'update "{table}" set "{column}" = "{column}" || ? where "{column}" is not null', [HOSTILE])
            if column in ("place", "place_id"):
                connection.execute(f'update "{table}" set "{column}" = "{column}" || ? where "{column}" like \'uncatalogued%\'', [HOSTILE])
