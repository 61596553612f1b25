"""The published file as an analyst meets it: what is in it, that it explains itself, and that every point leads to its words."""

import json

import duckdb
import pytest
from world import World

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store import releases

RELATIONS = {
    "fct_claims", "fct_figures", "dim_documents", "dim_sources", "dim_origins", "dim_facilities", "dim_contexts", "series_arrests",
    "series_releases", "series_custodial_deaths", "series_persons_held", "lineage", "quarantine", "refreshes",
}  # fmt: skip


def test_every_promised_relation_is_in_the_main_schema(published: World) -> None:
    found = {name for (name,) in published.ask("select table_name from duckdb_tables() where schema_name = 'main'")}
    assert found >= RELATIONS
    assert published.ask("select distinct schema_name from duckdb_tables()") == [("main",)]


def test_every_table_and_every_column_says_what_it_is(published: World) -> None:
    assert published.ask("select table_name from duckdb_tables() where coalesce(trim(comment), '') = ''") == []
    assert published.ask("select table_name, column_name from duckdb_columns() where not internal and coalesce(trim(comment), '') = ''") == []
    assert published.ask("select count(*) > 150 from duckdb_columns() where not internal") == [(True,)]


def test_the_file_opens_read_only_and_refuses_to_be_written(published: World) -> None:
    with (
        duckdb.connect(str(published.database()), read_only=True) as connection,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        connection.execute("delete from fct_claims")


def test_there_is_no_log_beside_the_file(published: World) -> None:
    assert sorted(path.name for path in published.current().iterdir()) == [releases.DATABASE, "manifest.json", "parquet"]


@pytest.mark.parametrize("measure", SERIES_MEASURES)
def test_the_small_record_gives_a_point_to_every_series(published: World, measure: str) -> None:
    assert published.ask(f"select count(*) > 0 from series_{measure}") == [(True,)]


@pytest.mark.parametrize("measure", SERIES_MEASURES)
def test_every_claim_behind_a_point_leads_to_a_document_and_a_sentence_or_coding_row(published: World, measure: str) -> None:
    named = f"(select distinct unnest(reported_claims || bound_low_claims || bound_high_claims) as claim_id from series_{measure})"
    traced = f"""
        select count(*), count(documents.document_id), count(coalesce(lineage.sentence, lineage.coding_id))
        from {named} as named
        left join lineage on named.claim_id = lineage.claim_id
        left join dim_documents as documents on lineage.document_id = documents.document_id
    """
    ((claims, with_document, with_words),) = published.ask(traced)
    assert claims > 0
    assert (with_document, with_words) == (claims, claims)


@pytest.mark.parametrize("measure", SERIES_MEASURES)
def test_every_bound_names_the_claims_that_make_it(published: World, measure: str) -> None:
    unnamed = "(bound_low is not null) <> (len(bound_low_claims) > 0) or (bound_high is not null) <> (len(bound_high_claims) > 0)"
    assert published.ask(f"select * from series_{measure} where {unnamed}") == []


def test_the_exports_hold_what_the_file_holds(published: World) -> None:
    for path in sorted((published.current() / "parquet").iterdir()):
        assert published.ask(f"(from {path.stem}) except all (from read_parquet('{path}'))") == []
        assert published.ask(f"(from read_parquet('{path}')) except all (from {path.stem})") == []


def test_the_exports_are_those_that_the_manifest_lists(published: World) -> None:
    manifest = json.loads((published.current() / "manifest.json").read_text(encoding="utf-8"))
    listed = {name: relation["parquet_sha256"] for name, relation in manifest["relations"].items() if name != "refreshes"}
    assert published.parquet() == listed
    assert manifest["database_sha256"] == published.state()[f"{published.current().name}/{releases.DATABASE}"]


def test_a_sentence_is_in_its_document_at_its_offsets(published: World) -> None:
    rows = published.ask(
        "select l.sentence, l.char_start, l.char_end, d.folder, d.file_name from lineage as l join dim_documents as d using (document_id)"
        " where l.sentence is not null"
    )
    assert rows
    for sentence, start, end, folder, file_name in rows:
        if file_name.endswith((".md", ".txt", ".csv")):
            assert (published.raw / folder / file_name).read_text(encoding="utf-8")[start:end] == sentence
