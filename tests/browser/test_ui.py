"""The Dagster UI as its operator sees it: a real server on loopback, a real browser, a run launched by a click.

Not part of ``make test``: needs Debian's chromium. Run with ``make test-browser``; the pictures are left in ``var/browser/``.
"""

import os
import time
from collections.abc import Iterator

import pytest
from browsing import NEEDS_CHROMIUM, PICTURES, chromium, serving

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving("ui", os.environ | {"DETENTION_VAR": str(tmp_path_factory.mktemp("var"))}, "/server_info") as address:
        yield address


@pytest.fixture(scope="module")
def page(server: str) -> Iterator[object]:
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 1700, "height": 1000}, base_url=server)


def test_the_asset_graph_shows_every_stage(page) -> None:
    page.goto("/asset-groups")
    for group in ("ingest", "documents", "claims", "staging", "intermediate", "marts", "release"):
        page.get_by_text(group, exact=True).first.wait_for(timeout=60_000)
    page.screenshot(path=PICTURES / "graph.png")


def test_the_schedule_and_the_sensor_run_by_default(page) -> None:
    page.goto("/automation")
    page.get_by_text("refresh_schedule").wait_for(timeout=60_000)
    page.get_by_text("raw_changed").wait_for(timeout=60_000)
    page.wait_for_timeout(2_000)
    assert page.locator("input[type=checkbox][aria-label], [role=switch], label input[type=checkbox]").count() >= 2
    page.screenshot(path=PICTURES / "automation.png")


def test_a_run_launched_by_a_click_succeeds_and_publishes(page) -> None:
    page.goto("/locations/orchestration.definitions/jobs/refresh")
    page.get_by_role("button", name="Materialize all").click(timeout=60_000)
    status = None
    deadline = time.monotonic() + 300
    while status not in ("SUCCESS", "FAILURE") and time.monotonic() < deadline:
        page.wait_for_timeout(3_000)
        status = _status_of_the_run_that_was_clicked(page)
    page.goto("/runs")
    page.get_by_text("Success").first.wait_for(timeout=60_000)
    page.screenshot(path=PICTURES / "runs.png")
    assert status == "SUCCESS"


def _status_of_the_run_that_was_clicked(page) -> str | None:
    """Status of the run that no sensor and no schedule started."""
    query = "{ runsOrError { ... on Runs { results { status tags { key } } } } }"
    runs = page.request.post("/graphql", data={"query": query}).json()["data"]["runsOrError"]["results"]
    clicked = [run["status"] for run in runs if not {tag["key"] for tag in run["tags"]} & {"dagster/sensor_name", "dagster/schedule_name"}]
    return clicked[0] if clicked else None


def test_a_mart_shows_its_columns_its_rows_and_its_page_of_the_explorer(page) -> None:
    page.goto("/assets/main/series_custodial_deaths")
    page.get_by_text("Row count").first.wait_for(timeout=60_000)
    page.get_by_text("bound_low").first.wait_for(timeout=60_000)
    link = page.locator("a", has_text="/en/series.html#custodial_deaths").first
    link.wait_for(timeout=60_000)
    assert link.get_attribute("href") == "http://127.0.0.1:8000/en/series.html#custodial_deaths"
    page.screenshot(path=PICTURES / "mart.png")


def test_the_checks_of_the_claims_have_passed(page) -> None:
    page.goto("/assets/lake/claims?view=checks")
    page.get_by_text("claims_are_in_their_text").first.wait_for(timeout=60_000)
    page.get_by_text("Succeeded").first.wait_for(timeout=60_000)
    page.screenshot(path=PICTURES / "checks.png")
