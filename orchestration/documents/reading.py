"""What a reader makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The text of a file, what a person who reads it must know of how it was got, and whether a machine recognised it in pictures (OCR)."""

    text: str
    note: str | None = None
    is_ocr: bool = False


class ScannedError(ValueError):
    """Pages of a file are pictures of text."""

    def __init__(self, pages: list[int]) -> None:
        super().__init__(f"{pages_named(pages)}: scanned, without text: needs OCR, as docs/how-to/add-a-document.md shows")
        self.pages = pages


def pages_named(pages: list[int], most: int = 20) -> str:
    """The pages for a sentence, the first few of them."""
    shown = ", ".join(map(str, pages[:most])) + (" …" if len(pages) > most else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"
