"""Unread sentences: what the extractor passed over without a reason, the honest measure of what it misses."""

from pandera.typing import Series

from orchestration.model.schema import Table, column


class UnreadSentence(Table):
    """Sentences with a number and a word of detention that yield no claim, and no rule says why not. One row per sentence.

    Documents in a language without a lexicon are not read at all, and have no row.
    """

    passage_id: Series[str] = column("The sentence.", unique=True)
    document_id: Series[str] = column("The document, by the SHA-256 of its bytes.")
    char_start: Series[int] = column("Offset of the sentence in the document's text.", unit="characters", ge=0)
    char_end: Series[int] = column("Offset after the sentence.", unit="characters", ge=1)
    number_text: Series[str] = column("The number that no rule ties to what happened to people or rules out, as written.")
    detention_word: Series[str] = column("The word of detention beside it, as written.")
