"""The exports of a published release: their own validators find no error in them, and they hold what the release holds."""

import csv
import hashlib
import json
import logging
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from world import World

from orchestration.exports.folder import export
from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.settings import ROOT
from orchestration.store import releases
from orchestration.store.spreadsheet import read_rows, write_csv

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(scope="module")
def exported(published: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(
        published.releases, tmp_path_factory.mktemp("var"), ROOT / "CITATION.cff", published.var / "dbt" / "target" / "manifest.json"
    ).folder


def cells(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in folder.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            yield from ((file, cell) for row in csv.reader(opened) for cell in row)


def test_frictionless_finds_no_error_in_the_data_package(exported: Path, published: World) -> None:
    import frictionless  # every worker collects this module, and one runs it

    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    tables = published.ask("select count(*) from duckdb_tables()")[0][0]
    assert report.stats["tasks"] == 2 * tables


def test_frictionless_finds_a_file_that_was_changed(exported: Path, tmp_path: Path) -> None:
    import frictionless

    shutil.copytree(exported, tmp_path / "copy")
    with (tmp_path / "copy" / "csv" / "dim_origins.csv").open("a", encoding="utf-8") as file:
        file.write("somebody,,,,,,,\n")
    assert not frictionless.validate(str(tmp_path / "copy" / "datapackage.json")).valid


def test_croissant_finds_no_error_and_nothing_to_warn_of(exported: Path, caplog: pytest.LogCaptureFixture) -> None:
    import mlcroissant

    with caplog.at_level(logging.WARNING):
        issues = mlcroissant.Dataset(str(exported / "croissant.json")).metadata.ctx.issues
    assert (issues.errors, issues.warnings, caplog.messages) == (set(), set(), [])


def test_every_table_has_a_licence_and_quotes_are_excepted(exported: Path, published: World) -> None:
    with (exported / "licences.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["table"]: row for row in csv.DictReader(opened)}
    assert set(rows) == {name for (name,) in published.ask("select table_name from duckdb_tables()")}
    assert {row["licence"] for row in rows.values()} == {"CC-BY-4.0"}
    assert rows["lineage"]["rights"]
    assert not rows["series_arrests"]["rights"]


def test_no_cell_of_any_csv_starts_a_formula(exported: Path) -> None:
    found = list(cells(exported))
    assert len(found) > 10_000
    assert [(file, cell) for file, cell in found if cell.startswith(STARTS_A_FORMULA)] == []


@pytest.mark.parametrize("start", STARTS_A_FORMULA)
def test_a_hostile_title_becomes_no_formula(tmp_path: Path, start: str) -> None:
    hostile = f'{start}HYPERLINK("http://a.example","x")'
    with duckdb.connect() as connection:
        connection.execute(f"copy (select $1 as title, [$1, $1] as names) to '{tmp_path / 'x.parquet'}'", [hostile])
    write_csv(tmp_path / "x.csv", ("title", "names"), read_rows(tmp_path / "x.parquet"))
    _, _, *said = cells(tmp_path)
    assert [cell for _, cell in said] == [f"'{hostile}", f"'{hostile} {hostile}"]


def test_the_files_are_what_their_sums_say(exported: Path) -> None:
    ended = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=exported, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")
    listed = {line[66:] for line in (exported / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()} - {"SHA256SUMS"}


def test_the_same_release_gives_the_same_bytes(exported: Path, published: World, tmp_path: Path) -> None:
    again = export(published.releases, tmp_path, ROOT / "CITATION.cff", published.var / "dbt" / "target" / "manifest.json").folder
    assert (again / "SHA256SUMS").read_bytes() == (exported / "SHA256SUMS").read_bytes()
    assert sorted(path.name for path in (tmp_path / "exports").iterdir()) == sorted(["current", published.current().name])


def test_sdmx_has_an_observation_for_every_value_of_every_series(exported: Path, published: World) -> None:
    count = " + ".join(f"count({name})" for name in ("reported_low", "reported_high", "bound_low", "bound_high"))
    values = sum(published.ask(f"select {count} from series_{measure}")[0][0] for measure in SERIES_MEASURES)
    with (exported / "sdmx" / "series.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == values > 0
    keys = {tuple(value for name, value in row.items() if name not in ("OBS_VALUE", "OBS_STATUS", "CONTESTED")) for row in rows}
    assert len(keys) == len(rows)


def test_the_citations_name_the_release_and_its_content(exported: Path, published: World) -> None:
    said = releases.manifest(published.current())
    for name in ("citation.bib", "citation.json"):
        text = (exported / name).read_text(encoding="utf-8")
        assert said["version"] in text
        assert said["content_hash"] in text
    (item,) = json.loads((exported / "citation.json").read_text(encoding="utf-8"))
    assert item["issued"]["date-parts"] == [[int(part) for part in said["started_at"][:10].split("-")]]


def test_the_page_of_dbt_asks_for_nothing_and_tells_of_no_machine(exported: Path, published: World) -> None:
    text = (exported / "dbt_docs.html").read_text(encoding="utf-8")
    assert "cloudfront" not in text
    assert "connect-src 'none'" in text.split("</head>")[0]
    assert str(published.var) not in text
    assert str(ROOT) not in text
    assert "series_custodial_deaths" in text


def test_every_file_of_the_parquet_folder_is_that_of_the_release(exported: Path, published: World) -> None:
    found = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in (exported / "parquet").iterdir()}
    assert found == {name: facts["parquet_sha256"] for name, facts in releases.manifest(published.current())["relations"].items()}
