"""Makes claims: coded rows and machine readings meet in one table.

Pure functions from tables to tables. Whether two claims state the same figure, and which of them leads, is decided by dbt models, not here.
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

import pandas as pd

from orchestration.claims.extract import EXTRACTOR_VERSION, extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.claims.unread import unaccounted
from orchestration.languages import Lexicon
from orchestration.model.claim import Claim
from orchestration.model.dates import precision
from orchestration.model.passage import LONGEST_SENTENCE
from orchestration.model.schema import records
from orchestration.model.unread import UnreadSentence

_COLUMNS = tuple(Claim.to_schema().columns)
_COUNTS = ("char_start", "char_end", "number_start", "value", "value_low", "value_high")


def claim_id(*parts: object) -> str:
    """The id of a claim: a hash of these raw values."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:20]


def claim_frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows as a table of claims (model Claim), by claim_id."""
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).sort_values("claim_id", ignore_index=True)
    return frame.astype(dict.fromkeys(_COUNTS, "Int64") | {"period_is_implied": bool, "confidence": float})


def coded_claims(codings: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The accepted codings as claims (model Claim), one each, joined to their documents."""
    accepted = codings[codings["outcome"] == "accepted"]
    joined = accepted.merge(documents, on="document_id", validate="many_to_one", suffixes=("", "_of_document"))
    rows = []
    for coding in records(joined):
        row: dict[str, object] = {name: coding.get(name) for name in _COLUMNS}
        row["claim_id"] = claim_id("coded", coding["context_id"], coding["coding_id"])
        row |= {"method": "coded", "review_status": "accepted", "rules": [], "confidence": 1.0, "note": coding["note"]}
        rows.append(row)
    return claim_frame(rows)


def extracted_claims(documents: pd.DataFrame, passages: pd.DataFrame, lexicon: Callable[[str], Lexicon | None]) -> pd.DataFrame:
    """What the extractor reads in the documents, as claims (model Claim).

    ``lexicon`` gives the words of a language, None where there are none: nothing is read then. A table is read by its mapping alone.
    """
    rows = []
    by_id = {document["document_id"]: document for document in records(_prose(documents))}
    for document_id, sentences in _sentences(passages[passages["document_id"].isin(list(by_id))]):
        document = by_id[document_id]
        words = lexicon(document["language"])
        if words is None:
            continue
        ids = {sentence.char_start: passage_id for sentence, passage_id in sentences}
        # nothing is carried over a sentence that is not read
        for is_readable, run in groupby((sentence for sentence, _ in sentences), key=lambda sentence: len(sentence.text) <= LONGEST_SENTENCE):
            readings = extract(list(run), lexicon=words, published_on=document["published_on"]) if is_readable else []
            rows += [_extracted(reading, document, ids[reading.char_start]) for reading in readings]
    return claim_frame(rows)


def sentences_unread(documents: pd.DataFrame, passages: pd.DataFrame, claims: pd.DataFrame, lexicon: Callable[[str], Lexicon | None]) -> pd.DataFrame:
    """The sentences with a number and a word of detention of which nothing was made (model UnreadSentence); those of tables are none."""
    read = frozenset(claims["passage_id"].dropna())
    found = passages.merge(_prose(documents)[["document_id", "language"]], on="document_id", validate="many_to_one")
    rows = []
    for row in records(found.sort_values("passage_id")):
        words = lexicon(row["language"])
        if words is not None and row["passage_id"] not in read and len(row["text"]) <= LONGEST_SENTENCE:
            missed = unaccounted(row["text"], words)
            if missed is not None:
                rows.append((row["passage_id"], row["document_id"], row["char_start"], row["char_end"], *missed))
    columns = list(UnreadSentence.to_schema().columns)
    return pd.DataFrame(rows, columns=columns).astype({"char_start": "int64", "char_end": "int64"})


def _prose(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents that are not tables."""
    return documents[documents["mapping"].isna()]


def _sentences(passages: pd.DataFrame) -> Iterator[tuple[str, list[tuple[Sentence, str]]]]:
    rows = records(passages.sort_values(["document_id", "position"]))
    for document_id, group in groupby(rows, key=itemgetter("document_id")):
        yield document_id, [(Sentence(row["char_start"], row["text"]), row["passage_id"]) for row in group]


def _extracted(reading: Reading, document: dict[str, object], passage_id: str) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(_COLUMNS) | vars(reading)
    offsets = (reading.char_start, reading.char_end, reading.number_start)
    return row | {
        "claim_id": claim_id(document["document_id"], *offsets, reading.measure, reading.number_text),
        "document_id": document["document_id"],
        "passage_id": passage_id,
        "date_precision": None if reading.period_end is None else precision(reading.period_end),
        "context_id": document["context_id"],
        "method": "extracted",
        "review_status": "machine",
        "extractor_version": EXTRACTOR_VERSION,
        "rules": list(reading.rules),
        "language": document["language"],
        "published_on": document["published_on"],
    }
