"""Tables become claims that are in their text; a document that does not fit its mapping has none, and says why; editions replace one another."""

import hashlib
import time
from pathlib import Path

import pandas as pd
import pytest
from invented_tables import EARLIER, FORM, LATER, SOURCES, WORKBOOK, earlier_edition, later_edition, prison_form, workbook_of_2019

from orchestration.claims.build import extracted_claims
from orchestration.claims.editions import replaced
from orchestration.claims.table_claims import Cards, read_tables
from orchestration.claims.verify import untrue_claims
from orchestration.documents.passages import overlong, passages
from orchestration.model.claim import Claim
from orchestration.store import raw


@pytest.fixture(scope="module")
def cards(root: Path) -> Cards:
    return raw.mappings(root / "raw")


def document(mapping: str | None, text: str, published_on: str | None = "2021-02-03", file_name: str = "document.txt") -> dict[str, object]:
    """A document that names a shipped mapping, by the path of its file."""
    source, _, name = (mapping or "a_source/tables/none").removesuffix(".yml").partition("/tables/")
    return {
        "document_id": hashlib.sha256(text.encode()).hexdigest(),
        "folder": f"{SOURCES}/{source}/{published_on}",
        "source_id": source,
        "context_id": "al",
        "language": "en",
        "published_on": published_on,
        "file_name": file_name,
        "text_kind": "original",
        "mapping": None if mapping is None else name,
        "text": text,
    }


FILES = (
    document(FORM, prison_form(), file_name="document.csv"),
    document(EARLIER, earlier_edition(), "2019-07-31"),
    document(LATER, later_edition(), "2020-10"),
    document(WORKBOOK, workbook_of_2019()),
)


def no_lexicon(_code: str) -> None:
    return None


def claims_of(documents: pd.DataFrame, cards: Cards) -> pd.DataFrame:
    return read_tables(documents, passages(documents), cards).claims


def test_the_figures_of_tables_are_claims_that_their_documents_bear_out(cards: Cards) -> None:
    documents = pd.DataFrame(FILES)
    found = claims_of(documents, cards)
    Claim.validate(found)
    assert found["document_id"].nunique() == len(FILES)
    assert untrue_claims(found, documents, no_lexicon).empty
    assert found["locator"].notna().all()
    assert set(found["confidence"]) == {1.0}


def test_a_claim_of_a_csv_names_its_row_as_its_passage(cards: Cards) -> None:
    documents = pd.DataFrame(FILES[:1])
    found, lines = claims_of(documents, cards), passages(documents)
    assert set(found["passage_id"]) == {lines["passage_id"].iloc[0]}
    assert set(found["quote_text"]) == {prison_form().splitlines()[0]}


def test_a_number_that_is_not_in_its_cell_and_a_sum_that_does_not_add_up_are_found(cards: Cards) -> None:
    documents = pd.DataFrame(FILES)
    found = claims_of(documents, cards)
    for rule, reason in (("table.cell", "the number does not read back to the value"), ("table.sum", "the cells do not add up to the value")):
        at = next(position for position, rules in enumerate(found["rules"]) if rule in rules)
        wrong = found.copy()
        wrong.loc[at, "value"] += 1
        assert untrue_claims(wrong, documents, no_lexicon).to_dict("list") == {"claim_id": [found["claim_id"][at]], "reason": [reason]}


def test_a_document_that_does_not_fit_is_set_aside_with_its_cell_and_the_others_go_on(cards: Cards) -> None:
    moved = prison_form().replace("stock,entries", "entries,stock", 1)
    documents = pd.DataFrame([document(FORM, moved, file_name="document.csv"), *FILES[1:]])
    found = read_tables(documents, passages(documents), cards)
    assert found.claims["document_id"].nunique() == len(FILES) - 1
    (misfit,) = found.misfits.to_dict("records")
    assert (misfit["item"], misfit["outcome"]) == (documents["folder"][0], "quarantined")
    assert misfit["faults"][0]["place"] == "document.csv: cell H1"
    assert misfit["faults"][0]["reason"] == "expected the column 'stock', found 'entries'; it stands in I1"
    assert "write a mapping of its new form" in misfit["faults"][0]["remedy"]


def test_a_mapping_that_the_source_does_not_have_is_named_with_those_it_has(cards: Cards) -> None:
    documents = pd.DataFrame([document(FORM.replace("half_yearly_form", "yearly_form"), prison_form(), file_name="document.csv")])
    (misfit,) = read_tables(documents, passages(documents), cards).misfits["faults"]
    assert misfit[0]["reason"] == "the source has no mapping 'yearly_form', only half_yearly_form"


def test_a_table_is_never_read_as_prose() -> None:
    prose = "Police arrested 40 people on Sunday. " * 200
    documents = pd.DataFrame([document(FORM, prose)])
    assert overlong(documents, passages(documents).assign(text=prose)).empty
    assert extracted_claims(documents, passages(documents), lambda _code: pytest.fail("the extractor asked for words")).empty


def test_the_order_of_documents_changes_no_claim(cards: Cards) -> None:
    one, other = (claims_of(pd.DataFrame(files), cards) for files in (FILES, FILES[::-1]))
    pd.testing.assert_frame_equal(one, other)


def test_a_later_edition_replaces_what_it_revises_and_the_totals_that_held_it(cards: Cards) -> None:
    documents = pd.DataFrame(FILES)
    found = claims_of(documents, cards).set_index("claim_id")
    days = replaced(claims_of(documents, cards), documents, cards)
    ended = found.loc[list(days)]
    assert sorted(zip(ended["value"], ended["population"], ended["period_end"], strict=True)) == [
        (4, "men", "2019-03-31"),
        (5, "all", "2019-03-31"),
        (12, "all", "2019-03-31"),
    ]
    assert set(days.values()) == {"2020-10-31"}


def test_editions_of_one_day_and_undated_editions_replace_nothing(cards: Cards) -> None:
    for day in ("2020-10-31", None):
        documents = pd.DataFrame([document(EARLIER, earlier_edition(), day), FILES[2]])
        assert replaced(claims_of(documents, cards), documents, cards) == {}


def test_a_form_of_many_rows_is_read_in_seconds(cards: Cards) -> None:
    header, *rows = prison_form().splitlines()
    text = "\n".join([header, *rows * 3000]) + "\n"
    documents = pd.DataFrame([document(FORM, text, file_name="document.csv")])
    begun = time.perf_counter()
    found = read_tables(documents, passages(documents).head(0), cards).claims
    assert untrue_claims(found, documents, no_lexicon).empty
    assert time.perf_counter() - begun < 30
    assert found.loc[found["measure"] == "persons_held", "value"].tolist() in ([900_000, 1_050_000], [1_050_000, 900_000])
