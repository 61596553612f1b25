"""Reads PDF files with two engines that share no code: pdfium (Chromium's) gives the text, pypdf must find the same numbers on every page.

The text of a page ends at a form feed, so that the number of the page follows from the offset. A page that shows no text but a picture of it is a
scan; so is one whose font does not say which letters it shows.
"""

import io
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from orchestration.documents.numbers import named, numbers
from orchestration.documents.reading import Reading, ScannedError, pages_named
from orchestration.model.sheet import PAGE

MAX_PAGES = 2_000

_SCANNED_SHARE = 0.5
"""A page without text is a scan when a picture covers this share of it; a logo on an empty page is none."""
_DRAWN_PATHS = 100
"""A page without text on which more lines are drawn than this shows letters as drawings."""
_UNKNOWN_SHARE = 0.05
"""A page is not read when this share of its characters has no meaning: its font does not say which letters it shows."""

_HYPHEN_AT_LINE_END = "\x02"
_UNKNOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd-\uffff]")
_DAMAGE = re.compile(r"^Error -|PdfReadError|not found|invalid|Invalid")
"""What the second engine notes when it goes on after a part it could not read."""


@dataclass(frozen=True)
class _Page:
    """A page as pdfium reads it: its text, whether what it shows is no text but a picture of it, and whether its text is unseen behind a picture."""

    text: str
    is_picture: bool
    is_unseen: bool = False


def read(data: bytes, recognise: Callable[[pypdfium2.PdfPage], str] | None = None) -> Reading:
    """Text of the pages, parted by form feeds; that of scanned pages only where ``recognise`` turns a page into text.

    Raises ``ValueError`` with the remedy when the file is damaged, encrypted, too long or holds no text, and when the two engines do not find the
    same numbers on a page: a person must look. Raises :class:`ScannedError` when pages are scans and nothing recognises them.
    """
    pages = _first(data)
    seconds, damages = _second(data)
    if len(pages) != len(seconds):
        raise ValueError(f"one reader finds {len(pages)} pages, the other {len(seconds)}: print it to a new PDF, or save its text as document.txt")
    faults = [fault for number, both in enumerate(zip(pages, seconds, strict=True), start=1) if (fault := _disagreement(number, *both))]
    if faults:
        raise ValueError(f"two readers do not agree: {'; '.join(faults[:5])}: look at the page and save its text as document.txt")
    scans = [number for number, page in enumerate(pages, start=1) if page.is_picture]
    if damages and (scans or any(not page.text for page in pages)):
        raise ValueError(f"a page is empty and the file is damaged ({damages[0]}): fetch it again, or print it to a new PDF")
    texts = [page.text for page in pages]
    if scans and recognise is None:
        raise ScannedError(scans)
    recognised = [number for number, page in enumerate(pages, start=1) if page.is_unseen]
    if scans and recognise is not None:
        with pypdfium2.PdfDocument(data) as document:
            for number in scans:
                texts[number - 1] = _tidy(recognise(document[number - 1]))
        recognised += [number for number in scans if texts[number - 1]]  # where nothing is recognised, a picture is a picture
    if not any(texts):
        raise ValueError("no page holds text: save the text as document.txt")
    note = f"recognised by a machine (OCR): {pages_named(sorted(recognised))}" if recognised else None
    return Reading(PAGE.join(texts), note, is_ocr=bool(recognised))


def _disagreement(number: int, page: _Page, second: str) -> str | None:
    if page.is_picture:
        return None
    if not page.text and second.strip():
        return f"page {number}: only one finds text"
    one, other = numbers(page.text), numbers(second)
    sides = [f"only one has {named(only)}" for only in (one - other, other - one) if only]
    return f"page {number}: {', '.join(sides)}" if sides else None


def _first(data: bytes) -> list[_Page]:
    """The pages as pdfium reads them."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                raise ValueError(f"{len(document):,} pages, more than the {MAX_PAGES:,} that are read: keep the pages that are needed")
            return [_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ValueError("the file is encrypted: save a copy that opens without a password") from error
        raise ValueError(f"damaged or no PDF ({error}): fetch it again, or print it to a new PDF") from error


def _page(page: pypdfium2.PdfPage) -> _Page:
    shown = page.get_textpage().get_text_bounded().replace(_HYPHEN_AT_LINE_END, "")
    if len(_UNKNOWN.findall(shown)) > _UNKNOWN_SHARE * len(shown):
        return _Page("", is_picture=True)
    text, is_picture = _tidy(shown), _is_picture(page)
    return _Page(text, is_picture=is_picture and not text, is_unseen=is_picture and bool(text) and _is_unseen(page))


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers much of the page, or letters may be drawn on it line by line."""
    width, height = page.get_size()
    drawn = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]))
    bounds = [found.get_bounds() for found in drawn if found.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    largest = max((abs((right - left) * (top - bottom)) for left, bottom, right, top in bounds), default=0.0)
    return largest >= _SCANNED_SHARE * width * height > 0 or len(drawn) - len(bounds) > _DRAWN_PATHS


def _is_unseen(page: pypdfium2.PdfPage) -> bool:
    """Whether no letter of the page is drawn: a machine that recognised a scan leaves its text so."""
    modes = {pdfium.FPDFTextObj_GetTextRenderMode(found.raw) for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])}
    return modes == {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE}


def _tidy(text: str) -> str:
    """The text with plain line ends, without characters that no font explains."""
    return _UNKNOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE, "\n")).strip()


def _second(data: bytes) -> tuple[list[str], list[str]]:
    """Texts of the pages as pypdf reads them, and what it says was damaged."""
    said = _Said()
    logger = logging.getLogger("pypdf")
    logger.addHandler(said)
    try:
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise ValueError("the file is encrypted: save a copy that opens without a password") from error
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError, NotImplementedError) as error:
        raise ValueError(f"damaged: the second reader gave up ({type(error).__name__}: {error}): print it to a new PDF") from error
    finally:
        logger.removeHandler(said)
    return texts, [line for line in said.lines if _DAMAGE.search(line)]


class _Said(logging.Handler):
    """Keeps what is logged, and shows it to nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage()[:120])


logging.getLogger("pypdf").propagate = False
