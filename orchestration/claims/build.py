"""Makes claims: coded rows and machine readings meet in one table.

Pure functions from tables to tables. Whether two claims state the same figure, and which of them leads, is decided by dbt models, not here.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from orchestration.claims.extract import EXTRACTOR_VERSION, extract
from orchestration.claims.reading import Sentence
from orchestration.claims.unread import unaccounted
from orchestration.languages import Lexicon
from orchestration.model.claim import Claim
from orchestration.model.dates import precision
from orchestration.model.memory import Memory, recalled
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


def extracted_claims(
    documents: pd.DataFrame, passages: pd.DataFrame, lexicon: Callable[[str], Lexicon | None], memory: Memory | None = None
) -> pd.DataFrame:
    """What the extractor reads in the documents, as claims (model Claim).

    ``lexicon`` gives the words of a language, None where there are none: nothing is read then. A table is read by its mapping alone.
    ``memory`` belongs to this engine.
    """
    remembered = {} if memory is None else memory
    rows: list[dict[str, object]] = []
    by_id = {document["document_id"]: document for document in records(_prose(documents))}
    located = passages[passages["locator"].notna()]
    places = dict(zip(located["passage_id"], located["locator"], strict=True))
    for document_id, sentences in _sentences(passages[passages["document_id"].isin(list(by_id))]):
        document = by_id[document_id]
        words = lexicon(document["language"])
        if words is None:
            continue
        ids = {sentence.char_start: passage_id for sentence, passage_id in sentences}
        work = partial(_readings, [sentence for sentence, _ in sentences], words, document["published_on"])
        readings = recalled(remembered, ("claims", *_key(document)), work)
        rows += [_extracted(reading, document, passage := ids[reading["char_start"]], places.get(passage)) for reading in readings]
    return claim_frame(rows)


def sentences_unread(
    documents: pd.DataFrame,
    passages: pd.DataFrame,
    claims: pd.DataFrame,
    lexicon: Callable[[str], Lexicon | None],
    memory: Memory | None = None,
) -> pd.DataFrame:
    """The sentences with a number and a word of detention of which nothing was made (model UnreadSentence); those of tables are none.

    ``memory`` belongs to this engine.
    """
    remembered = {} if memory is None else memory
    read = frozenset(claims["passage_id"].dropna())
    by_id = {document["document_id"]: document for document in records(_prose(documents))}
    rows = []
    for document_id, sentences in _sentences(passages[passages["document_id"].isin(list(by_id))]):
        document = by_id[document_id]
        words = lexicon(document["language"])
        if words is not None:
            unread = [sentence for sentence, passage_id in sentences if passage_id not in read]
            missed = recalled(remembered, ("unread", *_key(document)), partial(_missed, unread, words))
            ids = {sentence.char_start: passage_id for sentence, passage_id in sentences}
            rows += [(ids[start], document_id, start, *rest) for start, *rest in missed]
    columns = list(UnreadSentence.to_schema().columns)
    return pd.DataFrame(rows, columns=columns).astype({"char_start": "int64", "char_end": "int64"}).sort_values("passage_id", ignore_index=True)


def _key(document: dict[str, Any]) -> tuple[str | None, ...]:
    """What a reading hangs on, beside the engine: the bytes, how they became text, and the words and the day by which they are read."""
    return tuple(document[name] for name in ("document_id", "file_name", "text_kind", "language", "published_on"))


def _readings(sentences: list[Sentence], words: Lexicon, published_on: str | None) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    # nothing is carried over a sentence that is not read
    for is_readable, run in groupby(sentences, key=lambda sentence: len(sentence.text) <= LONGEST_SENTENCE):
        readings = extract(list(run), lexicon=words, published_on=published_on) if is_readable else []
        found += [{name: value for name, value in vars(reading).items() if name in _COLUMNS} | {"rules": reading.rules} for reading in readings]
    return found


def _missed(sentences: list[Sentence], words: Lexicon) -> list[tuple[object, ...]]:
    """Start and end of every sentence of which nothing was made, its number and its word of detention."""
    looked_at = ((sentence, unaccounted(sentence.text, words)) for sentence in sentences if len(sentence.text) <= LONGEST_SENTENCE)
    return [(sentence.char_start, sentence.char_start + len(sentence.text), *found) for sentence, found in looked_at if found is not None]


def _prose(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents that are not tables."""
    return documents[documents["mapping"].isna()]


def _sentences(passages: pd.DataFrame) -> Iterator[tuple[str, list[tuple[Sentence, str]]]]:
    ordered = passages.sort_values(["document_id", "position"])
    rows = zip(*(ordered[name] for name in ("document_id", "char_start", "text", "passage_id")), strict=True)
    for document_id, group in groupby(rows, key=itemgetter(0)):
        yield document_id, [(Sentence(start, text), passage_id) for _, start, text, passage_id in group]


def _extracted(reading: dict[str, Any], document: dict[str, Any], passage_id: str, locator: str | None) -> dict[str, Any]:
    said = [reading[name] for name in ("char_start", "char_end", "number_start", "measure", "number_text")]
    return (
        dict.fromkeys(_COLUMNS)
        | reading
        | {
            "claim_id": claim_id(document["document_id"], *said),
            "document_id": document["document_id"],
            "passage_id": passage_id,
            "locator": locator,
            "date_precision": None if reading["period_end"] is None else precision(reading["period_end"]),
            "context_id": document["context_id"],
            "method": "extracted",
            "review_status": "machine",
            "extractor_version": EXTRACTOR_VERSION,
            "language": document["language"],
            "published_on": document["published_on"],
        }
    )
