"""A document: one capture whose text was read."""

from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import ACTOR_KINDS, SECTIONS, TEXT_KINDS


class Document(Table):
    """Documents that were read, one text each. One row per distinct text file (by its bytes)."""

    document_id: Series[str] = column("SHA-256 of the bytes of the text file.", unique=True, str_length=64)
    folder: Series[str] = column("Path of the document folder below raw/.", unique=True)
    section: Series[str] = column("Folder of raw/ that holds the source.", isin=list(SECTIONS))
    source_id: Series[str] = column("Key of the source: the name of its folder.")
    publisher_kind: Series[str] = column("Kind of the publisher.", isin=list(ACTOR_KINDS))
    context_id: Series[str] = column("The context the document is about; empty when it is about none or several.", nullable=True)
    url: Series[str] = column("Public address of the document.")
    title: Series[str] = column("Title of the document, as far as known.", nullable=True)
    title_known_from: Series[str] = column("Where the title was taken from.", nullable=True)
    language: Series[str] = column("Language of the text that is read (ISO 639).")
    original_language: Series[str] = column("Language of the document itself (ISO 639).")
    published_on: Series[str] = column(
        "Publication date at its known precision (YYYY, YYYY-MM or YYYY-MM-DD); empty when unknown.",
        nullable=True,
        caveats=("publication_date_inferred",),
    )
    published_on_known_from: Series[str] = column("How the publication date is known.", nullable=True)
    retrieved_at: Series[str] = column("Date on which the bytes were received; empty when not recorded.", nullable=True)
    version_from: Series[str] = column(
        "Day from which its address was seen to give this text instead of an earlier one; empty for the first.", nullable=True
    )
    version_to: Series[str] = column("Day from which its address was seen to give another text; empty for the one that reads.", nullable=True)
    text_kind: Series[str] = column(
        "original (the bytes as received), abstract (our own-words account) or ocr (recognised in pictures of the original).",
        isin=list(TEXT_KINDS),
        caveats=("abstract_not_original", "recognised_in_pictures"),
    )
    mapping: Series[str] = column("The mapping of its source by which it is read as a table; empty when it is read as prose.", nullable=True)
    agency: Series[str] = column("News agency or publisher whose text the document carries.", nullable=True)
    note: Series[str] = column("What else a reader of the document must know, how its text was got among it.", nullable=True)
    file_name: Series[str] = column("Name of the text file in the folder.")
    text: Series[str] = column("Text of the document, as the reader of its format returned it.", str_length={"min_value": 1})
