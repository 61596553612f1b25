"""Tables go all the way: their figures are published with their cells, their contradictions are conflicts, and their editions are vintages."""

import hashlib
import shutil
from pathlib import Path

import pytest
from invented_tables import EARLIER, FORM, LATER, earlier_edition, later_edition, prison_form
from world import ROOT, World

from orchestration import contexts
from orchestration.model import strict_yaml
from orchestration.model.coding import CODING_COLUMNS

SECTION = "government_statements"
MOVED = prison_form().replace("stock,entries", "entries,stock", 1)


def _context(mapping: Path) -> str:
    """The context whose catalogue has the origin of a mapping."""
    origin = strict_yaml.parse(mapping.read_text(encoding="utf-8"))["origin"].lower()
    cards = map(contexts.load, contexts.available())
    return next(card.code for card in cards if any(origin in body.names for body in card.origins.values()))


def _write(raw: Path, mapping: str, text: str, published_on: str, file_name: str = "document.txt") -> None:
    source = mapping.partition("/")[0]
    if not (raw / SECTION / source).is_dir():
        shutil.copytree(ROOT / "raw" / SECTION / source, raw / SECTION / source)
    folder = raw / SECTION / source / f"{published_on}_table"
    folder.mkdir()
    (folder / file_name).write_text(text, encoding="utf-8", newline="")
    card = {
        "source": source,
        "context": _context(raw / SECTION / mapping),
        "url": f"https://example.org/{source}",
        "title": "an invented table",
        "language": "en",
        "published_on": published_on,
        "published_on_known_from": "page",
        "retrieved_at": "",
        "text_kind": "original",
        "mapping": Path(mapping).stem,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (folder / "capture.yml").write_text("".join(f"{name}: {value}\n" for name, value in card.items()), encoding="utf-8")


@pytest.fixture(scope="module")
def tables(published: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A form, one whose columns moved, and two editions of a yearly file, refreshed once."""
    base = tmp_path_factory.mktemp("tables")
    world = World(base / "raw", base / "var")
    shutil.copytree(published.var / "dbt", world.var / "dbt")  # parsed once for all worlds: the project is the same
    for folder in ("ngo_reports", "press_articles", SECTION, "codings"):
        (world.raw / folder).mkdir(parents=True)
    for card in map(contexts.load, contexts.available()):
        (world.raw / "codings" / card.codings).write_text(",".join(CODING_COLUMNS) + "\n", encoding="utf-8")
    _write(world.raw, FORM, prison_form(), "2017-12-01", "document.csv")
    _write(world.raw, FORM, MOVED, "2018-06-01", "document.csv")
    _write(world.raw, EARLIER, earlier_edition(), "2019-07-31")
    _write(world.raw, LATER, later_edition(), "2020-10-20")
    world.refresh()
    return world


def test_the_two_totals_of_deaths_of_a_form_are_a_conflict(tables: World) -> None:
    found = tables.ask(
        "select list_sort(list(fct_claims.value)), any_value(conflicts.least_change) from conflicts"
        " inner join fct_claims on list_contains(conflicts.claims, fct_claims.claim_id)"
        " where conflicts.measure = 'custodial_deaths' and conflicts.origin_id = 'all' and conflicts.assumption_set = 'A1' group by conflict_id"
    )
    assert found == [([4, 5], 1)]


def test_people_held_that_do_not_follow_from_entries_and_exits_are_a_conflict(tables: World) -> None:
    # 300 held, 72 brought in and 52 let out give 320 at most, whoever died; the form says 350
    found = tables.ask("select kind, least_change from conflicts where assumption_set = 'A0+stock_identity'")
    assert found == [("stock_beyond_flows", 30)]


def test_a_sum_and_a_cell_name_their_cells_wherever_they_are_explained(tables: World) -> None:
    traces = dict(
        tables.ask("select distinct any_value(fct_claims.locator), trace from lineage inner join fct_claims using (claim_id) group by trace")
    )
    assert set(traces.values()) == {"table cell", "sum of table cells"}
    ((claim,),) = tables.ask("select claim_id from fct_claims where locator = 'sum of H2:H3'")
    steps = dict(tables.ask(f"select what, words from explain('{claim}')"))
    assert steps["where"] == "sum of H2:H3; added up here from 2 cells"
    assert f"read by raw/{SECTION}/{FORM}" in steps["text"]


def test_each_edition_is_a_vintage_of_one_series(tables: World) -> None:
    query = (
        "select reported_low from series_custodial_deaths_as_known(date '{day}') where origin_id = 'all' and population = 'all'"
        " and assumption_set = 'A1' and month_end = date '{month}'"
    )
    for day, month, reported in (("2019-12-31", "2019-03-31", 12), ("2020-12-31", "2019-03-31", None), ("2020-12-31", "2020-03-31", 16)):
        assert tables.ask(query.format(day=day, month=month)) == [(reported,)], (day, month)
    revised = tables.ask(
        "select value, cast(known_from as varchar), cast(known_to as varchar) from claim_versions"
        " where population = 'all' and basis = 'flow' and start_first = date '2018-04-01' and as_of_last = date '2019-03-31' order by known_from"
    )
    assert revised == [(5, "2019-07-31", "2020-10-20"), (6, "2020-10-20", None)]


def test_no_edition_contradicts_the_one_it_replaces(tables: World) -> None:
    ((context,),) = tables.ask("select distinct context_id from fct_claims where starts_with(locator, 'sheet')")
    assert tables.ask(f"select count(*) from conflicts where context_id = '{context}'") == [(0,)]


def test_a_form_whose_columns_moved_is_in_quarantine_and_the_others_are_published(tables: World) -> None:
    (first, *_) = tables.ask("select stage, item, place, reason from quarantine order by place")
    assert first[0] == "tables"
    assert first[1].endswith("2018-06-01_table")
    assert first[2:] == ("document.csv: cell H1", "expected the column 'stock', found 'entries'; it stands in I1")
    assert tables.ask("select count(distinct document_id) from fct_claims") == [(3,)]
