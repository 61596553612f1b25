"""Attempts to poison the series through one's own outlet: copies move no bound, and what a lie moves is listed with the claim that moved it.

First seven ways of telling again what others told, then eight ways of telling something untrue.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest
import small_raw
from small_raw import DOCUMENTS, Document
from world import World

pytestmark = pytest.mark.soak

TOLD = DOCUMENTS[0]
"""An NGO's own count, in words that name their days."""

COPIES = {
    "the same bytes in another folder": [replace(TOLD, slug="again")],
    "the same text under another name": [replace(TOLD, section="press_articles", source="the_mirror", slug="copy", published_on="2023-04-13")],
    "eight outlets that copy one another": [
        replace(
            TOLD, section="press_articles", source=f"outlet_{n}", slug="copy", published_on=f"2023-04-{14 + n}", text=f"{TOLD.text}\nOutlet {n}.\n"
        )
        for n in range(8)
    ],
    "the old count with a new date": [replace(TOLD, section="press_articles", source="the_late_post", slug="new", published_on="2024-06-01")],
    "a date that is yet to come": [replace(TOLD, section="press_articles", source="the_prophet", slug="soon", published_on="2031-01-01")],
    "a date before there was anything to count": [
        replace(TOLD, section="press_articles", source="the_chronicle", slug="old", published_on="1931-01-01")
    ],
    "a site cloned whole": [
        replace(document, section="press_articles", source="open_cells_netvvork", slug=f"clone-{number}")
        for number, document in enumerate(DOCUMENTS)
        if document.source == TOLD.source
    ],
}


def lie(source: str, text: str, published_on: str = "2024-05-20") -> Document:
    return Document("press_articles", source, "lie", "en", published_on, "document.txt", text)


EDITED = lie("the_weathercock", f"{small_raw.DOCUMENTER} counted at least 140 deaths in custody up to 30 April 2024.\n")
LIES = {
    "more than anybody counted": lie("one", f"{small_raw.DOCUMENTER} counted at least 9,100 deaths in custody up to 31 March 2023.\n"),
    "fewer than anybody counted": lie("two", f"{small_raw.REGISTER} counted up to 12 deaths in custody as of 31 March 2024.\n"),
    "a register that never said so": lie("three", f"According to {small_raw.REGISTER}, 31,000 people had been arrested by 30 April 2024.\n"),
    "a number beyond mankind": lie("four", "Police arrested 99,999,999,999 people on Sunday.\n"),
    "a number in hidden letters": lie("five", "Police arrested 7\u200b7\u200b7 people on Sunday.\n"),
    "a telling dated before the first one": lie("six", "At least 118 detainees have died in custody, Open Cells Network says.\n", "2022-06-01"),
    "a hundred sentences with one number": lie("seven", "More than 61,000 people have been arrested, police said.\n" * 100),
}


@dataclass(frozen=True)
class Attacked:
    """The world after both waves, and the bounds of every point of every series before, between and after."""

    world: World
    points: list[dict[tuple[Any, ...], tuple[Any, ...]]]
    releases: list[str]


def points(world: World) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The bounds of every point, by measure and key."""
    found = {}
    for measure in ("arrests", "releases", "custodial_deaths", "persons_held", "facility_capacity"):
        asked = "context_id, population, place, origin_id, month_end, assumption_set, bound_low, bound_high"
        found |= {(measure, *row[:6]): row[6:] for row in world.ask(f"select {asked} from series_{measure}")}
    return found


def weather(world: World, text: str, instant: str) -> None:
    """The page as it was captured at an instant."""
    document = replace(EDITED, text=text, slug=instant[:10])
    folder = small_raw.write_document(world.raw, document)
    card = (folder / "capture.yml").read_text(encoding="utf-8")
    card = card.replace("retrieved_at: 2024-04-01", f"retrieved_at: {instant}").replace(f"/{document.slug}\n", "/page\n")
    (folder / "capture.yml").write_text(card, encoding="utf-8")


@pytest.fixture(scope="module")
def attacked(published: World, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    world = published.copied(tmp_path_factory.mktemp("attacked"))
    found, releases = [points(world)], [world.current().name]
    for documents in COPIES.values():
        for document in documents:
            small_raw.write_document(world.raw, document)
    weather(world, EDITED.text, "2024-05-21T10:00:00Z")
    world.refresh()
    found.append(points(world))
    releases.append(world.current().name)
    for document in LIES.values():
        small_raw.write_document(world.raw, document)
    weather(world, EDITED.text.replace("140", "110"), "2024-06-02T10:00:00Z")
    world.refresh()
    return Attacked(world, [*found, points(world)], [*releases, world.current().name])


def moved(before: dict[tuple[Any, ...], tuple[Any, ...]], after: dict[tuple[Any, ...], tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Points that both have, with other numbers."""
    return {key for key in before.keys() & after.keys() if before[key] != after[key]}


def test_no_copy_moves_a_bound_of_what_it_copies(attacked: Attacked) -> None:
    honest = {key for key in moved(*attacked.points[:2]) if key[0] != "custodial_deaths"}
    assert honest == set(), "only the page that is yet to be edited told something new, and it speaks of deaths"
    deaths = {key for key in moved(*attacked.points[:2]) if str(key[5]) < "2024-04"}
    assert deaths == set(), "and of April 2024"


def test_every_bound_that_moved_is_listed_with_the_claims_that_moved_it(attacked: Attacked) -> None:
    for before, after, release in zip(attacked.points, attacked.points[1:], attacked.releases[1:], strict=False):
        listed = {
            tuple(key): claims
            for *key, claims in attacked.world.ask(
                "select measure, context_id, population, place, origin_id, month_end, assumption_set,"
                " claims_appeared || claims_gone || claims_changed"
                f" from changes where release = '{release}'"
            )
        }
        assert moved(before, after) <= listed.keys()
        assert all(listed[key] for key in moved(before, after))


def test_every_lie_that_moved_something_can_be_followed_to_its_outlet(attacked: Attacked) -> None:
    liars = {row[0] for row in attacked.world.ask(
        "select distinct documents.source_id from changes, unnest(claims_appeared) as one(claim_id)"
        " join fct_claims using (claim_id) join dim_documents as documents on documents.document_id = fct_claims.document_id"
        f" where release = '{attacked.releases[2]}'"
    )}  # fmt: skip
    assert {"one", "three", "seven"} <= liars


def test_an_edit_that_moves_a_figure_is_listed(attacked: Attacked) -> None:
    rows = attacked.world.ask("select change, edited_on::varchar, said from edits order by change")
    assert [(change, day) for change, day, _ in rows] == [("put in", "2024-06-02"), ("taken out", "2024-06-02")]
    assert "110" in rows[0][2]
    assert "140" in rows[1][2]


def test_impossible_dates_are_set_aside_and_copies_of_bytes_are_one_document(attacked: Attacked) -> None:
    aside = {item.split("/")[1] for (item,) in attacked.world.ask("select item from quarantine")}
    assert {"the_prophet", "the_chronicle"} <= aside
    ((folders,),) = attacked.world.ask(
        "select count(*) from dim_documents where document_id in (select document_id from dim_documents group by 1 having count(*) > 1)"
    )
    assert folders == 0


def test_no_number_beyond_mankind_bounds_a_series(attacked: Attacked) -> None:
    highest = attacked.world.ask("select max(greatest(coalesce(bound_low, 0), coalesce(bound_high, 0))) from series_arrests")
    assert highest[0][0] < 10_000_000_000


def test_copies_are_one_voice(attacked: Attacked) -> None:
    ((voices,),) = attacked.world.ask(
        "select max(independent_families) from fct_figures where measure = 'custodial_deaths' and value_low = 91"
    )  # fmt: skip
    assert voices == 1
