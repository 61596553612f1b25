"""The explorer of a published release: its numbers are the warehouse's, its links lead somewhere, and no word of a source gets out."""

import csv
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from built_site import built, pages, script
from lxml import html
from world import World

from orchestration.defs.catalogue import MADE
from orchestration.explorer import links
from orchestration.explorer.phrases import LOCALES, load
from orchestration.model.vocabulary import SERIES_MEASURES


@pytest.fixture(scope="module")
def folder(disputed: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(disputed.releases, tmp_path_factory.mktemp("explorer"))


@pytest.fixture(scope="module")
def warehouse(disputed: World) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(disputed.releases / "current" / "detention.duckdb"), read_only=True) as connection:
        yield connection


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def series_of(warehouse: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """The points of each series by the name of its page."""
    found: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for measure in SERIES_MEASURES:
        rows = warehouse.execute(f"select * from series_{measure} order by month_end")
        names = [column[0] for column in rows.description]
        for values in rows.fetchall():
            row = dict(zip(names, values, strict=True))
            name = links.slug(measure, row["context_id"], row["population"], row["place"])
            found.setdefault(name, (measure, []))[1].append(row)
    return found


def test_there_is_a_page_of_every_series_document_origin_facility_and_conflict_in_each_language(
    folder: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    def column(query: str) -> list[str]:
        return [value for (value,) in warehouse.execute(query).fetchall()]

    wanted = {
        *links.LIST_PAGES,
        *(f"series/{name}" for name in series_of(warehouse)),
        *(links.document(one) for one in column("select document_id from dim_documents")),
        *(links.origin(one) for one in column("select distinct origin_id from fct_claims where is_leading")),
        *(
            links.facility(one)
            for one in column("select facility_id from dim_facilities where facility_id in (select place_id from fct_claims where is_leading)")
        ),
        *(links.conflict(one) for one in column("select conflict_id from conflicts")),
    }
    assert len(column("select distinct conflict_id from conflicts")) > 0
    for language in LOCALES:
        assert {str(file.relative_to(folder / language))[:-5] for file in (folder / language).rglob("*.html")} == wanted


def test_every_asset_of_dagster_leads_to_a_page_that_there_is(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    told = {*links.TABLE_PAGES.values(), *MADE.values()}
    assert len(told) > 10
    for language in LOCALES:
        for page in told:
            path, _, part = links.address(language, page).partition("#")
            shown = html.parse(folder / path).getroot()
            has_rows = bool(part) and warehouse.execute(f"select count(*) from series_{part}").fetchone() != (0,)
            assert len(shown.xpath("//*[@id=$part]", part=part)) == has_rows


def test_the_front_page_calls_each_context_by_its_name_where_there_are_several(disputed: World, tmp_path: Path) -> None:
    shutil.copytree(disputed.current(), tmp_path / "releases" / "2000.01.01-1")
    (tmp_path / "releases" / "current").symlink_to("2000.01.01-1")
    with duckdb.connect(str(tmp_path / "releases" / "current" / "detention.duckdb")) as connection:
        connection.execute(
            "insert into dim_contexts by name select * replace ('elsewhere' as context_id, 'A land & its camps' as name) from dim_contexts limit 1"
        )
        connection.execute("insert into series_arrests by name select * replace ('elsewhere' as context_id) from series_arrests")
        ((name,),) = connection.execute(
            "select name from dim_contexts where context_id in (select context_id from series_custodial_deaths)"
        ).fetchall()
    front = html.parse(built(tmp_path / "releases", tmp_path / "var") / "en" / "index.html").getroot()
    assert sorted(heading.text_content() for heading in front.xpath("//section[@class='context']/h2")) == sorted(["A land & its camps", name])


def test_every_row_of_every_table_of_points_says_what_the_warehouse_says(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    checked = 0
    for name, (_, points) in series_of(warehouse).items():
        first = "all" if any(row["origin_id"] == "all" for row in points) else None
        for language in LOCALES:
            page = html.parse(folder / language / "series" / f"{name}.html").getroot()
            (option,) = page.xpath("//select[@name='origin']/option[@selected]/@value")
            assert first is None or option == first
            shown = {str(row["month_end"]): row for row in points if row["origin_id"] == option and row["assumption_set"] == "A1"}
            rows = page.xpath("//table[@class='points']/tbody/tr")
            assert [row.get("data-month") for row in rows] == sorted(shown)
            for row in rows:
                reported, low, high, contested, _, _ = (numbers(cell.text_content()) for cell in row.findall("td"))
                said = shown[row.get("data-month")]
                assert low == [one for one in [said["bound_low"]] if one is not None]
                assert high == [one for one in [said["bound_high"]] if one is not None]
                assert reported == sorted({one for one in (said["reported_low"], said["reported_high"]) if one is not None})
                assert contested == (sorted({one for one in (said["wide_low"], said["wide_high"]) if one is not None}) if said["contested"] else [])
                checked += 1
    assert checked > 100


def test_every_number_in_a_sentence_or_a_claim_is_that_of_its_claim_or_point(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    claims = {
        one: (value, low, high)
        for one, value, low, high in warehouse.execute("select claim_id, value, value_low, value_high from fct_claims").fetchall()
    }
    bounds = {
        f"series/{name}": {row[column] for row in points for column in ("bound_low", "bound_high", "reported_low", "reported_high")}
        for name, (_, points) in series_of(warehouse).items()
    }
    checked = 0
    for path, page in pages(folder).items():
        for shown in page.xpath("//*[@data-value]"):
            claim, number = shown.get("data-claim") or shown.get("data-from"), int(shown.get("data-value"))
            said = numbers(shown.text_content())
            if claim in claims:
                value, low, high = claims[claim]
                assert number == value, path
                assert said == [value] or said == [low, high], path
            else:
                assert number in bounds[claim], path
                assert number in said, path
            checked += 1
    assert checked > 100


def test_what_a_page_lets_one_choose_are_the_points_of_the_warehouse(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    for name, (_, points) in series_of(warehouse).items():
        said = script(folder, name)
        shown = {
            (*key.split("|"), said["months"][point[0]]): [*point[1:9], said["news"][point[9]]] for key, of in said["points"].items() for point in of
        }
        columns = ["reported_low", "reported_high", "bound_low", "bound_high", "contested", "wide_low", "wide_high", "obs_status", "news_state"]
        wanted = {(row["origin_id"], row["assumption_set"], str(row["month_end"])): [row[column] for column in columns] for row in points}
        assert shown == wanted


def test_as_known_on_any_day_a_page_says_what_the_replay_says(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    days = [day for (day,) in warehouse.execute("select distinct known_from from claim_versions where known_from is not null order by 1").fetchall()]
    asked = [*days[:: max(1, len(days) // 6)], days[0] - (days[1] - days[0]), days[-1]]
    moved = 0
    for name, (measure, points) in series_of(warehouse).items():
        said = script(folder, name)
        context, population, place = (points[0][column] for column in ("context_id", "population", "place"))
        for day in asked:
            rows = warehouse.execute(
                "select origin_id, assumption_set, strftime(month_end, '%Y-%m-%d'), reported_low, reported_high, bound_low, bound_high, contested,"
                " reported_claims || bound_low_claims || bound_high_claims"
                f" from series_{measure}_as_known(?) where context_id = ? and population = ? and place = ? and assumption_set in ('A0', 'A1', 'A2')",
                [day, context, population, place],
            ).fetchall()
            shown: dict[tuple[str, str, str], list[Any] | None] = {}
            for key, moves in said["past"].items():
                for known_on, month, values in moves:
                    if said["days"][known_on] <= str(day):
                        shown[*key.split("|"), said["months"][month]] = values
            there = {key: values for key, values in shown.items() if values is not None}
            assert {key: values[:-1] for key, values in there.items()} == {row[:3]: list(row[3:-1]) for row in rows}
            known = {claim["id"] for claim in said["claims"]}
            behind = {key: {said["claims"][index]["id"] for index in values[-1]} for key, values in there.items()}
            assert behind == {row[:3]: {one for one in row[-1] if one in known} for row in rows}
            moved += len(rows)
    assert moved > 100


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(folder: Path) -> None:
    found = pages(folder)
    places = {path: set(page.xpath("//@id")) for path, page in found.items()}
    for path, page in found.items():
        for address in page.xpath("//@href | //@src"):
            if address.startswith(("http://", "https://")):
                continue
            target, _, place = address.partition("#")
            file = (folder / path).parent / target if target else folder / path
            assert file.resolve().is_file(), f"{path} -> {address}"
            if place:
                assert place in places[str(file.resolve().relative_to(folder.resolve()))], f"{path} -> {address}"


def test_a_page_asks_nothing_of_the_network_and_runs_only_its_own_scripts(folder: Path) -> None:
    for path, page in pages(folder).items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; script-src 'self';"), path
        assert all(not address.startswith(("http:", "https:", "//")) for address in page.xpath("//script/@src | //link/@href | //img/@src")), path
        assert all(script.get("src") or script.get("type") == "application/json" for script in page.iter("script")), path
        assert not page.xpath("//@style | //style"), path


def test_the_downloads_of_a_page_are_the_rows_of_the_warehouse(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    for name, (_, points) in series_of(warehouse).items():
        parquet = pq.read_table(folder / "data" / "series" / f"{name}.parquet")
        with (folder / "data" / "series" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert parquet.num_rows == len(lines) == len(points)
        wanted = sorted((row["origin_id"], row["assumption_set"], str(row["month_end"]), row["bound_low"]) for row in points)
        rows = parquet.to_pylist()
        assert sorted((row["origin_id"], row["assumption_set"], str(row["month_end"]), row["bound_low"]) for row in rows) == wanted
        assert (
            sorted((row["origin_id"], row["assumption_set"], row["month_end"], int(row["bound_low"]) if row["bound_low"] else None) for row in lines)
            == wanted
        )


def test_built_again_the_site_is_the_same_to_the_byte(folder: Path, disputed: World, tmp_path: Path) -> None:
    again = built(disputed.releases, tmp_path)
    files = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert {file.relative_to(again): file.read_bytes() for file in again.rglob("*") if file.is_file()} == files


def test_a_build_takes_the_place_of_the_one_before(disputed: World, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "sites" / "2000.01.01-1")
    (tmp_path / "site").symlink_to("sites/2000.01.01-1")
    assert built(disputed.releases, tmp_path) == tmp_path / "site"
    assert (tmp_path / "site" / "en" / "index.html").is_file()
    assert [one.name for one in (tmp_path / "sites").iterdir()] == [(disputed.releases / "current").resolve().name]


def test_there_is_nothing_to_build_before_the_first_release(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nothing is published yet: run 'make run'"):
        built(tmp_path / "releases", tmp_path)


def test_a_release_of_another_version_is_refused_with_what_to_do(disputed: World, tmp_path: Path) -> None:
    shutil.copytree(disputed.current(), tmp_path / "releases" / "2000.01.01-1")
    (tmp_path / "releases" / "current").symlink_to("2000.01.01-1")
    with duckdb.connect(str(tmp_path / "releases" / "current" / "detention.duckdb")) as connection:
        connection.execute("drop table dim_contexts")
    with pytest.raises(FileNotFoundError, match=r"another version made this release .*dim_contexts.*: run 'make run'"):
        built(tmp_path / "releases", tmp_path / "var")


def test_the_day_of_the_release_is_on_every_page(folder: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    said = warehouse.execute("select version, started_at from refreshes order by started_at desc limit 1").fetchone()
    assert said is not None
    version, started_at = said
    assert isinstance(started_at, datetime)
    for path, page in pages(folder).items():
        footer = page.find(".//footer").text_content()
        assert version in footer, path
        assert load(path[:2]).day(date(started_at.year, started_at.month, started_at.day)) in footer, path
