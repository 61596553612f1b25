"""The explorer as its readers meet it: a real browser on the site of the record, served on loopback.

Not part of ``make test``: needs Debian's chromium. Run with ``make test-browser``; the pictures are left in ``var/browser/``.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browsing import NEEDS_CHROMIUM, PICTURES, ROOT, chromium, serving, sync_api

sys.path += [str(ROOT / "tests" / "pipeline")]
from hostile_release import write_hostile
from world import World

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = NEEDS_CHROMIUM

DEATHS = "series/custodial_deaths-sv-all-national.html"
KINDS = [
    "index.html",
    "series.html",
    "documents.html",
    "origins.html",
    "conflicts.html",
    "how.html",
    "changes.html",
    "data.html",
    "withheld.html",
    DEATHS,
]
WIDE, PHONE = {"width": 1200, "height": 900}, {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A release of the record and its site."""
    found = World(ROOT / "raw", tmp_path_factory.mktemp("record"), today="2026-11-22")
    found.refresh()
    started = time.monotonic()
    ended = found.run("site")
    print(f"\nthe site was built in {time.monotonic() - started:.1f} s: {ended.stdout}")
    assert ended.returncode == 0, ended.stderr
    return found


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with serving("serve", world.environment()) as served:
        yield f"{served}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A page that fails its test when it asks for anything beyond loopback or a script errs."""
    found = browser.new_page(viewport=WIDE)
    asked: list[str] = []
    errors: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield found
    found.close()
    assert [url for url in asked if not url.startswith("http://127.0.0.1:")] == []
    assert errors == []


def drawn(page: sync_api.Page) -> None:
    page.locator("#chart canvas").wait_for()
    page.locator("#rows button").first.wait_for()


def test_from_the_front_page_to_the_sentence_and_the_original(page: sync_api.Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url("**/en/index.html")
    page.screenshot(path=PICTURES / "explorer_front.png")
    page.get_by_role("link", name="Deaths in custody: everyone, whole country", exact=True).click()
    drawn(page)
    page.screenshot(path=PICTURES / "explorer_series.png", full_page=True)
    page.get_by_role("button", name="February 2026").click()
    article = page.locator("#behind article").first
    assert "482" in article.inner_text()
    article.get_by_role("link").click()
    page.wait_for_url("**/documents/**#c-*")
    claim = page.locator(":target")
    assert "482" in claim.locator("mark").inner_text()
    page.screenshot(path=PICTURES / "explorer_document.png")
    original = page.locator("dd a[rel~=external]")
    assert (original.get_attribute("href") or "").startswith("http")


def test_a_mark_of_the_chart_leads_to_its_claim(page: sync_api.Page, address: str) -> None:
    page.goto(address + "en/" + DEATHS)
    drawn(page)
    box = page.locator("#chart canvas").bounding_box()
    assert box is not None
    # the last claim is the highest: somewhere at the right, near the top
    for down in range(4, 120, 5):
        for left in range(5, 160, 5):
            page.mouse.click(box["x"] + box["width"] - left, box["y"] + down)
            if page.locator("#behind article").count():
                assert page.locator("#behind article a").get_attribute("href")
                return
    pytest.fail("no mark answered a click")


def test_the_same_page_in_spanish(page: sync_api.Page, address: str) -> None:
    page.goto(address + "en/" + DEATHS)
    page.get_by_role("link", name="Leer en español").click()
    drawn(page)
    assert page.url.endswith("/es/" + DEATHS)
    assert page.locator("html").get_attribute("lang") == "es"
    assert "Muertes bajo custodia" in page.locator("h1").inner_text()
    assert page.get_by_role("button", name="febrero de 2026").count() == 1
    page.screenshot(path=PICTURES / "explorer_spanish.png")


@pytest.mark.parametrize("day", ["2023-06-30", "2024-12-31"])
def test_as_known_on_a_day_shows_the_numbers_of_a_rebuild_at_that_day(page: sync_api.Page, address: str, world: World, day: str) -> None:
    with duckdb.connect(str(world.releases / "current" / "detention.duckdb"), read_only=True) as warehouse:
        wanted = warehouse.execute(
            "select strftime(month_end, '%Y-%m-%d'), bound_low, bound_high from series_custodial_deaths_as_known(?)"
            " where population = 'all' and place = 'national' and origin_id = 'all' and assumption_set = 'A1' order by 1",
            [day],
        ).fetchall()
    page.goto(address + "en/" + DEATHS)
    drawn(page)
    today = page.locator("#rows").inner_text()
    page.get_by_label("As known on").fill(day)
    page.get_by_label("As known on").dispatch_event("change")
    rows = [(row.get_attribute("data-month"), *row.locator("td").all_inner_texts()[1:3]) for row in page.locator("#rows tr").all()]
    assert rows == [(month, *("" if bound is None else f"{bound:,}" for bound in bounds)) for month, *bounds in wanted]
    assert page.locator("#rows").inner_text() != today
    assert f"known={day}" in page.url
    page.reload()
    drawn(page)
    assert page.locator("#rows tr").count() == len(wanted)


@pytest.mark.parametrize("name", ["custodial_deaths-sv-all-national", "releases-sv-all-national", "persons_held-sv-all-sv_cecot"])
def test_the_table_says_the_same_with_and_without_scripts(browser: sync_api.Browser, page: sync_api.Page, address: str, name: str) -> None:
    page.goto(f"{address}es/series/{name}.html")
    drawn(page)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(page.url)
    said = [row.inner_text().split() for row in page.locator("#rows tr").all()]
    assert said == [row.inner_text().split() for row in plain.locator("#rows tr").all()]
    assert said


def test_a_month_as_known_on_a_day_leads_to_the_claims_that_made_it_then(page: sync_api.Page, address: str, world: World) -> None:
    with duckdb.connect(str(world.releases / "current" / "detention.duckdb"), read_only=True) as warehouse:
        asked = (
            "select reported_claims || bound_low_claims || bound_high_claims from series_custodial_deaths_as_known('2023-06-30')"
            " where population = 'all' and place = 'national' and origin_id = 'all' and assumption_set = 'A1' and month_end = '2023-05-31'"
        )
        ((wanted,),) = warehouse.execute(asked).fetchall()
    page.goto(f"{address}en/{DEATHS}?known=2023-06-30")
    drawn(page)
    page.get_by_role("button", name="May 2023").click()
    links = page.locator("#behind article a").evaluate_all("found => found.map((link) => link.hash.slice(3))")
    assert set(links) == set(wanted)


def test_whose_count_and_which_reading_can_be_chosen(page: sync_api.Page, address: str) -> None:
    page.goto(address + "en/" + DEATHS)
    drawn(page)
    before = page.locator("#rows").inner_text()
    page.get_by_label("Whose count").select_option("sv_cristosal")
    cristosal = page.locator("#rows").inner_text()
    assert cristosal != before
    page.get_by_label("Reading of the numbers").select_option("A0")
    page.get_by_label("Only what rests on figures a person coded or reviewed").check()
    assert page.locator("#rows tr").count() > 0
    assert "origin=sv_cristosal&set=A0&reviewed=1" in page.url


def test_with_the_keyboard_alone(page: sync_api.Page, address: str) -> None:
    page.goto(address + "en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Deaths in custody"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + DEATHS)
    drawn(page)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "February 2026":
            break
        if page.evaluate("document.activeElement.tagName") == "BUTTON" and page.evaluate("document.activeElement.closest('table') !== null"):
            continue
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "behind"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#c-*")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_shuts_a_reader_out(browser: sync_api.Browser, address: str, world: World, language: str, size: dict[str, int]) -> None:
    site = world.var / "site" / language
    others = [min(site.glob(f"{kind}/*.html"), key=lambda file: -file.stat().st_size) for kind in ("documents", "origins", "facilities", "conflicts")]
    page = browser.new_page(viewport=size)
    for path in [*KINDS, *(str(file.relative_to(site)) for file in others)]:
        page.goto(f"{address}{language}/{path}")
        if path == DEATHS:
            drawn(page)
        found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{path}: {found.generate_report()[:3000]}"
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide"
        page.screenshot(path=PICTURES / f"explorer_{language}_{size['width']}_{Path(path).stem[:30]}.png")
    page.close()


def test_the_site_of_the_record_is_small(world: World) -> None:
    size = sum(file.stat().st_size for file in (world.var / "site").resolve().rglob("*") if file.is_file())
    print(f"\nthe site takes {size / 1e6:.1f} MB")
    assert size < 15_000_000


def test_no_hostile_word_runs(browser: sync_api.Browser, world: World, tmp_path: Path) -> None:
    spoilt = World(world.raw, tmp_path, today=world.today)
    write_hostile(world.releases, spoilt.releases)
    assert spoilt.run("site").returncode == 0
    page = browser.new_page(viewport=WIDE)
    opened = 0
    with serving("serve", spoilt.environment()) as address:
        for file in sorted((tmp_path / "site").resolve().glob("en/**/*.html"))[::12]:
            page.goto(f"{address}/" + str(file.relative_to((tmp_path / "site").resolve())))
            opened += 1
            if "/series/" in page.url:
                drawn(page)
                page.locator("#rows button").last.click()
            assert page.evaluate("window.hit") is None, file
    assert opened > 20
    page.close()
