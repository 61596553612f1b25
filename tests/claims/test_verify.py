"""A reading that its document does not bear out is found, whatever is wrong with it."""

import pandas as pd
import pytest

from orchestration import languages
from orchestration.claims.verify import untrue_claims

TEXT = "A note. At least 1,200 people were arrested. Between 30 and 40 people were released. Dos mil personas."
DOCUMENTS = pd.DataFrame({"document_id": ["d"], "text": [TEXT]})


def claim(
    quote: str, number: str, value: int | None, low: int | None = None, high: int | None = None, qualifier: str = "exactly"
) -> dict[str, object]:
    start, number_start = TEXT.index(quote), TEXT.index(number)
    return {
        "claim_id": "c",
        "document_id": "d",
        "method": "extracted",
        "language": "en",
        "char_start": start,
        "char_end": start + len(quote),
        "quote_text": quote,
        "number_start": number_start,
        "number_text": number,
        "rules": [],
        "qualifier": qualifier,
        "value": value,
        "value_low": low,
        "value_high": high,
    }


COUNT = claim("At least 1,200 people were arrested.", "1,200", 1200, 1200, None, "at_least")
RANGE = claim("Between 30 and 40 people were released.", "Between 30 and 40", None, 30, 40, "between")
SPANISH = claim("Dos mil personas.", "Dos mil", 2000) | {"language": "es"}


def untrue(*claims: dict[str, object]) -> list[tuple[str, str]]:
    table = pd.DataFrame(claims).astype(dict.fromkeys(("char_start", "char_end", "number_start", "value", "value_low", "value_high"), "Int64"))
    found = untrue_claims(table, DOCUMENTS, lambda code: languages.load(code) if code in languages.available() else None)
    return list(found.itertuples(index=False, name=None))


@pytest.mark.parametrize("true", [COUNT, RANGE, SPANISH])
def test_a_claim_that_is_in_its_text_passes(true: dict[str, object]) -> None:
    assert untrue(true) == []


SENTENCE, OUTSIDE = "the sentence is not at its offsets", "the number lies outside its sentence"
OFFSET, VALUE = "the number is not at its offset", "the number does not read back to the value"


@pytest.mark.parametrize(("true", "change", "reason"), [
    (COUNT, {"char_start": COUNT["char_start"] + 1}, SENTENCE),
    (COUNT, {"char_end": COUNT["char_end"] - 1}, SENTENCE),
    (COUNT, {"quote_text": "At least 1,300 people were arrested."}, SENTENCE),
    (COUNT, {"char_start": 10**6, "char_end": 10**6 + 36}, SENTENCE),
    (COUNT, {"number_start": COUNT["char_start"] - 1}, OUTSIDE),
    (COUNT, {"number_start": COUNT["char_end"] - 4}, OUTSIDE),
    (COUNT, {"number_text": ""}, OUTSIDE),
    (COUNT, {"number_text": "1,300"}, OFFSET),
    (COUNT, {"number_start": COUNT["number_start"] + 1}, OFFSET),
    (COUNT, {"value": 1300}, VALUE),
    (COUNT, {"value": 1}, VALUE),
    (COUNT, {"number_text": "1,2", "value": 1}, VALUE),
    (COUNT, {"number_text": "1,200 people"}, VALUE),
    (COUNT, {"language": "zz"}, VALUE),
    (COUNT, {"qualifier": "between"}, VALUE),
    (RANGE, {"value_high": 41}, VALUE),
    (RANGE, {"value_low": 40, "value_high": 30}, VALUE),
    (RANGE, {"qualifier": "exactly", "value": 30}, VALUE),
    (SPANISH, {"language": "en"}, VALUE),
])  # fmt: skip
def test_a_claim_with_a_planted_error_is_found_with_its_reason(true: dict[str, object], change: dict[str, object], reason: str) -> None:
    assert untrue(true | change) == [("c", reason)]


def test_among_true_claims_only_the_untrue_one_is_named() -> None:
    assert untrue(COUNT | {"claim_id": "a"}, RANGE | {"claim_id": "b", "value_high": 41}, SPANISH | {"claim_id": "c"}) == [("b", VALUE)]


def test_a_claim_coded_without_a_sentence_is_not_asked_for_one() -> None:
    silent = dict.fromkeys(("char_start", "char_end", "quote_text", "number_start", "number_text"))
    assert untrue(COUNT | silent | {"method": "coded"}) == []
