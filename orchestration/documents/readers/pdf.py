"""Reads PDF files with two engines that share no code: pdfium (Chromium's) gives the text, pypdf must find the same numbers on every page.

The text of a page ends at a form feed, so that the number of the page follows from the offset. A page of pictures without text is a scan.
"""

import io
import logging
import re

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from orchestration.documents.numbers import named, numbers
from orchestration.documents.reading import Reading
from orchestration.model.sheet import PAGE

MAX_PAGES = 2_000

_SCANNED_SHARE = 0.5
"""A page without text is a scan when pictures cover this share of it; a logo on an empty page is none."""
_HYPHEN_AT_LINE_END = "\x02"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(data: bytes) -> Reading:
    """Text of the pages, parted by form feeds.

    Raises ``ValueError`` with the remedy when the file is damaged, encrypted, too long, holds no text or pages that are scans, and when the two
    engines do not find the same numbers on a page: a person must look.
    """
    firsts, scans = _first(data)
    seconds = _second(data)
    if len(firsts) != len(seconds):
        raise ValueError(f"one reader finds {len(firsts)} pages, the other {len(seconds)}: print it to a new PDF, or save its text as document.txt")
    faults = [fault for page, texts in enumerate(zip(firsts, seconds, strict=True), start=1) if (fault := _disagreement(page, *texts))]
    if faults:
        raise ValueError(f"two readers do not agree on the numbers: {'; '.join(faults[:5])}: look at the page and save its text as document.txt")
    if scans:
        pages = ", ".join(map(str, scans[:20])) + (" …" if len(scans) > 20 else "")
        raise ValueError(f"{'page' if len(scans) == 1 else 'pages'} {pages}: scanned, without text: needs OCR")
    if not any(first.strip() for first in firsts):
        raise ValueError("no page holds text: save the text as document.txt")
    return Reading(PAGE.join(firsts))


def _disagreement(page: int, first: str, second: str) -> str | None:
    one, other = numbers(first), numbers(second)
    if one == other:
        return None
    sides = [f"only one has {named(only)}" for only in (one - other, other - one) if only]
    return f"page {page}: {', '.join(sides)}"


def _first(data: bytes) -> tuple[list[str], list[int]]:
    """Texts of the pages as pdfium reads them, and the numbers of the pages that are scans."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                raise ValueError(f"{len(document):,} pages, more than the {MAX_PAGES:,} that are read: keep the pages that are needed")
            texts, scans = [], []
            for number in range(len(document)):
                page = document[number]
                text = _tidy(page.get_textpage().get_text_bounded())
                texts.append(text)
                if not text.strip() and _pictured_share(page) >= _SCANNED_SHARE:
                    scans.append(number + 1)
                page.close()
            return texts, scans
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ValueError("the file is encrypted: save a copy that opens without a password") from error
        raise ValueError(f"damaged or no PDF ({error}): fetch it again, or print it to a new PDF") from error


def _pictured_share(page: pypdfium2.PdfPage) -> float:
    """Share of the page that its largest picture covers."""
    width, height = page.get_size()
    areas = [abs((right - left) * (top - bottom)) for left, bottom, right, top in _pictures(page)]
    return float(max(areas, default=0.0) / max(width * height, 1.0))


def _pictures(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    return [found.get_bounds() for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]


def _tidy(text: str) -> str:
    """The text with plain line ends; a word that a hyphen broke at the end of a line is whole again."""
    return _CONTROL.sub("", text.replace(_HYPHEN_AT_LINE_END, "").replace("\r\n", "\n").replace("\r", "\n")).rstrip()


def _second(data: bytes) -> list[str]:
    """Texts of the pages as pypdf reads them."""
    try:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise ValueError("the file is encrypted: save a copy that opens without a password") from error
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"damaged: the second reader gave up ({type(error).__name__}: {error}): print it to a new PDF") from error
