"""The published release as an analyst meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store import published, releases

Build = Callable[..., Path]

MARTS = (
    "".join(
        f"""
    create table series_{measure}
        (context_id varchar, origin_id varchar, population varchar, place varchar, month_end date, assumption_set varchar,
        bound_low bigint, bound_high bigint, contested boolean, reported_low bigint, reported_high bigint, reported_claims varchar[]);
    insert into series_{measure} values
        ('al', 'all', 'all', 'national', '2024-04-30', 'A1', 90, 100, true, 88, 90, ['c1', 'c2']),
        ('al', 'all', 'all', 'national', '2024-05-31', 'A1', 120, null, false, null, null, []),
        ('al', 'all', 'all', 'national', '2024-05-31', 'A0', 121, 121, false, 121, 121, ['c1']),
        ('al', 'all', 'women', 'national', '2024-05-31', 'A1', 5, 6, false, 5, 6, ['c3']),
        ('al', 'watch', 'all', 'national', '2024-05-31', 'A1', 7, 8, true, 7, 8, ['c4']),
        ('al', 'all', 'all', 'north prison', '2024-05-31', 'A1', 1, 2, false, null, null, []),
        ('al', 'all', 'all', 'north prison', '2024-06-30', 'A1', null, 2, true, null, null, []);
    """
        for measure in SERIES_MEASURES
    )
    + """
    create table dim_documents as select unnest(['a', 'b', 'c']) as document_id;
    create table fct_claims as select unnest(['coded', 'coded', 'extracted']) as method;
    create table quarantine (item varchar, place varchar, reason varchar, remedy varchar);
    insert into quarantine values ('b', 'line 2', 'is empty', 'fill it in'), ('a', 'capture.yml', 'the file is missing', 'write it');
    create table judgements (judgement_id varchar, file varchar, line bigint, state varchar);
    insert into judgements values
        ('J1', 'judgements/2024.jsonl', 10, 'no_such_conflict'), ('J2', 'judgements/2024.jsonl', 9, 'needs_look'),
        ('J3', 'judgements/2023.jsonl', 1, 'standing'), ('J4', 'judgements/2023.jsonl', 2, 'superseded');
    update dim_origins set claim_count = 0 where name = 'Watch';
    insert into refreshes values ('2024.06.14-1', '2024-06-14 05:15:00');
"""
)


@pytest.fixture
def folder(build: Build, tmp_path: Path) -> Path:
    """Releases whose current one holds every relation that the overview reads."""
    described = "".join(
        f"comment on table {table} is 'A table.';" + "".join(f"comment on column {table}.{column} is 'A column.';" for column in columns)
        for table, columns in {
            **{
                f"series_{measure}": [
                    "context_id",
                    "origin_id",
                    "population",
                    "place",
                    "month_end",
                    "assumption_set",
                    "bound_low",
                    "bound_high",
                    "contested",
                    "reported_low",
                    "reported_high",
                    "reported_claims",
                ]
                for measure in SERIES_MEASURES
            },
            "dim_documents": ["document_id"],
            "fct_claims": ["method"],
            "quarantine": ["item", "place", "reason", "remedy"],
            "judgements": ["judgement_id", "file", "line", "state"],
        }.items()
    )
    releases.publish(build(then=MARTS + described), tmp_path / "releases", "2024.06.15-1", 5, {})
    return tmp_path / "releases"


def test_before_the_first_release_a_reader_is_told_how_to_make_one(tmp_path: Path) -> None:
    for use in (lambda: published.ask(tmp_path, "select 1"), lambda: published.overview(tmp_path)):
        with pytest.raises(FileNotFoundError, match="nothing is published yet: run 'make run'"):
            use()


def test_a_question_is_answered_with_names_and_rows(folder: Path) -> None:
    assert published.ask(folder, "select name, claim_count as claims from dim_origins order by name") == (
        ["name", "claims"],
        [("Ministry of the Interior", 24), ("Watch", 0)],
    )


@pytest.mark.parametrize("query", [
    "drop table dim_origins", "create table mine (n integer)", "insert into dim_origins values ('x', 'x', 1)",
    "update dim_origins set claim_count = 1",
])  # fmt: skip
def test_a_reader_cannot_change_the_release(folder: Path, query: str) -> None:
    before = (folder / "current" / releases.DATABASE).read_bytes()
    with pytest.raises(published.QueryError, match="read-only"):
        published.ask(folder, query)
    assert (folder / "current" / releases.DATABASE).read_bytes() == before


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("select * from nowhere", "nowhere"),
        ("selec 1", "syntax error"),
        ("select colour from dim_origins", "colour"),
        (" ", "the query is empty"),
        ("-- nothing", "the query is empty"),
        (";", "the query is empty"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(folder: Path, query: str, words: str) -> None:
    with pytest.raises(published.QueryError, match=words):
        published.ask(folder, query)


def test_two_readers_open_the_release_at_once(folder: Path) -> None:
    with published.connect(folder) as one, published.connect(folder) as two:
        assert one.execute("select count(*) from dim_documents").fetchone() == two.execute("select count(*) from dim_documents").fetchone() == (3,)


def test_the_overview_shows_the_last_month_over_all_origins_with_the_whole_context_first(folder: Path) -> None:
    lines = published.overview(folder).series
    assert [line.measure for line in lines] == [measure for measure in SERIES_MEASURES for _ in range(2)]
    assert lines[:2] == [
        published.SeriesLine("arrests", "al", "national", "2024-04", "2024-05", 120, None, 1, 88, 90, "2024-04"),
        published.SeriesLine("arrests", "al", "north prison", "2024-05", "2024-06", None, 2, 1, None, None, None),
    ]


def test_the_overview_counts_what_the_release_holds(folder: Path) -> None:
    found = published.overview(folder)
    assert (found.version, found.documents, found.coded_claims, found.extracted_claims, found.origins) == ("2024.06.15-1", 3, 2, 1, 1)
    assert found.file == folder / "current" / releases.DATABASE
    assert [item for item, *_ in found.quarantined] == ["a", "b"]


def test_the_overview_names_the_lines_of_the_judgements_that_have_no_effect(folder: Path) -> None:
    assert published.overview(folder).unsettled == [
        ("judgements/2024.jsonl:9", "J2", "needs_look"),
        ("judgements/2024.jsonl:10", "J1", "no_such_conflict"),
    ]
