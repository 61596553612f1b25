"""What comes to the small raw after its first release: newer counts, and a document that names a person, and counts of few women."""

import json

import small_raw
from world import World

SPRING = small_raw.Document(
    "press_articles",
    "the_lantern",
    "spring-count",
    "en",
    "2024-04-01",
    "abstract.md",
    "By 31 March 2024 the ministry had counted 50,123 arrests.\n\nAt least 140 detainees had died in custody by then.\n",
)
ARRESTED = small_raw.coding(17, SPRING.folder, small_raw.REGISTER, "arrests", 50123, "2024-03-31")
DIED = small_raw.coding(18, SPRING.folder, small_raw.DOCUMENTER, "custodial_deaths", 140, "2024-03-31", qualifier="at_least")

NAMED = small_raw.Document(
    "press_articles",
    "plain_paper",
    "murio-rutilio-guardado",
    "es",
    "2024-03-02",
    "document.txt",
    f"La madre de Rutilio Guardado llamó al 7012-8834. Guardado tenía el DUI 03847561-9 y vivía en Calle Los Almendros, casa 17.\n\n"
    f"Según {small_raw.REGISTER}, 47.300 personas fueron detenidas hasta febrero de 2024, dijo Rutilio Guardado.\n",
)
_FEW = {"population": "women", "place": small_raw.FACILITY}
FEW = small_raw.coding(91, NAMED.folder, small_raw.REGISTER, "custodial_deaths", 2, "2024-02", note="It says 2 in one month.", **_FEW)
"""Two women at one facility. A person has coded the document, so that its sentence enters no series."""
FEW_AGAIN = small_raw.coding(92, small_raw.DOCUMENTS[5].folder, small_raw.REGISTER, "custodial_deaths", 3, "2024-01", **_FEW)

CODINGS = (ARRESTED, DIED, FEW, FEW_AGAIN)


def write(world: World) -> None:
    """Into the raw of a world that was published: its count at a facility is corrected to two women too."""
    for document in (SPRING, NAMED):
        small_raw.write_document(world.raw, document)
    small_raw.write_codings(world.raw, [*small_raw.CODINGS, *CODINGS])
    ((claim, judged),) = world.ask("select claim_id, fingerprint from fct_claims where coding_id = 'S013'")
    who = {"role": "reviewer", "decided_at": "2024-05-02T09:00:00Z", "reason": "There were 2."}
    line = {"kind": "correct", "claim_id": claim, "judged": judged, **who}
    changes = ({"field": "value", "from": 1450, "to": 2}, {"field": "population", "from": "all", "to": "women"})
    lines = [json.dumps(line | change | {"judgement_id": f"J2024-000{number}"}) for number, change in enumerate(changes, 1)]
    (world.raw / "judgements").mkdir()
    (world.raw / "judgements" / "2024.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
