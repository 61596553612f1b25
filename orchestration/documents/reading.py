"""What a reader makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The text of a file, what a person who reads it must know of how it was got, and whether a machine recognised it in pictures (OCR)."""

    text: str
    note: str | None = None
    is_ocr: bool = False
