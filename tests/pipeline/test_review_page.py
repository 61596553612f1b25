"""The review page on a published release: what it shows, what it writes, and whom it refuses."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import psutil
import pytest
from desk import Page, page
from world import World

from orchestration.desk import record
from orchestration.desk.guard import MAX_FORM_BYTES
from orchestration.settings import Settings


@pytest.fixture(scope="module")
def world(disputed: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A release with disputes, of this module's own."""
    return disputed.copied(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def desk(world: World) -> Iterator[Page]:
    with page(world) as found:
        yield found


def lines(world: World, name: str = "2024") -> list[dict[str, object]]:
    file = world.raw / "judgements" / f"{name}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []


def queue(world: World, kind: str) -> list[str]:
    return [row[0] for row in world.ask(f"select item_id from review_queue where item_kind = '{kind}' order by position")]


def waiting(desk: Page, kind: str) -> list[str]:
    return [link.rpartition("/")[2].partition("?")[0] for link in desk.tree(f"/?kind={kind}").xpath("//ol[@class='queue']/li/a/@href")]


def test_the_queue_is_that_of_the_release_in_its_order(desk: Page, world: World) -> None:
    assert waiting(desk, "conflict") == queue(world, "conflict") != []
    assert waiting(desk, "all")[0] == world.ask("select item_id from review_queue where position = 1")[0][0]
    first = world.ask("select points, points_unseen, points_of_pair from review_queue order by position")
    assert first == sorted(first, reverse=True)
    assert first[0][0] > 0


def test_a_claim_shows_its_sentence_in_context_its_number_and_its_coding(desk: Page, world: World) -> None:
    claim_id, quote, number = world.ask(
        "select claim_id, quote_text, number_text from fct_claims where method = 'extracted' and number_text = '38,412'"
    )[0]
    tree = desk.tree(f"/claims/{claim_id}")
    assert tree.xpath("string(//p[@class='said'])") == quote
    assert [mark.text for mark in tree.iter("mark")] == [number]
    assert tree.xpath("//blockquote/@lang") == ["es"]
    assert tree.xpath("//thead//th/text()") == ["Field", "Reading", "Coding of the same number"]
    assert "https://example.org/ministry_of_order/balance" in tree.xpath("//figcaption//a/@href")


def test_accepting_appends_a_line_that_the_refresh_takes_and_leads_on(desk: Page, world: World) -> None:
    before = (world.raw / "judgements" / "2024.jsonl").read_bytes()
    claim_id = waiting(desk, "claim")[0]
    answer = desk.send(f"/claims/{claim_id}?kind=claim", "accept")
    assert (answer.status_code, lines(world)[-1]["kind"], lines(world)[-1]["claim_id"]) == (303, "accept", claim_id)
    assert (world.raw / "judgements" / "2024.jsonl").read_bytes().startswith(before)
    assert claim_id not in waiting(desk, "claim")
    banner = desk.tree(answer.headers["location"]).xpath("string(//div[@class='banner'])")
    assert "Accepted" in banner
    assert "in the next refresh" in banner
    assert _states(world)[lines(world)[-1]["judgement_id"]] == "standing"


def test_a_correction_and_its_undo_are_two_lines(desk: Page, world: World) -> None:
    claim_id = waiting(desk, "claim")[0]
    desk.send(f"/claims/{claim_id}", "correct", **{"to.qualifier": "at_least", "reason": "The sentence says at least."})
    corrected = lines(world)[-1]
    assert (corrected["kind"], corrected["field"], corrected["to"]) == ("correct", "qualifier", "at_least")
    assert desk.tree(f"/claims/{claim_id}").xpath("//tr[th='Hedge']//ins/text()") == ["at least"]
    desk.send(f"/claims/{claim_id}", "undo")
    assert (lines(world)[-1]["kind"], lines(world)[-1]["supersedes"]) == ("undo", [corrected["judgement_id"]])
    assert desk.tree(f"/claims/{claim_id}").xpath("//ins") == []
    assert claim_id in waiting(desk, "claim")


def test_what_cannot_stand_is_told_beside_what_was_entered_and_not_written(desk: Page, world: World) -> None:
    claim_id, before = waiting(desk, "claim")[0], lines(world)
    answer = desk.send(f"/claims/{claim_id}", "correct", **{"to.origin": "Nobody Known", "reason": "So."})
    assert answer.status_code == 409
    assert "is no origin in the catalogue" in answer.text
    assert 'value="Nobody Known"' in answer.text
    assert desk.send(f"/claims/{claim_id}", "reject", reason=" ").status_code == 409
    assert lines(world) == before


def test_a_conflict_is_settled_with_what_the_person_says(desk: Page, world: World) -> None:
    conflict_id = waiting(desk, "conflict")[0]
    tree = desk.tree(f"/conflicts/{conflict_id}")
    said = [row[0] for row in world.ask(f"select distinct unnest(said) from conflicts where conflict_id = '{conflict_id}'")]
    assert sorted(tree.xpath("//ul[@class='cards']//a/text()")) == sorted(said)
    desk.send(f"/conflicts/{conflict_id}", "settle", reason="Two ways of counting.")
    assert (lines(world)[-1]["kind"], lines(world)[-1]["conflict_id"]) == ("settle", conflict_id)
    assert conflict_id not in waiting(desk, "conflict")


def test_claims_of_one_number_are_said_to_be_one_figure(desk: Page, world: World) -> None:
    asked = "select claim_id from fct_claims where measure = 'arrests' and value = 41111 and coding_id = 'S042'"
    ((claim_id,),) = world.ask(asked)
    others = desk.tree(f"/claims/{claim_id}").xpath("//input[@name='other']/@value")
    assert others
    desk.send(f"/claims/{claim_id}", "same_figure", other=others[0], reason="One count, told twice.")
    assert (lines(world)[-1]["kind"], lines(world)[-1]["claims"]) == ("same_figure", [claim_id, others[0]])


def test_every_line_that_the_page_wrote_is_taken_by_the_refresh(world: World) -> None:
    assert len(_states(world)) > 5
    assert set(_states(world).values()) <= {"standing", "superseded"}


def _states(world: World) -> dict[str, str]:
    return {line["judgement_id"]: line["state"] for line in record.lines(_settings(world))}


def _settings(world: World) -> Settings:
    return Settings(world.raw, world.var, date.fromisoformat(world.today))


def test_a_blind_coder_sees_nothing_of_others_and_writes_apart(desk: Page, world: World) -> None:
    claim_id = waiting(desk, "claim")[0]
    desk.send(f"/claims/{claim_id}", "reject", reason="Known to the reviewer alone.")
    paired = world.ask("select claim_id from fct_claims where method = 'extracted' and number_text = '38,412'")[0][0]
    with page(world, "--coder", "A", "--blind") as apart:
        assert claim_id in waiting(apart, "claim")
        assert "Known to the reviewer alone." not in apart.client.get(f"/claims/{claim_id}").text
        assert "coding of the same number" not in apart.client.get(f"/claims/{paired}").text.lower()
        assert "coded by hand" not in apart.client.get(f"/claims/{paired}").text
        assert "What depends on it" not in apart.client.get(f"/claims/{claim_id}").text
        assert apart.client.get(f"/conflicts/{queue(world, 'conflict')[0]}").status_code == 404
        apart.send(f"/claims/{claim_id}", "accept")
        assert claim_id not in waiting(apart, "claim")
        assert [(line["judgement_id"], line["coder"], line["kind"]) for line in lines(world, "2024-A")] == [("A-2024-0001", "A", "accept")]
    with page(world, "--coder", "B", "--blind") as other:
        assert claim_id in waiting(other, "claim")
        assert "coder A" not in other.client.get(f"/claims/{claim_id}").text


def test_whoever_has_not_the_address_sees_and_decides_nothing(desk: Page, world: World) -> None:
    claim_id, before = waiting(desk, "claim")[0], lines(world)
    stranger = httpx.Client(base_url=desk.origin)
    for path in ("/", f"/claims/{claim_id}", "/static/desk.css", "/?token=", "/?token=x", "/?token=%FF"):
        assert stranger.get(path).status_code == 403, path
    assert stranger.post(f"/claims/{claim_id}", data={"action": "accept"}, headers={"Origin": desk.origin}).status_code == 403
    assert lines(world) == before


def test_a_form_of_elsewhere_decides_nothing_even_with_the_cookie(desk: Page, world: World) -> None:
    claim_id, before = waiting(desk, "claim")[0], lines(world)
    tree = desk.tree(f"/claims/{claim_id}")
    form = dict(next(one for one in tree.forms if one.get("data-key") == "a").form_values()) | {"action": "accept"}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}, {"Origin": "http://127.0.0.1:1"}):
        assert desk.client.post(f"/claims/{claim_id}", data=form, headers=headers).status_code == 403
    for token in ("", "x", form["form_token"][:-1]):
        sent = form | {"form_token": token}
        assert desk.client.post(f"/claims/{claim_id}", data=sent, headers={"Origin": desk.origin}).status_code == 403
    long = form | {"reason": "x" * MAX_FORM_BYTES}
    assert desk.client.post(f"/claims/{claim_id}", data=long, headers={"Origin": desk.origin}).status_code == 400
    assert lines(world) == before


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:80", "127.0.0.1.elsewhere.example", "[::1]"])
def test_a_name_that_was_made_to_lead_here_is_refused(desk: Page, host: str) -> None:
    assert desk.client.get("/", headers={"Host": host}).status_code == 400


def test_every_answer_says_what_a_browser_may_do_with_it(desk: Page) -> None:
    for answer in (desk.client.get("/"), desk.client.get("/static/desk.js"), desk.client.get("/claims/none"), httpx.get(desk.origin)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    cookie = httpx.get(desk.address).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_the_page_loads_nothing_from_elsewhere(desk: Page, world: World) -> None:
    for path in ("/", f"/claims/{queue(world, 'claim')[0]}", f"/conflicts/{queue(world, 'conflict')[0]}"):
        loaded = desk.tree(path).xpath("//link/@href | //script/@src | //img/@src | //iframe/@src | //form/@action")
        assert loaded
        assert [address for address in loaded if not re.match(r"/(?!/)", address)] == []


def test_it_listens_on_this_machine_alone(desk: Page) -> None:
    listening = [one.laddr.ip for one in psutil.Process(desk.process.pid).net_connections() if one.status == psutil.CONN_LISTEN]
    assert listening == ["127.0.0.1"]


def test_before_the_first_release_the_page_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with page(World(tmp_path / "raw", tmp_path / "var")) as empty:
        answer = empty.client.get("/")
        assert answer.status_code == 503
        assert "make run" in answer.text


def test_an_unknown_claim_or_conflict_is_none(desk: Page) -> None:
    for path in ("/claims/none", "/claims/' or 1=1", "/conflicts/none", "/claims/%3Cscript%3E"):
        answer = desk.client.get(path)
        assert answer.status_code == 404
        assert "<script>" not in answer.text.replace('<script src="/static/desk.js" defer></script>', "")
