"""A passage: one sentence of a document, at its offsets; and the blocks of a text over whose ends no sentence goes."""

import re
from collections.abc import Iterator

from pandera.typing import Series

from orchestration.model.schema import Table, column

LONGEST_SENTENCE = 5_000
"""In characters. The longest sentences of court prose are half of that; reading takes time that grows with the square."""

_LONGEST_BLOCK = 20_000
_EMPTY_LINE = re.compile(r"\n*\f[\n\f]*|\n{2,}")
"""Or the end of a page."""
_ENDS = ("\n", " ")


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of the paragraphs of a text, none of which goes on from one page to the next.

    A paragraph longer than 20,000 characters is cut at the end of a line or word: splitters of sentences take time that grows with the square.
    """
    start = 0
    while start < len(text):
        empty = _EMPTY_LINE.search(text, start, start + _LONGEST_BLOCK)
        if empty is not None:
            end, after = empty.span()
        elif len(text) - start <= _LONGEST_BLOCK:
            end = after = len(text)
        else:
            limit = start + _LONGEST_BLOCK
            end = after = next((cut + 1 for mark in _ENDS if (cut := text.rfind(mark, start + 1, limit)) > 0), limit)
        if end > start:
            yield start, text[start:end]
        start = after


class Passage(Table):
    """Sentences of documents. One row per sentence."""

    passage_id: Series[str] = column("Hash of document and offsets.", unique=True)
    document_id: Series[str] = column("The document, by the SHA-256 of its bytes.")
    position: Series[int] = column("Place of the sentence in its document, from 0.", ge=0)
    char_start: Series[int] = column("Offset of the first character of the sentence in the document's text.", unit="characters", ge=0)
    char_end: Series[int] = column("Offset after the last character of the sentence.", unit="characters", ge=1)
    text: Series[str] = column("The sentence, exactly as the document has it.", str_length={"min_value": 1})
    locator: Series[str] = column("Where in the file: page, row of a sheet, or line.", nullable=True)
