"""The data package of a release (Frictionless): every CSV with the schema of its table, every Parquet file with its hash."""

from typing import Any

from orchestration.exports.described import LICENCE, LICENCE_TITLE, LICENCE_URL, Column, Release, Table
from orchestration.exports.files import File

_TYPES = {"BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "datetime"}
_FORMATS = {"TIMESTAMP": {"format": "%Y-%m-%d %H:%M:%S"}}
_LIST = " A list: in CSV its items stand with spaces between them, Parquet keeps them apart."

_NAMED = {
    "context_id": ("dim_contexts", "context_id"),
    "document_id": ("dim_documents", "document_id"),
    "source_id": ("dim_sources", "source_id"),
    "facility_id": ("dim_facilities", "facility_id"),
    "claim_id": ("fct_claims", "claim_id"),
    "figure_id": ("fct_figures", "figure_id"),
}
"""Columns that name a row of another table wherever they stand."""

_REMEMBERING = frozenset({"claim_versions", "edits"})
"""Tables that remember what the others need not hold any more: nothing in them must lead to a row of today."""


def datapackage(release: Release, files: dict[str, File]) -> dict[str, Any]:
    """The descriptor. ``files`` are those of the export by path."""
    licence = {"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_URL}
    resources = [
        resource | {"licenses": [licence], **({"rights": table.rights} if table.rights else {})}
        for table in release.tables
        for resource in (_csv(table, files), _parquet(table, files))
    ]
    return {
        "name": "detention-monitor",
        "title": release.project.title,
        "description": release.project.abstract,
        "version": release.version,
        "id": f"sha256:{release.content_hash}",
        "created": release.created,
        "keywords": list(release.project.keywords),
        "licenses": [licence],
        "contributors": [{"title": author, "role": "author"} for author in release.project.authors],
        "sources": [{"title": "The documents listed in dim_documents, each with its address", "path": "csv/dim_documents.csv"}],
        "resources": resources,
    }


def _csv(table: Table, files: dict[str, File]) -> dict[str, Any]:
    path = f"csv/{table.name}.csv"
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if foreign := _foreign_keys(table):
        schema["foreignKeys"] = foreign
    return _file(table.name.replace("_", "-"), table, path, files) | {"type": "table", "format": "csv", "encoding": "utf-8", "schema": schema}


def _parquet(table: Table, files: dict[str, File]) -> dict[str, Any]:
    path = f"parquet/{table.name}.parquet"
    return _file(f"{table.name.replace('_', '-')}-parquet", table, path, files) | {"type": "file", "format": "parquet"}


def _file(name: str, table: Table, path: str, files: dict[str, File]) -> dict[str, Any]:
    return {
        "name": name,
        "description": table.comment,
        "path": path,
        "mediatype": files[path].media_type,
        "bytes": files[path].size,
        "hash": f"sha256:{files[path].sha256}",
    }


def _field(column: Column) -> dict[str, Any]:
    is_list = column.type.endswith("[]")
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string"), **_FORMATS.get(column.type, {})}
    field["description"] = column.comment + (_LIST if is_list else "")
    return field if column.is_nullable else field | {"constraints": {"required": True}}


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    if table.name in _REMEMBERING:
        return []
    return [
        {"fields": [column.name], "reference": {"resource": other.replace("_", "-"), "fields": [key]}}
        for column in table.columns
        if (named := _NAMED.get(column.name)) is not None
        for other, key in [named]
        if other != table.name
    ]
