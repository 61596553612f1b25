"""From a publisher's feed to a published figure, by clicks alone: a page, a PDF and a workbook on a server of our own, captured in the Dagster UI.

Not part of ``make test``: needs Debian's chromium. Run with ``make test-browser``; the pictures are left in ``var/browser/``.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from browsing import NEEDS_CHROMIUM, PICTURES, ROOT, chromium, serving
from loopback import Reply, Site, page, site

from orchestration import contexts
from orchestration.model.vocabulary import SECTIONS
from orchestration.store.releases import DATABASE

sys.path += [str(ROOT / "tests" / folder) for folder in ("documents", "pipeline")]
from made import html, lines, pdf, xlsx
from small_raw import write

pytestmark = NEEDS_CHROMIUM

NOW = datetime.now(UTC)
BEFORE = NOW.replace(day=1) - timedelta(days=1)
SOURCE = """\
name: A Paper
kind: press
hosts: ["{host}"]
languages: [en]
rights: Its own.
context: {context}
feeds: [{{kind: feed, url: "http://{host}/feed.xml"}}]
"""
SAID = {
    "page.html": "The police said on Monday that 41,207 people had been arrested since 27 March 2022.",
    "report.pdf": "By 31 May 2024 at least 263 people had died in custody.",
    "table.xlsx": "The network counted 318 deaths in custody up to 30 April 2024.",
}
FIGURES = {"page.html": 41207, "report.pdf": 263, "table.xlsx": 318}


@pytest.fixture(scope="module")
def paper() -> Iterator[Site]:
    """A server with a feed of three documents, each of another format."""
    items = "".join(f"<item><title>Figures of {name}</title><link>/{name}</link><pubDate>{format_datetime(NOW)}</pubDate></item>" for name in SAID)
    filler = "The report describes how courts, prisons and hospitals kept their books, and which of them answered."
    with site() as found:
        found.answers |= {
            "/feed.xml": Reply(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), headers={"Content-Type": "application/rss+xml"}),
            "/page.html": page(html(filler, SAID["page.html"], filler).decode(), Content_Language="en"),
            "/report.pdf": Reply(pdf([lines(filler), lines(SAID["report.pdf"])]), headers={"Content-Type": "application/pdf"}),
            "/table.xlsx": Reply(
                xlsx({"Summary": [["Notes of the network"], [filler], [SAID["table.xlsx"]]]}),
                headers={"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
            ),
        }
        yield found


@pytest.fixture(scope="module")
def folders(paper: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small raw and one source more, which lists its documents in the feed."""
    raw, var = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("var")
    write(raw)
    for section in SECTIONS:
        (raw / section).mkdir(exist_ok=True)
    (folder := raw / "press_articles" / "a_paper").mkdir()
    host = f"127.0.0.1:{paper.port}"
    card = SOURCE.format(host=host, context=next(code for code in contexts.available() if contexts.load(code).facilities))
    (folder / "source.yml").write_text(card, encoding="utf-8")
    return raw, var


@pytest.fixture(scope="module")
def served(folders: tuple[Path, Path]) -> Iterator[str]:
    raw, var = folders
    environment = os.environ | {"DETENTION_RAW": str(raw), "DETENTION_VAR": str(var), "DETENTION_NETWORKS": "127.0.0.0/8"}
    environment.pop("DETENTION_TODAY", None)
    with serving("ui", environment, "/server_info") as address:
        yield address


@pytest.fixture(scope="module")
def tab(served: str) -> Iterator[Any]:
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 1700, "height": 1000}, base_url=served)


def runs(tab: Any, job: str) -> list[dict[str, Any]]:
    query = "{ runsOrError { ... on Runs { results { jobName status startTime assetSelection { path } tags { key value } } } } }"
    found = tab.request.post("/graphql", data={"query": query}).json()["data"]["runsOrError"]["results"]
    for run in found:
        run["tags"] = {tag["key"]: tag["value"] for tag in run["tags"]}
    return [run for run in found if (job == "captured") == any(asset["path"] == ["captured"] for asset in run["assetSelection"] or [])]


def wait_for(tab: Any, job: str, tags: dict[str, str] | None = None, since: float = 0, seconds: float = 300) -> dict[str, Any]:
    """The first run of the job with these tags that began after an instant, when it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended = [
            run
            for run in runs(tab, job)
            if run["status"] in ("SUCCESS", "FAILURE") and (run["startTime"] or 0) > since and (tags or {}).items() <= run["tags"].items()
        ]
        if ended:
            return ended[-1]
        tab.wait_for_timeout(2_000)
    pytest.fail(f"no run of {job} ended within {seconds:g} s: {runs(tab, job)}")


def test_what_a_feed_lists_is_captured_by_a_click_and_published_by_the_sensor(tab: Any, folders: tuple[Path, Path], paper: Site) -> None:
    raw, var = folders
    first = wait_for(tab, "refresh")
    assert first["status"] == "SUCCESS", first
    tab.goto("/assets/captured")
    tab.get_by_role("button", name=re.compile("Materialize")).first.click(timeout=60_000)
    choose(tab, "a_paper", f"{BEFORE:%Y-%m}", f"{NOW:%Y-%m}")
    tab.screenshot(path=PICTURES / "capture_chosen.png")
    clicked = time.time()
    tab.get_by_role("button", name="Launch backfill").click(timeout=60_000)
    for month in (BEFORE, NOW):
        captured = wait_for(tab, "captured", {"dagster/partition": f"{month:%Y-%m}|a_paper"})
        assert captured["status"] == "SUCCESS", captured
    assert sorted(path.name for path in raw.glob("press_articles/a_paper/*/document.*")) == ["document.html", "document.pdf", "document.xlsx"]
    assert sorted(path for path in paper.paths if path != "/feed.xml") == ["/page.html", "/report.pdf", "/table.xlsx"]

    refreshed = wait_for(tab, "refresh", {"dagster/sensor_name": "raw_changed"}, since=clicked)
    assert refreshed["status"] == "SUCCESS", refreshed
    tab.goto("/runs")
    tab.get_by_text("Success").first.wait_for(timeout=60_000)
    tab.screenshot(path=PICTURES / "capture_runs.png")
    tab.goto("/assets/captured?view=events")
    tab.get_by_text("documents_new").first.wait_for(timeout=60_000)
    tab.screenshot(path=PICTURES / "captured.png")

    with duckdb.connect(str(var / "releases" / "current" / DATABASE), read_only=True) as connection:
        told = connection.execute(
            "select document.url, claim.value, claim.locator, claim.method from fct_claims as claim"
            " inner join dim_documents as document on claim.document_id = document.document_id where document.source_id = 'a_paper'"
        ).fetchall()
    found = {url.rpartition("/")[2]: (value, locator, method) for url, value, locator, method in told}
    assert {name: value for name, (value, _, _) in found.items()} == FIGURES
    assert {method for _, _, method in found.values()} == {"extracted"}
    assert found["page.html"][1] is None
    assert found["report.pdf"][1] == "page 2"
    assert "row 3" in found["table.xlsx"][1]


def choose(tab: Any, source: str, first: str, last: str) -> None:
    """In the dialogue of partitions: one source, and the months of a range."""
    tab.get_by_placeholder("ex: ").fill(f"[{first}...{last}]")
    tab.keyboard.press("Enter")
    tab.get_by_text("Select a partition or create one").click()
    tab.get_by_text(source, exact=True).locator("visible=true").last.click()
    tab.get_by_text("Launch runs to materialize captured").click()  # closes the list
    tab.get_by_text("2 partitions", exact=True).wait_for(timeout=10_000)
