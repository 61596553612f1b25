"""Capture in Dagster: its partitions, its schedule, and that no refresh asks the network."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import dagster as dg
import pytest
from loopback import Clock, Reply, Site, page, site

from orchestration import capture
from orchestration.defs import capture as asset
from orchestration.defs.refresh import refresh_job
from orchestration.model.vocabulary import SECTIONS
from orchestration.web.fetch import Fetcher

SOURCE = 'name: {name}\nkind: press\nhosts: ["{host}"]\nlanguages: [es]\nrights: Its own.\n'
ITEMS = "<item><link>/1</link><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate></item><item><link>/2</link></item>"
FEED = f'<rss version="2.0"><channel>{ITEMS}</channel></rss>'


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Two sources, of which one has a feed."""
    for section in SECTIONS:
        (tmp_path / "raw" / section).mkdir(parents=True)
    clock = Clock()
    monkeypatch.setattr(capture, "Fetcher", partial(Fetcher, clock=clock, sleep=clock.sleep))
    monkeypatch.setenv("DETENTION_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DETENTION_NETWORKS", "127.0.0.1/32")
    with site() as found:
        host = f"127.0.0.1:{found.port}"
        for name in ("a_paper", "b_paper"):
            folder = tmp_path / "raw" / "press_articles" / name
            folder.mkdir()
            (folder / "source.yml").write_text(SOURCE.format(name=name, host=host), encoding="utf-8")
        with (tmp_path / "raw" / "press_articles" / "a_paper" / "source.yml").open("a", encoding="utf-8") as file:
            file.write(f'feeds: [{{kind: feed, url: "http://{host}/rss"}}]\n')
        found.answers |= {"/rss": Reply(FEED.encode()), "/1": page("<p>Murieron 9 personas."), "/2": page("<p>Murieron 10 personas.")}
        yield found


@pytest.mark.usefixtures("paper")
def test_the_sources_with_feeds_are_the_partitions() -> None:
    assert asset._sources() == ["a_paper"]
    assert {part.name for part in asset.PARTITIONS.partitions_defs} == {"source", "month"}


def test_a_raw_that_is_not_understood_keeps_nothing_from_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_RAW", str(tmp_path))
    assert asset._sources() == []


def test_a_partition_captures_what_the_feeds_of_a_source_list_for_a_month(paper: Site, tmp_path: Path) -> None:
    key = dg.MultiPartitionKey({"source": "a_paper", "month": "2024-05"})
    for outcome, nonce in (("new", "a1"), ("unchanged", "b2")):
        paper.answers["/1"] = page(f"<html lang='es'><!-- {nonce} --><article><p>Murieron 9 personas bajo custodia en mayo, según la fiscalía.</p>")
        with dg.build_asset_context(partition_key=key) as context:
            made = asset.captured(context)
        assert isinstance(made, dg.MaterializeResult)
        assert (made.metadata or {})[f"documents_{outcome}"] == 1
        assert (made.metadata or {})["refusals"] == []
    (card,) = (tmp_path / "raw").glob("*/a_paper/*/capture.yml")
    assert "published_on: '2024-05-06'" in card.read_text(encoding="utf-8")
    assert "/2" not in paper.paths


def test_what_is_refused_is_shown_with_its_reason(paper: Site) -> None:
    paper.answers["/1"] = Reply(status=404)
    with dg.build_asset_context(partition_key=dg.MultiPartitionKey({"source": "a_paper", "month": "2024-05"})) as context:
        made = asset.captured(context)
    assert isinstance(made, dg.MaterializeResult)
    (told,) = (made.metadata or {})["refusals"]
    assert "the server answers 404" in told


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(("day", "months"), [(1, ["2024-05", "2024-06"]), (7, ["2024-05", "2024-06"]), (8, ["2024-06"]), (30, ["2024-06"])])
def test_a_tick_asks_for_the_month_and_in_its_first_week_for_the_one_before(day: int, months: list[str]) -> None:
    with dg.build_schedule_context(scheduled_execution_time=datetime(2024, 6, day, 4, 45, tzinfo=UTC)) as context:
        ticked = asset.capture_schedule(context)
    requests = list(ticked)  # type: ignore[arg-type]
    assert [request.partition_key.keys_by_dimension for request in requests] == [{"source": "a_paper", "month": month} for month in months]
    assert len({request.run_key for request in requests}) == len(months)


def test_the_schedule_is_off_until_a_person_switches_it_on() -> None:
    assert asset.capture_schedule.default_status == dg.DefaultScheduleStatus.STOPPED


def test_a_refresh_captures_nothing() -> None:
    def plain() -> None: ...

    others = dg.asset(name="other", group_name="ingest")(plain)
    selection = refresh_job.selection
    assert isinstance(selection, dg.AssetSelection)
    assert selection.resolve([asset.captured, others]) == {others.key}
