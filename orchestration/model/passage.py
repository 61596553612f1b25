"""A passage: one sentence of a document, at its offsets."""

from pandera.typing import Series

from orchestration.model.schema import Table, column

LONGEST_SENTENCE = 5_000
"""In characters. The longest sentences of court prose are half of that; reading takes time that grows with the square."""


class Passage(Table):
    """Sentences of documents. One row per sentence."""

    passage_id: Series[str] = column("Hash of document and offsets.", unique=True)
    document_id: Series[str] = column("The document, by the SHA-256 of its bytes.")
    position: Series[int] = column("Place of the sentence in its document, from 0.", ge=0)
    char_start: Series[int] = column("Offset of the first character of the sentence in the document's text.", unit="characters", ge=0)
    char_end: Series[int] = column("Offset after the last character of the sentence.", unit="characters", ge=1)
    text: Series[str] = column("The sentence, exactly as the document has it.", str_length={"min_value": 1})
