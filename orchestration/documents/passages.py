"""Splits documents into passages: sentences at their offsets.

A line of a table or of a workbook is a passage of its own. A sentence longer than any that people write is a passage too, but no claim is read in
it: see :func:`overlong`.
Sentence boundaries are those of sentencex (MIT, kept by Wikimedia for some 240 languages, gives offsets, keeps every character).
"""

import hashlib
from functools import partial
from pathlib import PurePosixPath

import pandas as pd
import sentencex

from orchestration.documents.locate import WORKBOOKS, locators
from orchestration.model.memory import Memory, recalled
from orchestration.model.passage import LONGEST_SENTENCE, Passage, blocks
from orchestration.model.quarantine import Fault
from orchestration.model.schema import records


def split_text(text: str, language: str) -> list[tuple[int, int]]:
    """Start and end offsets of the sentences of a text, without the white space around them."""
    spans = []
    for block_start, block in blocks(text):
        for boundary in sentencex.get_sentence_boundaries(language, block):
            start, end = boundary["start_index"], boundary["end_index"]
            sentence = block[start:end]
            start += len(sentence) - len(sentence.lstrip())
            end -= len(sentence) - len(sentence.rstrip())
            if start < end:
                spans.append((block_start + start, block_start + end))
    return spans


def _spans(text: str, language: str, file_name: str) -> list[tuple[int, int]]:
    return _split_lines(text) if PurePosixPath(file_name).suffix in {".csv", *WORKBOOKS} else split_text(text, language)


def _split_lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((start, start + len(line.rstrip())))
        start += len(line)
    return spans


def passage_id(document_id: str, start: int, end: int) -> str:
    """Hash of the document and the offsets."""
    return hashlib.sha256(f"{document_id}:{start}:{end}".encode()).hexdigest()[:20]


def passages(documents: pd.DataFrame, memory: Memory | None = None) -> pd.DataFrame:
    """The sentences of the documents (model Passage), in document order. ``memory`` belongs to this engine."""
    remembered = {} if memory is None else memory
    rows = []
    for document in records(documents):
        text, located = document["text"], locators(document["file_name"], document["text"])
        work = partial(_spans, text, document["language"], document["file_name"])
        spans = recalled(remembered, ("passages", *(document[name] for name in ("document_id", "file_name", "text_kind", "language"))), work)
        rows += [
            (passage_id(document["document_id"], start, end), document["document_id"], position, start, end, text[start:end], located(start))
            for position, (start, end) in enumerate(spans)
        ]
    return pd.DataFrame(rows, columns=list(Passage.to_schema().columns))


def overlong(documents: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """The passages in which nothing is read because no sentence is that long: document folder as item, outcome and faults. Not those of tables."""
    prose = documents[documents["mapping"].isna()]
    found = passages[passages["text"].str.len() > LONGEST_SENTENCE].merge(prose[["document_id", "folder"]], on="document_id")
    faults = [
        [vars(Fault(f"character {row['char_start']}", f"a sentence of {len(row['text']):,} characters", "break it into lines or sentences"))]
        for row in records(found)
    ]
    return pd.DataFrame({"item": found["folder"], "outcome": "quarantined", "faults": faults})
