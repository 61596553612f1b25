"""Tables of bodies of other contexts than that of the small raw: a form, one whose columns moved, and two editions of a yearly file."""

import hashlib
import shutil
from pathlib import Path

import small_raw
from invented_tables import EARLIER, FORM, LATER, earlier_edition, later_edition, prison_form
from world import ROOT

from orchestration import contexts
from orchestration.model import strict_yaml

SECTION = "government_statements"
MOVED = prison_form().replace("stock,entries", "entries,stock", 1)

FOLDERS = 4
"""How many documents :func:`write` adds."""


def write(raw: Path) -> None:
    _write(raw, FORM, prison_form(), "2017-12-01", "document.csv")
    _write(raw, FORM, MOVED, "2018-06-01", "document.csv")
    _write(raw, EARLIER, earlier_edition(), "2019-07-31")
    _write(raw, LATER, later_edition(), "2020-10-20")


def counted_in() -> tuple[str, ...]:
    """The contexts that the tables count in; the documents of the small raw count elsewhere."""
    found = tuple(sorted({_context(ROOT / "raw" / SECTION / mapping) for mapping in (FORM, EARLIER, LATER)}))
    assert small_raw.CONTEXT.code not in found
    return found


def _context(mapping: Path) -> str:
    """The context whose catalogue has the origin of a mapping."""
    origin = strict_yaml.parse(mapping.read_text(encoding="utf-8"))["origin"].lower()
    cards = map(contexts.load, contexts.available())
    return next(card.code for card in cards if any(origin in body.names for body in card.origins.values()))


def _write(raw: Path, mapping: str, text: str, published_on: str, file_name: str = "document.txt") -> None:
    source = mapping.partition("/")[0]
    if not (raw / SECTION / source).is_dir():
        shutil.copytree(ROOT / "raw" / SECTION / source, raw / SECTION / source)
    folder = raw / SECTION / source / f"{published_on}_table"
    folder.mkdir()
    (folder / file_name).write_text(text, encoding="utf-8", newline="")
    card = {
        "source": source,
        "context": _context(raw / SECTION / mapping),
        "url": f"https://example.org/{source}",
        "title": "an invented table",
        "language": "en",
        "published_on": published_on,
        "published_on_known_from": "page",
        "retrieved_at": "",
        "text_kind": "original",
        "mapping": Path(mapping).stem,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (folder / "capture.yml").write_text("".join(f"{name}: {value}\n" for name, value in card.items()), encoding="utf-8")
