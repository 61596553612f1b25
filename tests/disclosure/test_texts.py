"""Tables of the lake: what is withheld of them, and which counts."""

import pandas as pd

from orchestration.disclosure.cells import small_cells
from orchestration.disclosure.known import Known
from orchestration.disclosure.texts import READ, search
from orchestration.disclosure.texts import withheld as withheld_of
from orchestration.model.withheld import Withheld

DIES = "Murió Rutilio Guardado en Izalco, dijo su madre."
COUNTS = "En Izalco murieron 2 mujeres."
PAGE = "https://paper.example/2023/muere-rutilio-guardado"


def versions(**changed: object) -> pd.DataFrame:
    """One claim: 2 women, at a place."""
    row = {
        "claim_id": "c1", "document_id": "d1", "quote_text": COUNTS, "number_text": "2", "number_start": 119, "char_start": 100, "value": 2,
        "value_low": 2, "value_high": 2, "measure": "custodial_deaths", "population": "women", "place": "Izalco", "other_measure": None,
        "population_detail": None, "circumstance": None, "origin": None, "note": None,
    }  # fmt: skip
    return pd.DataFrame([row | changed])


def tables(claims: pd.DataFrame) -> dict[str, pd.DataFrame]:
    document = {"document_id": "d1", "language": "es", "title": None, "note": None, "agency": None, "url": PAGE, "folder": "press/paper/2023_muertes"}
    found = {name: pd.DataFrame(columns=[*columns]) for name, columns in READ.items()}
    passages = pd.DataFrame({"document_id": "d1", "text": [DIES, "Guardado tenía 30 años.", COUNTS]})
    return found | {"documents": pd.DataFrame([document]), "passages": passages, "claim_versions": claims}


def withheld(found: dict[str, pd.DataFrame], small: list[str], known: Known, memory: dict[str, str]) -> pd.DataFrame:
    """What is withheld of these tables, all in one piece."""
    return withheld_of([found], search([found], known, memory), found["claim_versions"], small, known)


def test_names_are_withheld_in_every_text_of_a_document_and_in_the_address_of_its_page(known: Known) -> None:
    found = Withheld.validate(withheld(tables(versions()), [], known, {}))
    shown = dict(zip(found["found_in"] + "/" + found["text_hash"].str[:4], found["shown"], strict=True))
    assert "Murió ███████ ████████ en Izalco, dijo su madre." in shown.values()
    assert "████████ tenía 30 años." in shown.values()
    assert "https://paper.example/█" in shown.values()
    assert not found["shown"].str.contains("utilio|uardado").any()
    assert set(found["kind"]) == {"name", "page"}


def test_a_count_of_few_women_at_a_place_is_withheld_with_the_number_in_its_sentence(known: Known) -> None:
    claims = versions()
    small = small_cells(claims, 5)
    assert small == ["c1"]
    found = withheld(tables(claims), small, known, {})
    counts = found[found["kind"] == "count"]
    assert set(counts["found_in"]) == {"claim_versions.value", "claim_versions.quote_text", "passages.text"}
    assert set(counts["shown"].dropna()) == {"En Izalco murieron █ mujeres."}


def test_a_death_of_anyone_a_larger_count_and_a_count_without_a_place_stand() -> None:
    assert small_cells(versions(population="all"), 5) == []
    assert small_cells(versions(value=5, value_low=5, value_high=5), 5) == []
    assert small_cells(versions(value=0, value_low=0, value_high=0), 5) == []
    assert small_cells(versions(place=None), 5) == []
    assert small_cells(versions(measure="facility_capacity"), 5) == []


def test_another_reading_of_the_same_number_in_the_same_document_goes_with_it() -> None:
    read = pd.concat([versions(), versions(claim_id="c2", population="all", place=None), versions(claim_id="c3", document_id="d2", population="all")])
    assert small_cells(read.reset_index(drop=True), 5) == ["c1", "c2"]


def test_the_number_of_a_claim_is_never_taken_for_a_telephone(known: Known) -> None:
    told = "Llame: hay 7012 8834 presos."
    claims = versions(quote_text=told, number_text="7012 8834", number_start=111, population="all", place=None)
    assert "phone" in set(withheld(tables(versions(quote_text=told, number_start=None)), [], known, {})["kind"])
    assert "phone" not in set(withheld(tables(claims), [], known, {})["kind"])


def test_what_is_remembered_is_what_was_found(known: Known) -> None:
    memory: dict[str, str] = {}
    first = withheld(tables(versions()), [], known, memory)
    assert memory
    pd.testing.assert_frame_equal(withheld(tables(versions()), [], known, memory), first)
