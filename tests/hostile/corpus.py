"""The hostile corpus: several hundred files, made from nothing but this folder, the same every time."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.archives import archives
from tests.hostile.listings import listings
from tests.hostile.pages import pages
from tests.hostile.portable import portable
from tests.hostile.words import words


@dataclass(frozen=True)
class Hostile:
    """One file: what it does, how it is named (a feed: its kind), and what makes its bytes."""

    does: str
    file_name: str
    make: Callable[[], bytes]


def corpus() -> list[Hostile]:
    """Every file, none of them made yet."""
    return [
        *(Hostile(f"page: {does}", "document.html", make) for does, make in pages()),
        *(Hostile(f"PDF: {does}", "document.pdf", make) for does, make in portable()),
        *(Hostile(f"workbook: {does}", file_name, make) for does, file_name, make in archives()),
        *(Hostile(f"words: {does}", file_name, make) for does, file_name, make in words()),
        *(Hostile(f"{kind}: {does}", kind, make) for does, kind, make in listings()),
    ]
