"""What is disputed in the small raw, written into a world that has published it: figures that cannot all hold, a lost hedge, a judgement."""

import json

import small_raw
from world import World

IMPOSSIBLE = (
    (41, 61234, "2023-06-30", "women"),  # more women than people
    (42, 41111, "2023-05-31", "all"),
    (43, 39222, "2023-06-15", "all"),  # a total that falls
)


def write(world: World) -> None:
    """A register counts more women than people and more people in three prisons than in all, and its total falls and is retold; a paper drops a
    hedge, and a reviewer accepts the figure of a ministry.
    """
    document = small_raw.DOCUMENTS[2].folder
    for number, value, day, population in IMPOSSIBLE:
        small_raw.append_coding(world.raw, small_raw.coding(number, document, small_raw.REGISTER, "arrests", value, day, population=population))
    paper = small_raw.DOCUMENTS[5].folder
    for number, cells in ((44, {}), (45, {"period_is_implied": "true"})):
        small_raw.append_coding(world.raw, small_raw.coding(number, paper, small_raw.REGISTER, "arrests", 41111, "2023-05-31", **cells))
    small_raw.append_coding(world.raw, small_raw.coding(46, paper, small_raw.REGISTER, "arrests", 5120, "2024-01-31"))
    small_raw.append_coding(world.raw, small_raw.coding(47, paper, small_raw.REGISTER, "custodial_deaths", 0, "2023-01-31", population="minors"))
    facilities = [facility.names[0] for facility in small_raw.CONTEXT.facilities.values()][:3]
    for number, place in enumerate(facilities, 51):
        cells = {"basis": "stock", "place": place, "qualifier": "at_least"}
        small_raw.append_coding(world.raw, small_raw.coding(number, paper, small_raw.REGISTER, "persons_held", 15_000, "2023-12-29", **cells))
    account = next(document.folder for document in small_raw.DOCUMENTS if document.slug == "recuento")
    small_raw.append_coding(world.raw, small_raw.coding(101, account, "Open Cells Network", "custodial_deaths", 91, "2023-03-31"))
    ((claim, judged),) = world.ask("select claim_id, fingerprint from fct_claims where coding_id = 'S005'")
    decided = {"role": "reviewer", "decided_at": "2024-05-02T09:00:00Z", "reason": "The account gives this number."}
    line = {"judgement_id": "J2024-0001", "kind": "accept", "claim_id": claim, "judged": judged, **decided}
    judgements = world.raw / "judgements" / "2024.jsonl"
    judgements.parent.mkdir()
    judgements.write_text(json.dumps(line) + "\n", encoding="utf-8")
