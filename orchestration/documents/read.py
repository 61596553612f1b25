"""Turns the bytes of a text file into text: one reader module per format, chosen by the file's ending."""

from collections.abc import Callable
from pathlib import PurePosixPath
from types import MappingProxyType

from orchestration.documents.readers import csv, html, text

READERS = MappingProxyType[str, Callable[[bytes], str]]({".csv": csv.read, ".html": html.read, ".md": text.read, ".txt": text.read})


def read(file_name: str, data: bytes) -> str:
    """Text of the file. Raises ``ValueError`` with the remedy when there is no reader, no text, or no way to decode it."""
    suffix = PurePosixPath(file_name).suffix
    if suffix not in READERS:
        raise ValueError(f"no reader for {suffix} files: use one of {', '.join(sorted(READERS))}")
    found = READERS[suffix](data)
    if not found.strip():
        raise ValueError("the file holds no text: add the text or remove the folder")
    if "\x00" in found:
        raise ValueError("the file holds NUL characters: it is not text")
    return found
