"""What the catalogue of Dagster's UI tells of every asset beyond its own words: the columns of lake tables, files, pages of the explorer."""

from inspect import cleandoc
from pathlib import Path

import dagster as dg
import pandera.pandas as pa

from orchestration import settings
from orchestration.dictionary import described
from orchestration.explorer import links
from orchestration.model.schema import Table
from orchestration.model.tables import TABLES
from orchestration.store import lake, releases

MADE = {"release": "index", "site": "index", "exports": "data"}
"""The page of the explorer that shows what an asset without a table made."""


def catalogued(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The asset with its columns, its file and its page, as far as it has them."""
    found = settings.load()
    *stage, name = spec.key.path
    metadata: dict[str, dg.MetadataValue] = {}
    if stage == ["lake"]:
        metadata["dagster/column_schema"] = dg.MetadataValue.table_schema(_columns(TABLES[name].model))
    if (file := _file(found, stage, name)) is not None:
        metadata["file"] = dg.MetadataValue.path(file)
    page = links.TABLE_PAGES.get(name) if stage in (["lake"], ["main"]) else MADE.get(name)
    if page is not None:
        metadata["explorer"] = dg.MetadataValue.url(f"{found.explorer}/{links.address('en', page)}")
    # Markdown takes the indented lines of a docstring for code
    return spec.replace_attributes(description=spec.description and cleandoc(spec.description)).merge_attributes(metadata=metadata)


def _file(found: settings.Settings, stage: list[str], name: str) -> Path | None:
    """Where the asset is, once it was made; a mart is where analysts read it."""
    if stage == ["lake"]:
        return lake.path(found.lake, name)
    if stage == ["main"] or name == "release":
        return found.releases / "current" / releases.DATABASE
    return found.build_file if stage else None


def _columns(model: type[Table]) -> dg.TableSchema:
    """The columns of a lake table as its model has them."""
    schema, texts = model.to_schema(), described(model)
    types = {field.name: str(field.type) for field in lake.schema(model)}
    columns = [
        dg.TableColumn(
            name, types[name], texts[name], dg.TableColumnConstraints(column.nullable, column.unique, [_said(check) for check in column.checks])
        )
        for name, column in schema.columns.items()
    ]
    keys = [f"unique: {', '.join(schema.unique)}"] if schema.unique else []
    return dg.TableSchema(columns, dg.TableConstraints(keys))


def _said(check: pa.Check) -> str:
    """What a check demands, as pandera writes it."""
    return str(check.error or check.name)
