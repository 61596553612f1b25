"""What the catalogue of Dagster's UI says of a table is what was built."""

from collections.abc import Iterator

import dagster as dg
import duckdb
import pytest
import yaml
from world import World

from orchestration import settings

Built = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def columns(published: World) -> Built:
    """Type of every column of the last build by table and name."""
    with duckdb.connect(str(published.var / "build" / "warehouse.duckdb"), read_only=True) as build:
        rows = build.execute("select table_name, column_name, lower(data_type) from duckdb_columns() where not internal").fetchall()
    return {(table, name): type_ for table, name, type_ in rows}


def described() -> Iterator[tuple[str, str, str]]:
    """Model, name and type of every column that a YAML file of the dbt project describes."""
    for path in (settings.ROOT / "dbt_project" / "models").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            for column in model.get("columns", []):
                yield model["name"], column["name"], column["data_type"]


def test_every_column_has_the_type_that_is_written_down(columns: Built) -> None:
    said = {(model, name): type_ for model, name, type_ in described()}
    assert len(said) > 700
    assert {key: (type_, columns.get(key)) for key, type_ in said.items() if type_ != columns.get(key)} == {}


def test_every_table_says_how_many_rows_it_has_for_the_plots(published: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(published.var / "dagster"))
    found = {}
    with dg.DagsterInstance.get() as instance:
        for key in instance.all_asset_keys():
            made = instance.get_latest_materialization_event(key)
            if key.path[0] in ("main", "intermediate") and made is not None and made.asset_materialization is not None:
                found[key.path[-1]] = made.asset_materialization.metadata["dagster/row_count"].value
    with duckdb.connect(str(published.var / "build" / "warehouse.duckdb"), read_only=True) as build:
        tables = [name for (name,) in build.execute("select table_name from duckdb_tables() where schema_name <> 'failures'").fetchall()]
        schemas = dict(build.execute("select table_name, schema_name from duckdb_tables()").fetchall())
        counted = {name: len(build.table(f"{schemas[name]}.{name}")) for name in tables}
    assert found == counted
