"""One of each bad kind among the good ones of the small raw."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import small_raw

GOOD = small_raw.DOCUMENTS[0]


def rewritten(old: str, new: str) -> Callable[[Path], None]:
    """A fault in ``capture.yml``."""

    def break_it(folder: Path) -> None:
        card = folder / "capture.yml"
        text = card.read_text(encoding="utf-8")
        assert old in text
        card.write_text(text.replace(old, new), encoding="utf-8")

    return break_it


def holding(name: str, data: bytes) -> Callable[[Path], None]:
    """A file in the folder that is not to be there or not to be so."""
    return lambda folder: (folder / name).write_bytes(data) and None


def sealed(name: str, data: bytes) -> Callable[[Path], None]:
    """A text that is not readable, although its hash is right."""

    def break_it(folder: Path) -> None:
        (folder / GOOD.file_name).unlink()
        (folder / name).write_bytes(data)
        document = replace(GOOD, slug="x", file_name=name)
        text = small_raw.card(document, data)
        (folder / "capture.yml").write_text(text, encoding="utf-8")

    return break_it


def without_card(folder: Path) -> None:
    (folder / "capture.yml").unlink()


def without_text(folder: Path) -> None:
    (folder / GOOD.file_name).unlink()


def dangling(folder: Path) -> None:
    (folder / GOOD.file_name).unlink()
    (folder / GOOD.file_name).symlink_to(folder / "nowhere")


def enormous(folder: Path) -> None:
    with (folder / GOOD.file_name).open("r+b") as file:
        file.truncate(50_000_001)


BAD_FOLDERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "no-card": (without_card, "the file is missing"),
    "unknown-field": (rewritten("title:", "headline:"), "Extra inputs are not permitted"),
    "an-alias": (rewritten("title: an-alias", "title: &a x\nnote: *a"), "an alias is not allowed here"),
    "not-yaml": (rewritten("title: ", "title: [ "), "expected"),
    "no-date": (rewritten("published_on: 2023-04-12", "published_on: 12 April"), "is not a date"),
    "of-the-future": (rewritten("published_on: 2023-04-12", "published_on: 2024-07"), "is in the future"),
    "another-context": (rewritten(f"context: {small_raw.CONTEXT.code}", "context: nowhere"), "is unknown"),
    "another-source": (rewritten("source: open_cells_network", "source: the_lantern"), "is not the folder the document lies in"),
    "another-hash": (rewritten("sha256: ", "sha256: 0000000000000000000000000000000000000000000000000000000000000000 #"), "not the hash of"),
    "not-an-address": (rewritten("url: https:", "url: javascript:"), "URL"),
    "two-texts": (holding("abstract.txt", b"Another text.\n"), "two documents in one folder"),
    "strange-file": (holding("notes.md", b"To do.\n"), "does not hold this file"),
    "no-text": (without_text, "no document.* and no abstract.md"),
    "dangling": (dangling, "a link"),
    "enormous": (enormous, "larger than"),
    "not-utf8": (sealed("abstract.md", b"Murieron 9 personas \xff.\n"), "not UTF-8 at byte"),
    "nul": (sealed("abstract.md", b"9 people\x00 died.\n"), "NUL"),
    "blank": (sealed("abstract.md", b" \n\n"), "holds no text"),
    "no-reader": (sealed("document.docx", b"PK\x03\x04"), "no reader for .docx"),
    "wide-table": (sealed("document.csv", b"a,b\n1,2,3\n"), "line 2: 3 fields"),
    "empty-page": (sealed("document.html", b"<html><body></body></html>"), "no main text"),
}
"""Fault by name of the folder, and words of the reason that must be given for it."""

_ROW = small_raw.coding(0, GOOD.folder, "Open Cells Network", "custodial_deaths", 91, "2023-03-31")
BAD_ROWS: dict[str, tuple[dict[str, str], str]] = {
    "B-empty": ({"measure": ""}, "is empty"),
    "B-unknown": ({"measure": "escapes"}, "'escapes' is unknown"),
    "B-set-aside": ({"document": "ngo_reports/open_cells_network/2023-04-12_blank"}, "was set aside"),
    "B-number": ({"value": "1,000"}, "is not a whole number"),
    "B-bounds": ({"qualifier": "between", "value": "", "value_low": "9", "value_high": "3"}, "is above value_high"),
    "B-qualifier": ({"qualifier": "at_least"}, "at_least does not go with"),
    "B-future": ({"period_end": "2024-07-01"}, "is in the future"),
    "B-before": ({"period_end": "1999-12-31"}, "the earliest day the context counts"),
    "B-window": ({"period_start": "2023-05-01"}, "is after period_end"),
    "B-precision": ({"date_precision": "month"}, "is not the precision of period_end"),
    "B-other": ({"measure": "other"}, "is empty although measure is other"),
    "S001": ({}, "is the key of another row"),
}
"""Cells that spoil a good row, by the row's key, and words of the reason."""


def write(raw: Path) -> None:
    """All of them; a document that is there already, and a coding; a file in no folder, a source without a card, a row with too few cells."""
    for name, (break_it, _) in BAD_FOLDERS.items():
        document = replace(GOOD, slug=name, text=f"{GOOD.text}\n{name}\n")
        folder = small_raw.write_document(raw, document)
        card = (folder / "capture.yml").read_text(encoding="utf-8").replace(f"title: {name.replace('-', ' ')}", f"title: {name}")
        (folder / "capture.yml").write_text(card, encoding="utf-8")
        break_it(folder)
    small_raw.write_document(raw, replace(GOOD, slug="same-bytes"))
    (raw / "ngo_reports" / "stray.txt").write_text("Not in a folder.\n", encoding="utf-8")
    orphan = small_raw.write_document(raw, replace(GOOD, source="nobody", text="Nine people died.\n"))
    (orphan.parent / "source.yml").unlink()
    for key, (cells, _) in BAD_ROWS.items():
        small_raw.append_coding(raw, _ROW | {"coding_id": key} | cells)
    small_raw.append_coding(raw, small_raw.CODINGS[0])
    with (raw / small_raw.CODINGS_FILE).open("a", encoding="utf-8") as file:
        file.write(f"B-short,{GOOD.folder},too few cells\n")
