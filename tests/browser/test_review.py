"""The review page as a person at a keyboard meets it: a real browser, 375 px wide, no pointer; then a refresh shows what was decided.

Not part of ``make test``: needs Debian's chromium. Run with ``make test-browser``; the pictures are left in ``var/browser/``.
"""

import sys
from collections.abc import Iterator

import pytest
from browsing import NEEDS_CHROMIUM, PICTURES, ROOT, chromium, sync_api

sys.path += [str(ROOT / "tests" / "pipeline")]
import disputes
import small_raw
from desk import Page, poison
from desk import page as served
from world import World

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = NEEDS_CHROMIUM

PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small raw with its disputes, published."""
    folder = tmp_path_factory.mktemp("review")
    found = World(folder / "raw", folder / "var")
    small_raw.write(found.raw)
    found.refresh()
    disputes.write(found)
    found.refresh()
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def desk(world: World) -> Iterator[Page]:
    with served(world) as found:
        yield found


class Person:
    """Somebody who has a keyboard alone."""

    def __init__(self, browser: sync_api.Browser, desk: Page) -> None:
        self.page = browser.new_page(viewport=PHONE)
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(desk.address)

    def press(self, key: str, leads_to: str) -> None:
        """Press a key and wait until the page that it leads to shows these words."""
        self.page.keyboard.press(key)
        self.page.locator(leads_to).first.wait_for()
        self.page.wait_for_load_state("load")  # its script listens by then

    def tab_to(self, part: str) -> None:
        """Press Tab until the part has the focus."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("part => document.activeElement?.matches(part) ?? false", part):
                return
        pytest.fail(f"no Tab leads to {part}")

    def claim(self) -> str:
        return str(self.page.url).rpartition("/")[2].partition("?")[0]

    def faults(self) -> list[str]:
        """What axe-core finds on the page, and whether it is wider than the screen."""
        found = axe.Axe().run(self.page).response["violations"]
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] + (["wider than the screen"] if wide else [])


def test_by_keys_alone_a_person_accepts_corrects_and_undoes_and_the_refresh_shows_it(browser: sync_api.Browser, desk: Page, world: World) -> None:
    person = Person(browser, desk)
    person.tab_to("a[href='/?kind=claim']")
    person.press("Enter", "a[aria-current=page][href='/?kind=claim']")
    person.press("n", "p.said")

    accepted = person.claim()
    person.press("a", ".banner:has-text('Accepted')")
    corrected = person.claim()
    assert corrected != accepted
    person.press("c", "#to-measure:focus")
    person.tab_to("#to-qualifier")
    person.page.keyboard.type("at least")
    person.tab_to("#why-correct")
    person.page.keyboard.type("The sentence says at least: an apostrophe's fine, and keys do nothing here: a r u n.")
    person.page.screenshot(path=PICTURES / "review_correct.png")
    person.press("Enter", ".banner:has-text('Corrected')")
    undone = person.claim()
    person.press("a", ".banner:has-text('Accepted')")
    person.press("u", ".banner:has-text('Undone')")
    assert person.claim() == undone
    person.press("r", "#why-reject:focus")
    person.page.keyboard.press("Escape")
    person.press("q", "ol.queue")
    person.press("?", "#help[open]")
    assert [address for address in person.asked if not address.startswith(desk.origin)] == []
    person.page.close()

    world.refresh()
    judged = [accepted, corrected, undone]
    found = {row[0]: row[1:] for row in world.ask(f"select claim_id, review_status, qualifier from fct_claims where claim_id in {judged}")}
    assert (found[accepted][0], found[corrected], found[undone][0]) == ("accepted", ("corrected", "at_least"), "machine")
    assert world.ask("select count(*) from quarantine where stage = 'judgements'") == [(0,)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(browser: sync_api.Browser, desk: Page, scheme: str) -> None:
    person = Person(browser, desk)
    person.page.emulate_media(color_scheme=scheme)
    person.press("?", "#help[open]")
    faults = {"queue": person.faults()}
    for kind in ("claim", "conflict"):
        person.page.goto(f"{desk.origin}/?kind={kind}")
        person.press("n", "h2#decide")
        person.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        faults[kind] = person.faults()
        person.page.screenshot(path=PICTURES / f"review_{kind}_{scheme}.png", full_page=True)
    person.page.goto(f"{desk.origin}/claims/none")
    faults["none"] = person.faults()
    assert faults == {"queue": [], "claim": [], "conflict": [], "none": []}
    person.page.close()


def test_single_keys_can_be_switched_off(browser: sync_api.Browser, desk: Page) -> None:
    person = Person(browser, desk)
    person.press("?", "#help[open]")
    person.tab_to("#keys-on")
    person.page.keyboard.press("Space")
    person.page.keyboard.press("n")
    person.page.reload()
    person.page.keyboard.press("n")
    person.page.wait_for_timeout(1_000)
    assert person.page.locator("ol.queue").count() == 1
    person.page.evaluate("localStorage.clear()")
    person.page.close()


def test_no_hostile_word_runs(browser: sync_api.Browser, world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    poisoned = world.copied(tmp_path_factory.mktemp("poisoned"))
    poison(poisoned)
    with served(poisoned) as desk:
        person = Person(browser, desk)
        person.page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        shown = poisoned.ask("select item_kind || 's/' || item_id from review_queue order by item_kind, position")
        for path in ["", *(row[0] for row in shown[:6]), *(row[0] for row in shown[-6:])]:
            person.page.goto(f"{desk.origin}/{path}")
            assert person.page.evaluate("window.hostile") is None, path
            assert person.page.locator("main").is_visible()
        assert [address for address in person.asked if not address.startswith(desk.origin)] == []
        person.page.close()
