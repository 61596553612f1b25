"""A release as a schema.org Dataset, and the same with its columns as Croissant 1.0 describes them."""

import json
import re
from importlib import resources
from typing import Any

from orchestration.exports.citation import words
from orchestration.exports.described import LICENCE_URL, Column, Release, Table
from orchestration.exports.files import File

_CROISSANT = "http://mlcommons.org/croissant/1.0"
_TYPES = {
    "BIGINT": "sc:Integer",
    "INTEGER": "sc:Integer",
    "DOUBLE": "sc:Float",
    "BOOLEAN": "sc:Boolean",
    "DATE": "sc:Date",
    "TIMESTAMP": "sc:DateTime",
}


def schema_org(release: Release, files: dict[str, File]) -> dict[str, Any]:
    """The Dataset that a search engine for data reads, with every file of a table."""
    downloads = [
        {
            "@type": "DataDownload",
            "name": file.path,
            "contentUrl": file.path,
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in _of_tables(release, files)
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_said(release),
        "identifier": f"sha256:{release.content_hash}",
        "isAccessibleForFree": True,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": table.name, "description": table.comment}
            for table in release.tables
            if table.name.startswith("series_")
        ],
        "distribution": downloads,
    }


def croissant(release: Release, files: dict[str, File]) -> dict[str, Any]:
    """The same release with a record set for each table, read from its Parquet file."""
    context = json.loads(resources.files("orchestration").joinpath("exports", "croissant_context.json").read_text(encoding="utf-8"))
    return {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        **_said(release),
        "version": re.sub(r"\b0+(?=\d)", "", release.version),  # as semantic versions are written: the same numbers without leading noughts
        "distribution": [_file_object(file) for file in _of_tables(release, files)],
        "recordSet": [_record_set(table) for table in release.tables],
    }


def _said(release: Release) -> dict[str, Any]:
    return {
        "name": "detention-monitor",
        "alternateName": release.project.title,
        "description": release.project.abstract,
        "version": release.version,
        "datePublished": release.created[:10],
        "license": LICENCE_URL,
        "keywords": list(release.project.keywords),
        "creator": [{"@type": "Organization", "name": author} for author in release.project.authors],
        "citeAs": words(release),
    }


def _of_tables(release: Release, files: dict[str, File]) -> list[File]:
    return [files[path] for table in release.tables for path in (f"csv/{table.name}.csv", f"parquet/{table.name}.parquet")]


def _file_object(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    key = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.comment,
        "key": key[0] if len(key) == 1 else key,
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": _TYPES.get(column.type.removesuffix("[]"), "sc:Text"),
        **({"repeated": True} if column.type.endswith("[]") else {}),
        "source": {"fileObject": {"@id": f"parquet/{table.name}.parquet"}, "extract": {"column": column.name}},
    }
