"""What a folder of ``raw/`` holds, as it was read: the birth certificate, the text, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pandera.typing import Series
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter

from orchestration.model.dates import check_iso_date, check_iso_instant
from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import ACTOR_KINDS, CARD_TEXT_KINDS, OUTCOMES, SECTIONS, TEXT_KINDS

CARD: Final = "capture.yml"
WARC: Final = "record.warc.gz"
"""The exchange in which a document was received, kept beside it on demand. It is evidence; nothing is read in it."""
LONGEST_URL: Final = 2_000
"""Characters. Browsers and servers take not many more; nothing longer is asked."""

_HTTP_URL = TypeAdapter(HttpUrl)


def _check_url(url: str) -> str:
    """The address as written, if it is one of http or https; pydantic's own type would rewrite it."""
    _HTTP_URL.validate_python(url)
    return url


def _check_member(allowed: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1)]
IsoDate = Annotated[str, AfterValidator(check_iso_date)]
IsoInstant = Annotated[str, AfterValidator(check_iso_instant)]


class CaptureCard(BaseModel):
    """The fields of a ``capture.yml``. All are required unless they have a default; an empty value means: not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    context: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None
    url: Annotated[str, AfterValidator(_check_url)]
    title: str | None
    title_known_from: str | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    original_language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    published_on: IsoDate | None
    published_on_known_from: str | None
    retrieved_at: IsoInstant | None
    text_kind: Annotated[str, _check_member(CARD_TEXT_KINDS)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    publisher: Text | None = None
    mapping: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None = None
    agency: Text | None = None
    note: Text | None = None


class FeedCard(BaseModel):
    """A list of documents that a source publishes: RSS or Atom (feed), a sitemap, or a plain list of addresses, one a line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[str, _check_member(("feed", "sitemap", "list"))]
    url: Annotated[str, AfterValidator(_check_url)]


class SourceCard(BaseModel):
    """The fields of a ``source.yml``: who publishes, of which kind, where, in which languages, under which terms.

    ``feeds`` list its documents for capture; ``context`` is the one that they are about unless they say otherwise.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    kind: Annotated[str, _check_member(ACTOR_KINDS)]
    hosts: tuple[Text, ...]
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...]
    rights: Text
    context: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None = None
    feeds: tuple[FeedCard, ...] = ()


@dataclass(frozen=True)
class RawFolder:
    """One document folder of ``raw/`` as bytes: its path below ``raw/``, its files by name, and why others could not be read."""

    folder: str
    files: Mapping[str, bytes]
    unreadable: Mapping[str, str]


class Capture(Table):
    """Document folders as they were read from ``raw/``. One row per folder, whatever became of it."""

    folder: Series[str] = column("Path of the document folder below raw/.", unique=True)
    section: Series[str] = column("Folder of raw/ that holds the source.", isin=list(SECTIONS))
    outcome: Series[str] = column("What became of the folder: accepted or quarantined.", isin=list(OUTCOMES))
    faults: Series[object] = column("Why it was quarantined: a list of place, reason and remedy; empty when accepted.")
    document_id: Series[str] = column("SHA-256 of the bytes of the text file.", nullable=True)
    source_id: Series[str] = column("Key of the source: the name of its folder.", nullable=True)
    context_id: Series[str] = column("The context the document is about; empty when it is about none or several.", nullable=True)
    url: Series[str] = column("Public address of the document.", nullable=True)
    title: Series[str] = column("Title of the document, as far as known.", nullable=True)
    title_known_from: Series[str] = column("Where the title was taken from.", nullable=True)
    language: Series[str] = column("Language of the text that is read (ISO 639).", nullable=True)
    original_language: Series[str] = column("Language of the document itself (ISO 639).", nullable=True)
    published_on: Series[str] = column(
        "Publication date at its known precision (YYYY, YYYY-MM or YYYY-MM-DD); empty when unknown.",
        nullable=True,
        caveats=("publication_date_inferred",),
    )
    published_on_known_from: Series[str] = column("How the publication date is known.", nullable=True)
    retrieved_at: Series[str] = column("Day or instant (UTC) at which the bytes were received; empty when not recorded.", nullable=True)
    text_kind: Series[str] = column(
        "original (the bytes as received), abstract (our own-words account) or ocr (recognised in pictures of the original).",
        nullable=True,
        isin=list(TEXT_KINDS),
        caveats=("abstract_not_original", "recognised_in_pictures"),
    )
    mapping: Series[str] = column("The mapping of its source by which it is read as a table; empty when it is read as prose.", nullable=True)
    agency: Series[str] = column("News agency or publisher whose text the document carries.", nullable=True)
    note: Series[str] = column("What else a reader of the document must know, how its text was got among it.", nullable=True)
    file_name: Series[str] = column("Name of the text file in the folder.", nullable=True)
    text: Series[str] = column("Text of the document, as the reader of its format returned it.", nullable=True)
    publisher_kind: Series[str] = column("Kind of the publisher.", nullable=True, isin=list(ACTOR_KINDS))


class Source(Table):
    """Publishers whose documents are read. One row per source."""

    source_id: Series[str] = column("Key of the source: the name of its folder.", unique=True)
    section: Series[str] = column("Folder of raw/ that holds the source.", isin=list(SECTIONS))
    name: Series[str] = column("Name of the publisher.")
    publisher_kind: Series[str] = column("Kind of the publisher.", isin=list(ACTOR_KINDS))
    hosts: Series[object] = column("Host names under which it publishes.")
    languages: Series[object] = column("Languages of its documents (ISO 639).")
    rights: Series[str] = column("What may be kept and passed on.")
