"""Writes the exports of a release into one folder, swapped in whole: ``var/exports/<version>``, with ``var/exports/current`` pointing at it.

Everything in it is derived from the release and the project, so the same release gives the same bytes. Cost: seconds, most of them for the CSV.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.exports import sdmx
from orchestration.exports.citation import bibtex, csl
from orchestration.exports.datapackage import datapackage
from orchestration.exports.dataset import croissant, schema_org
from orchestration.exports.dbt_docs import page
from orchestration.exports.described import LICENCE, Release, read
from orchestration.exports.files import files, write_sums
from orchestration.exports.report import what_changed
from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store import swap
from orchestration.store.spreadsheet import read_rows, write_csv


@dataclass(frozen=True)
class Export:
    """What was written: of which release, where, how many files and bytes."""

    version: str
    folder: Path
    files: int
    size: int


def export(releases: Path, var: Path, citation: Path, dbt_manifest: Path) -> Export:
    """Write the exports of the current release. Raises ``FileNotFoundError`` before the first release."""
    folders = var / "exports"
    with swap.one_maker(folders):
        return _export(releases, folders, citation, dbt_manifest)


def _export(releases: Path, folders: Path, citation: Path, dbt_manifest: Path) -> Export:
    release = read(releases, citation)
    folder = folders / release.version
    draft = folder.with_name(f".draft-{release.version}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _tables(release, draft)
    _series(release, draft)
    _write(draft / "dbt_docs.html", page(release, dbt_manifest))
    written = files(draft)
    _write_json(draft / "datapackage.json", datapackage(release, written))
    _write_json(draft / "dataset.jsonld", schema_org(release, written))
    _write_json(draft / "croissant.json", croissant(release, written))
    _write_json(draft / "citation.json", csl(release))
    _write(draft / "citation.bib", bibtex(release))
    write_sums(draft)
    every = files(draft)
    swap.put(draft, folder, folder.with_name("current"))
    return Export(release.version, folder.with_name("current"), len(every), sum(file.size for file in every.values()))


def _tables(release: Release, draft: Path) -> None:
    """Every table as Parquet (the release's own file) and CSV, its licence, and what moved since the release before."""
    (draft / "parquet").mkdir()
    (draft / "csv").mkdir()
    for table in release.tables:
        own = release.folder / "parquet" / f"{table.name}.parquet"
        shutil.copyfile(own, draft / "parquet" / own.name)
        write_csv(draft / "csv" / f"{table.name}.csv", [column.name for column in table.columns], read_rows(own))
    licences = [{"table": table.name, "licence": LICENCE, "rows": table.rows, "rights": table.rights} for table in release.tables]
    write_csv(draft / "licences.csv", ("table", "licence", "rows", "rights"), licences)
    sets = _rows(release, "assumption_sets")
    default_set = next(row["assumption_id"] for row in sets if row["is_default"] and row["kind"] == "reading")
    _write(draft / "what_changed.md", what_changed(release, _rows(release, "changes"), _rows(release, "refreshes"), default_set))


def _series(release: Release, draft: Path) -> None:
    """All series as SDMX-CSV, with the names that the catalogues give to codes."""
    comments = {table.name: table.comment for table in release.tables}
    names = {
        "MEASURE": {measure: comments[f"series_{measure}"].split(":")[0].removeprefix("Monthly series of ") for measure in SERIES_MEASURES},
        "PLACE": {row["facility_id"]: row["name"] for row in _rows(release, "dim_facilities")},
        "ORIGIN": {row["origin_id"]: row["name"] for row in _rows(release, "dim_origins")} | {"all": "All origins together"},
        "ASSUMPTION_SET": {row["assumption_id"]: row["name"] for row in _rows(release, "assumption_sets")},
    }
    points = {measure: read_rows(release.folder / "parquet" / f"series_{measure}.parquet") for measure in SERIES_MEASURES}
    sdmx.write(draft / "sdmx", points, names)


def _rows(release: Release, table: str) -> list[dict[str, Any]]:
    return list(read_rows(release.folder / "parquet" / f"{table}.parquet"))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _write_json(file: Path, content: Any) -> None:
    _write(file, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
