"""Hostile words in every text that the review page shows: they are shown, and nothing breaks out."""

from collections.abc import Iterator

import pytest
from desk import HOSTILE, Page, breaks_out, page, poison
from lxml import html
from world import World


@pytest.fixture(scope="module")
def world(disputed: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    found = disputed.copied(tmp_path_factory.mktemp("hostile"))
    poison(found)
    return found


@pytest.fixture(scope="module")
def desk(world: World) -> Iterator[Page]:
    with page(world) as found:
        yield found


def paths(world: World) -> list[str]:
    claims = [f"/claims/{row[0]}" for row in world.ask("select claim_id from fct_claims order by claim_id")]
    conflicts = [f"/conflicts/{row[0]}" for row in world.ask("select distinct conflict_id from conflicts order by conflict_id")]
    assert len(claims) > 30
    assert conflicts
    return ["/", *claims, *conflicts]


def test_a_page_that_breaks_is_seen_to() -> None:
    assert {"script", "img", "svg", "style", "onerror", "onload"} <= set(breaks_out(f"<p>{HOSTILE}</p>"))


def test_hostile_words_are_shown_as_words_on_every_page(desk: Page, world: World) -> None:
    for path in paths(world):
        answer = desk.client.get(path)
        assert answer.status_code == 200, path
        assert breaks_out(answer.text) == [], path
        assert "{{ 7 * 7 }}" in html.document_fromstring(answer.text).text_content(), path


def test_hostile_words_in_a_decision_are_shown_as_words_or_refused(desk: Page, world: World) -> None:
    claim_id = world.ask("select item_id from review_queue where item_kind = 'claim' order by position limit 1")[0][0]
    refused = desk.send(f"/claims/{claim_id}", "correct", **{"to.origin": HOSTILE, "to.value": HOSTILE, "to.measure": HOSTILE, "reason": HOSTILE})
    assert refused.status_code == 409
    assert breaks_out(refused.text) == []
    assert desk.send(f"/claims/{claim_id}", "reject", reason=HOSTILE).status_code == 303
    for path in ("/", f"/claims/{claim_id}", f"/?kind={HOSTILE}&done={HOSTILE}", f"/claims/{HOSTILE}"):
        assert breaks_out(desk.client.get(path).text) == []
