"""Coded rows and machine readings as claims: their keys, their order, and what never becomes a claim."""

import hashlib
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration import languages
from orchestration.claims.build import coded_claims, extracted_claims
from orchestration.claims.codings import read_codings
from orchestration.documents.passages import passages
from orchestration.model.claim import Claim
from orchestration.model.coding import CODING_COLUMNS

TEXTS = {
    "press_articles/a_paper/one": "Police arrested at least 1,200 people on Sunday. The courts freed 30 detainees on Monday.",
    "press_articles/a_paper/two": "Seven detainees died in custody in May, according to the Watch. The police arrested 500 people.",
}


def documents(texts: dict[str, str] = TEXTS, language: str = "en") -> pd.DataFrame:
    return pd.DataFrame([
        {
            "document_id": hashlib.sha256(text.encode()).hexdigest(),
            "folder": folder,
            "context_id": "al",
            "language": language,
            "published_on": "2024-06-05",
            "file_name": "abstract.md",
            "text_kind": "abstract",
            "text": text,
            "mapping": None,
        }
        for folder, text in texts.items()
    ])  # fmt: skip


def codings(count: int = 4, *, wrong: int = 0) -> pd.DataFrame:
    """Good rows, then wrong ones."""
    rows = []
    for number in range(count + wrong):
        row = {
            "coding_id": f"A-{number:02}",
            "document": list(TEXTS)[number % 2],
            "measure": "arrests" if number < count else "detentions",
            "value": str(number + 2),
            "value_low": str(number + 2),
            "value_high": str(number + 2),
            "qualifier": "exactly",
            "basis": "flow",
            "period_is_implied": "false",
            "population": "all",
            "stance": "asserted",
        }
        rows.append(",".join(row.get(name, "") for name in CODING_COLUMNS))
    text = "\n".join([",".join(CODING_COLUMNS), *rows]) + "\n"
    return read_codings("codings/a_land.csv", text, "al", date(2022, 1, 1), date(2024, 6, 15), documents().assign(outcome="accepted"))


def lexicon(code: str) -> languages.Lexicon | None:
    return languages.load(code) if code in languages.available() else None


def test_a_coding_becomes_a_claim_of_its_document() -> None:
    found, claims = documents(), coded_claims(codings(), documents())
    Claim.validate(claims)
    assert len(claims) == 4
    by_coding = claims.set_index("coding_id")
    assert list(by_coding.loc["A-01", ["document_id", "value", "method", "review_status", "confidence", "language", "published_on"]]) == [
        found["document_id"][1], 3, "coded", "accepted", 1.0, "en", "2024-06-05",
    ]  # fmt: skip
    assert claims[["passage_id", "quote_text", "number_text", "char_start", "extractor_version"]].isna().all(axis=None)


def test_a_row_that_was_set_aside_becomes_no_claim() -> None:
    assert set(coded_claims(codings(2, wrong=2), documents())["coding_id"]) == {"A-00", "A-01"}


@given(st.permutations(range(6)))
def test_the_order_of_the_rows_changes_neither_keys_nor_order(order: list[int]) -> None:
    rows, found = codings(6), documents()
    pd.testing.assert_frame_equal(coded_claims(rows, found), coded_claims(rows.iloc[order], found.iloc[::-1]))


def test_the_key_of_a_coded_claim_does_not_move_when_its_values_are_corrected() -> None:
    rows, corrected = codings(), codings()
    corrected["value"] = corrected["value"] + 1
    assert list(coded_claims(rows, documents())["claim_id"]) == list(coded_claims(corrected, documents())["claim_id"])


def test_the_same_key_in_two_contexts_is_two_claims() -> None:
    rows = pd.concat([codings(), codings().assign(context_id="zz")])
    assert coded_claims(rows, documents())["claim_id"].is_unique


def test_a_machine_reading_is_in_its_passage_and_says_so() -> None:
    found = documents()
    sentences = passages(found)
    claims = extracted_claims(found, sentences, lexicon)
    Claim.validate(claims)
    arrested = claims[(claims["measure"] == "arrests") & (claims["value"] == 1200)]
    assert len(arrested) == 1
    row = arrested.iloc[0]
    assert row["quote_text"] == "Police arrested at least 1,200 people on Sunday."
    assert row["quote_text"] == sentences.set_index("passage_id").loc[row["passage_id"], "text"]
    assert found["text"][0][row["number_start"] :].startswith(row["number_text"])
    assert (row["qualifier"], row["method"], row["review_status"], row["context_id"]) == ("at_least", "extracted", "machine", "al")
    assert row["coding_id"] is None
    assert 0 <= row["confidence"] <= 1


def test_the_same_documents_give_the_same_readings_whatever_their_order() -> None:
    found = documents()
    sentences = passages(found)
    first = extracted_claims(found, sentences, lexicon)
    pd.testing.assert_frame_equal(first, extracted_claims(found, sentences, lexicon))
    pd.testing.assert_frame_equal(first, extracted_claims(found.iloc[::-1], sentences.sample(frac=1, random_state=7), lexicon))
    assert list(first["claim_id"]) == sorted(first["claim_id"])
    assert first["claim_id"].is_unique


def test_another_document_changes_no_key_of_the_first() -> None:
    one, both = documents({name: text for name, text in TEXTS.items() if name.endswith("one")}), documents()
    alone = extracted_claims(one, passages(one), lexicon)
    together = extracted_claims(both, passages(both), lexicon)
    assert len(alone)
    assert set(alone["claim_id"]) < set(together["claim_id"])


def test_the_key_of_a_reading_does_not_move_with_its_dates() -> None:
    one, later = documents(), documents().assign(published_on="2024-06-12")
    keys = [set(extracted_claims(found, passages(found), lexicon)["claim_id"]) for found in (one, later)]
    assert keys[0] == keys[1]


def test_no_claim_is_read_in_a_sentence_longer_than_people_write() -> None:
    endless = "Police arrested 500 people" + " and then some" * 400 + ". The courts freed 30 detainees on Monday."
    found = documents({"press_articles/a_paper/one": endless})
    assert list(extracted_claims(found, passages(found), lexicon)["value"]) == [30]


def test_nothing_is_carried_over_a_sentence_that_is_not_read() -> None:
    endless = "Officials counted 300 deaths in custody" + " and then some" * 400 + "."
    found = documents({"press_articles/a_paper/one": f"Police arrested 500 people. {endless} The new total is 600."})
    assert list(extracted_claims(found, passages(found), lexicon)["value"]) == [500]


def test_a_language_without_a_lexicon_is_not_read() -> None:
    found = documents(language="zz")
    assert extracted_claims(found, passages(found), lexicon).empty


@pytest.mark.parametrize("made", [
    lambda: coded_claims(codings(0), documents()), lambda: extracted_claims(documents(), passages(documents()).iloc[:0], lexicon),
])  # fmt: skip
def test_nothing_read_makes_an_empty_table_with_every_column(made) -> None:
    claims = made()
    assert claims.empty
    assert list(claims.columns) == list(Claim.to_schema().columns)
