"""From the tables of the lake to what is withheld of them (model Withheld)."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from orchestration.disclosure import pages
from orchestration.disclosure.known import Known
from orchestration.disclosure.spans import Span, apart, masked
from orchestration.disclosure.withhold import withhold, words_withheld
from orchestration.model.memory import Memory, recalled
from orchestration.model.schema import records
from orchestration.model.withheld import Withheld

READ = {
    "documents": ("title", "note", "agency"),
    "passages": ("text",),
    "claim_versions": ("quote_text", "other_measure", "population_detail", "place", "circumstance", "origin", "note"),
    "judgements": ("reason", "from_value", "to_value"),
    "quarantine": ("item", "place", "reason"),
}
"""Columns of words that reach a mart, by table. Those of the catalogues are written for the public, and read by whoever adds them."""

_PAGES = {"url": pages.shown_address, "folder": pages.shown_folder}


Tables = Mapping[str, pd.DataFrame]
"""Tables of ``READ`` by name, or pieces of them that are of the same documents."""


class _Text(NamedTuple):
    document_id: str | None
    found_in: str
    text: str


class Named(NamedTuple):
    """Stretches of texts that name somebody, by text, and the words of the names in the texts of each document."""

    spans: dict[str, list[Span]]
    words: dict[str, frozenset[str]]


def search(pieces: Iterable[Tables], known: Known, memory: Memory) -> Named:
    """Who is named in these tables. ``memory`` belongs to this engine, and to what is known."""
    named = Named({}, {})
    for tables in pieces:
        by_document: dict[str | None, set[str]] = {}
        for one in _texts(tables):
            by_document.setdefault(one.document_id, set()).add(one.text)
        for document_id, texts in by_document.items():
            found, words = _read(sorted(texts), known, memory, is_one=document_id is not None)
            for text, stretches in found.items():
                named.spans.setdefault(text, []).extend(stretches)
            if document_id is not None and words:
                named.words[document_id] = words
    return named


def withheld(pieces: Iterable[Tables], named: Named, told: pd.DataFrame, small: Collection[str], known: Known) -> pd.DataFrame:
    """What is withheld of these tables, and of the claims ``small`` (model Withheld).

    ``named`` is what a search of the same pieces found, and ``told`` the versions of the claims that stand in one of its texts or are small.
    """
    numbers = _numbers(told)
    shown = {text: _without(apart(stretches), numbers.get(text, {}), small) for text, stretches in named.spans.items()}
    for text, claims in numbers.items():
        if few := [Span(start, end, "count", "count.small_cell") for claim_id, (start, end) in claims.items() if claim_id in small]:
            shown[text] = apart([*shown.get(text, []), *few])
    languages: dict[str, str] = {}
    rows: list[tuple[Any, ...]] = []
    for tables in pieces:
        documents = records(tables["documents"]) if "documents" in tables else []
        languages |= {document["document_id"]: document["language"] for document in documents}
        texts = {one for one in _texts(tables) if one.text in shown}
        rows += [
            (one.document_id, None, one.found_in, _hash(one.text), span, languages.get(one.document_id or ""), masked(one.text, shown[one.text]))
            for one in sorted(texts, key=lambda one: (one.document_id or "", one.found_in, one.text))
            for span in shown[one.text]
        ]
        for document in documents:
            for column, rule in _PAGES.items():
                if told_page := rule(document[column], named.words.get(document["document_id"], frozenset()), known):
                    where = (document["document_id"], None, f"documents.{column}", _hash(document[column]))
                    rows.append((*where, told_page[1], document["language"], told_page[0]))
    for claim_id, document_id in sorted({*zip(told["claim_id"], told["document_id"], strict=True)}):
        if claim_id in small:
            rows.append(
                (document_id, claim_id, "claim_versions.value", None, Span(0, 0, "count", "count.small_cell"), languages.get(document_id), None)
            )
    return _frame(rows)


def _texts(tables: Tables) -> Iterator[_Text]:
    for name, columns in READ.items():
        if name not in tables:
            continue
        table = tables[name]
        documents = table["document_id"] if "document_id" in table else pd.Series([None] * len(table), dtype=object)
        for column in columns:
            for document_id, text in zip(documents, table[column], strict=True):
                if isinstance(text, str) and text:
                    yield _Text(document_id, f"{name}.{column}", text)


def _read(texts: list[str], known: Known, memory: Memory, *, is_one: bool) -> tuple[dict[str, list[Span]], frozenset[str]]:
    """Stretches of the texts of one document, and the words of the names in them: whoever is named once is found again by one word."""

    def work() -> tuple[list[list[Span]], list[str]]:
        found = [withhold(text, known) for text in texts]
        words = frozenset().union(*(words_withheld(text, spans, known) for text, spans in zip(texts, found, strict=True))) if is_one else frozenset()
        if words:
            again = known.with_repeated(words)
            found = [withhold(text, again) for text in texts]
        return found, sorted(words)

    key = ("withheld", known.fingerprint, str(is_one), hashlib.sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest())
    found, words = recalled(memory, key, work)
    return {text: [Span(*span) for span in spans] for text, spans in zip(texts, found, strict=True) if spans}, frozenset(words)


def _numbers(versions: pd.DataFrame) -> dict[str, dict[str, tuple[int, int]]]:
    """Where the numbers of claims stand in their sentences, by sentence and claim."""
    told: dict[str, dict[str, tuple[int, int]]] = {}
    columns = ["claim_id", "quote_text", "number_text", "number_start", "char_start"]
    for row in records(versions.loc[versions["number_start"].notna() & versions["quote_text"].notna(), columns]):
        start = int(row["number_start"] - row["char_start"])
        told.setdefault(row["quote_text"], {})[row["claim_id"]] = (start, start + len(row["number_text"]))
    return told


def _without(spans: list[Span], numbers: dict[str, tuple[int, int]], small: Collection[str]) -> list[Span]:
    """The spans but for those over the number of a claim, which is why the sentence is published."""
    kept = [place for claim_id, place in numbers.items() if claim_id not in small]
    return [span for span in spans if not any(span.start < end and start < span.end for start, end in kept)]


def _hash(text: str) -> str:
    return hashlib.md5(text.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()


def _frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    flat = [
        (
            document_id,
            claim_id,
            found_in,
            digest,
            *((span.start, span.end - span.start) if digest else (None, None)),
            span.kind,
            span.rule,
            language,
            shown,
        )
        for document_id, claim_id, found_in, digest, span, language, shown in rows
    ]
    return pd.DataFrame(flat, columns=list(Withheld.to_schema().columns)).astype({"start": "Int64", "length": "Int64"})
