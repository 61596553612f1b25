"""One of each bad kind among good ones: each is set aside with its file, reason and remedy, and the good ones are published."""

import json
import subprocess

import counted_tables
import pytest
import small_raw
from bad_input import BAD_FOLDERS, BAD_ROWS
from world import World


@pytest.fixture(scope="module")
def ended(spoilt: World) -> subprocess.CompletedProcess[str]:
    """How the refresh of the bad input ended."""
    return subprocess.CompletedProcess("refresh", *json.loads((spoilt.raw.parent / "printed.json").read_text(encoding="utf-8")))


def test_the_refresh_goes_on_and_publishes(ended: subprocess.CompletedProcess[str]) -> None:
    assert ended.returncode == 0, ended.stderr
    assert "New release" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_refresh_that_goes_well_tells_what_it_made_and_nothing_else(ended: subprocess.CompletedProcess[str]) -> None:
    told = ended.stderr.splitlines()
    assert "made main/fct_claims" in told
    assert [line for line in told if not line.startswith("made ")] == []


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_a_bad_folder_is_set_aside_with_reason_and_remedy(spoilt: World, name: str) -> None:
    item = f"ngo_reports/open_cells_network/2023-04-12_{name}"
    found = spoilt.ask(f"select reason, remedy from quarantine where stage = 'captures' and item = '{item}'")
    assert any(BAD_FOLDERS[name][1] in reason for reason, _ in found), found
    assert all(remedy for _, remedy in found)


@pytest.mark.parametrize("key", BAD_ROWS)
def test_a_bad_coding_is_set_aside_with_line_reason_and_remedy(spoilt: World, key: str) -> None:
    line = len(small_raw.CODINGS) + 2 + list(BAD_ROWS).index(key)
    item = f"{small_raw.CODINGS_FILE}:{line}"
    found = spoilt.ask(f"select place, reason, remedy from quarantine where stage = 'codings' and item = '{item}'")
    assert any(BAD_ROWS[key][1] in reason for _, reason, _ in found), found
    assert all(place and remedy for place, _, remedy in found)


def test_a_stray_file_and_a_source_without_a_card_are_set_aside(spoilt: World) -> None:
    found = dict(spoilt.ask("select item, reason from quarantine where stage = 'captures'"))
    assert "ngo_reports/stray.txt" in found
    assert "has no source.yml" in found["ngo_reports/nobody/2023-04-12_first-year"]


def test_the_summary_lists_what_was_set_aside_and_says_how_many_more(spoilt: World, ended: subprocess.CompletedProcess[str]) -> None:
    rows = spoilt.ask("select item, place, reason, remedy from quarantine order by item, place")
    lines = [line.strip() for line in ended.stdout.splitlines() if line.startswith("  set aside: ")]
    assert lines == [f"set aside: raw/{item}: {place}: {reason} -> {remedy}" for item, place, reason, remedy in rows[:10]]
    assert f"and {len(rows) - 10} more, all in the table quarantine" in ended.stdout
    assert f"{len(rows)} quarantined" in ended.stdout


def test_everything_read_is_accounted_for(spoilt: World) -> None:
    good = len(small_raw.DOCUMENTS) + counted_tables.FOLDERS
    folders = good + len(BAD_FOLDERS) + 3
    rows = len(small_raw.CODINGS) + len(BAD_ROWS) + 2
    newest = "from refreshes order by started_at desc limit 1"
    assert spoilt.ask(f"select folders_read, documents_accepted, documents_duplicate, documents_quarantined {newest}") == [
        (folders, good, 1, len(BAD_FOLDERS) + 2)
    ]
    assert spoilt.ask(f"select codings_read, codings_accepted, codings_duplicate, codings_quarantined {newest}") == [
        (rows, len(small_raw.CODINGS), 1, len(BAD_ROWS) + 1)
    ]


def test_the_good_ones_are_published_unchanged(published: World, spoilt: World) -> None:
    """Every row as it was and no other, but for those of the tables, which count in contexts of their own and take places in the queue."""
    tables = f"context_id in {counted_tables.counted_in()}"
    owned = {
        "context_id": tables,
        "claim_id": f"claim_id in (select claim_id from fct_claims where {tables})",
        "source_id": f"source_id in (select source_id from dim_documents where {tables})",
    }
    different = set()
    for path in (published.current() / "parquet").iterdir():
        columns = {name for (name,) in spoilt.ask(f"select column_name from duckdb_columns() where table_name = '{path.stem}'")}
        of_tables = next((said for column, said in owned.items() if column in columns), "false")
        place = " replace (row_number() over (order by position) as position)" if "position" in columns else ""
        was, now = (
            f"(select *{place} from {relation} where not coalesce({of_tables}, false))" for relation in (f"read_parquet('{path}')", path.stem)
        )
        if spoilt.ask(f"({was} except all {now}) union all ({now} except all {was})"):
            different.add(path.stem)
    assert different == {"quarantine", "refreshes", "withheld_texts"}  # the words of what is set aside are masked like all others
