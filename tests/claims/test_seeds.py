"""The five articles the project started from, read whole: every figure that was coded by hand, and no other."""

import csv
from pathlib import Path

import pytest
import sentencex

from orchestration.claims.extract import extract
from orchestration.claims.reading import Sentence
from orchestration.languages import load
from orchestration.model.vocabulary import SERIES_MEASURES

ARTICLES = {"000": "D189", "001": "D190", "002": "D191", "003": "D192", "004": "D193"}
Figure = tuple[str, int | None, int | None, int | None, str, str]


def rows(path: Path, ref: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["doc_ref"] == ref]


def number(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize(("article", "ref"), ARTICLES.items())
def test_a_seed_article_yields_the_coded_figures_and_no_other(shared: Path, article: str, ref: str) -> None:
    (path,) = (shared / "seeds").glob(f"{article}_*.txt")
    (document,) = rows(shared / "documents.csv", ref)
    text = path.read_text(encoding="utf-8")
    bounds = sentencex.get_sentence_boundaries("en", text)
    sentences = [Sentence(bound["start_index"], text[bound["start_index"] : bound["end_index"]]) for bound in bounds]
    found = extract(sentences, lexicon=load("en"), published_on=document["published_on"])
    read: set[Figure] = {(r.measure, r.value, r.value_low, r.value_high, r.qualifier, r.basis) for r in found if r.stance == "asserted"}
    coded: set[Figure] = {
        (row["measure"], number(row["value"]), number(row["value_low"]), number(row["value_high"]), row["qualifier"], row["basis"])
        for row in rows(shared / "ledger.csv", ref)
        if row["measure"] in SERIES_MEASURES
    }
    assert read == coded
