"""Turns the bytes of a document file into text: one reader module per format, chosen by the file's ending.

What comes from outside is read by :mod:`orchestration.documents.sandbox`, which runs this in a process that may be killed.
"""

from collections.abc import Callable
from pathlib import PurePosixPath
from types import MappingProxyType

from orchestration.documents.readers import csv, html, mail, ocr, pdf, text, workbook
from orchestration.documents.reading import Reading

READERS = MappingProxyType[str, Callable[[bytes], Reading]]({
    ".csv": csv.read,
    ".eml": mail.read,
    ".html": html.read,
    ".md": text.read,
    ".ods": workbook.read,
    ".pdf": pdf.read,
    ".txt": text.read,
    ".xls": workbook.read,
    ".xlsx": workbook.read,
})  # fmt: skip

MAX_CHARACTERS = 5_000_000
"""Two thousand pages of prose."""


def read(file_name: str, data: bytes) -> str:
    """Text of the file. Raises ``ValueError`` as :func:`reading` does."""
    return reading(file_name, data).text


def reading(file_name: str, data: bytes, program: str | None = None) -> Reading:
    """What the reader of the file's format makes of it; ``program`` is the path of tesseract where scanned pages are to be recognised.

    Raises ``ValueError`` with the remedy when there is no reader, no text, no way to decode it, or doubt about what it says.
    """
    suffix = PurePosixPath(file_name).suffix
    if suffix not in READERS:
        raise ValueError(f"no reader for {suffix} files: use one of {', '.join(sorted(READERS))}")
    found = pdf.read(data, ocr.recogniser(program)) if program and suffix == ".pdf" else READERS[suffix](data)
    if not found.text.strip():
        raise ValueError("the file holds no text: add the text or remove the folder")
    if len(found.text) > MAX_CHARACTERS:
        raise ValueError(f"{len(found.text):,} characters, more than the {MAX_CHARACTERS:,} that are read: keep what is needed")
    if "\x00" in found.text:
        raise ValueError("the file holds NUL characters, which no text has: save its text as document.txt")
    try:
        found.text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"half a character at {error.start}: save its text as document.txt") from error
    return found
