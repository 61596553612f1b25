"""Reads document folders: birth certificate checked, hash checked, text read; what is not understood is set aside with its faults.

Pure: folders come in as bytes, rows go out. Which folders there are is the store's business.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

import pandas as pd
from pydantic import ValidationError

from orchestration.documents.reading import Reading
from orchestration.documents.sandbox import Sandbox
from orchestration.model import strict_yaml
from orchestration.model.capture import CARD, WARC, Capture, CaptureCard, RawFolder, SourceCard
from orchestration.model.dates import EARLIEST_YEAR, first_day
from orchestration.model.document import Document
from orchestration.model.memory import Memory, recalled
from orchestration.model.quarantine import Fault
from orchestration.model.schema import records

AT_ONCE = 1_000
"""Most folders of a piece: this many documents are in memory at once from here to their claims."""
MOST_TEXT = 4_000_000
"""Most characters of a piece with more than one document: a thousand long ones would not fit in memory with all that is read in them."""

Read = Callable[[str, bytes, str], Reading]
"""Gives the reading of a file by its name, its bytes and their hash."""


def read_folders(
    folders: Iterable[RawFolder],
    sources: Mapping[str, SourceCard],
    section: str,
    contexts: frozenset[str],
    today: date,
    removed: Container[str] = (),
    ocr: str | None = None,
    memory: Memory | None = None,
) -> Iterator[pd.DataFrame]:
    """One row per folder (model Capture), in their order, in pieces of ``AT_ONCE`` folders or ``MOST_TEXT``. No folder is one empty piece.

    ``sources`` are the cards of the section by source_id, ``contexts`` the codes a document may name, ``removed`` the hashes of what was taken down,
    ``ocr`` the program that recognises scanned pages. ``memory`` belongs to this engine; what was refused is read again, for a file that needed too
    much of a busy machine may pass on another day.
    """
    remembered = {} if memory is None else memory
    with Sandbox(program=ocr) as sandbox:

        def read(file_name: str, data: bytes, document_id: str) -> Reading:
            key = ("text", document_id, PurePosixPath(file_name).suffix, ocr)
            return Reading(**recalled(remembered, key, lambda: vars(sandbox.reading(file_name, data))))

        rows = (
            _taken_down(folder, section) if _is_removed(folder, removed) else _read_folder(folder, sources, section, contexts, today, read)
            for folder in folders
        )
        for piece in _pieces(rows):
            yield pd.DataFrame(piece, columns=list(Capture.to_schema().columns))


def _pieces(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    piece: list[dict[str, object]] = []
    left = MOST_TEXT
    for row in rows:
        size = len(str(row["text"] or ""))
        if piece and (len(piece) == AT_ONCE or size > left):
            yield piece
            piece, left = [], MOST_TEXT
        piece.append(row)
        left -= size
    yield piece


def _is_removed(folder: RawFolder, removed: Container[str]) -> bool:
    return any(hashlib.sha256(data).hexdigest() in removed for name, data in folder.files.items() if name != CARD)


def _taken_down(folder: RawFolder, section: str) -> dict[str, object]:
    """Set aside without a word of what it says."""
    fault = Fault(folder.folder, "these bytes were taken down", "remove the folder: raw/removed.jsonl says since when and why")
    row: dict[str, object] = dict.fromkeys(Capture.to_schema().columns)
    return row | {"folder": folder.folder, "section": section, "outcome": "quarantined", "faults": [vars(fault)]}


def _read_folder(
    folder: RawFolder, sources: Mapping[str, SourceCard], section: str, contexts: frozenset[str], today: date, read: Read
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(Capture.to_schema().columns)
    faults = [Fault(name, reason, "put a readable file of its own there") for name, reason in sorted(folder.unreadable.items())]
    card = _read_card(folder, faults)
    file_name = _text_file(folder, faults)
    if card is not None:
        faults += _check_card(card, folder, sources, contexts, today)
        fields = card.model_dump()
        row |= {name: fields[name] for name in row.keys() & fields.keys()}
        row |= {"source_id": card.source, "context_id": card.context, "original_language": card.original_language or card.language}
        row["publisher_kind"] = sources[card.source].kind if card.source in sources else None
    if file_name is not None:
        data = folder.files[file_name]
        document_id = hashlib.sha256(data).hexdigest()
        row |= {"file_name": file_name, "document_id": document_id}
        row["text_kind"] = "abstract" if file_name.startswith("abstract.") else "original"
        faults += _check_bytes(card, file_name, data)
        try:
            found = read(file_name, data, document_id)
            row |= {"text": found.text, "note": "; ".join(str(note) for note in (row["note"], found.note) if note) or None}
            row["text_kind"] = "ocr" if found.is_ocr else row["text_kind"]
        except ValueError as error:
            faults.append(Fault(file_name, str(error), "mend the file, then run 'detention seal' on the folder"))
    outcome = "quarantined" if faults else "accepted"
    return row | {"folder": folder.folder, "section": section, "outcome": outcome, "faults": [vars(fault) for fault in faults]}


def _read_card(folder: RawFolder, faults: list[Fault]) -> CaptureCard | None:
    if CARD in folder.unreadable:
        return None
    if CARD not in folder.files:
        faults.append(Fault(CARD, "the file is missing", "write it as docs/how-to/add-a-document.md shows"))
        return None
    try:
        return CaptureCard.model_validate(strict_yaml.parse(folder.files[CARD].decode("utf-8")))
    except ValidationError as error:
        faults += [
            Fault(f"{CARD}: {'.'.join(map(str, fault['loc']))}", fault["msg"], "correct the field as docs/how-to/add-a-document.md shows")
            for fault in error.errors()
        ]
    except UnicodeDecodeError as error:
        faults.append(Fault(CARD, f"not UTF-8 at byte {error.start}", "save the file as UTF-8"))
    except ValueError as error:
        faults.append(Fault(CARD, str(error), "correct the line"))
    return None


def _text_file(folder: RawFolder, faults: list[Fault]) -> str | None:
    """The file to read: the original where it is kept, else the abstract."""
    strange = [name for name in folder.files if name not in (CARD, WARC) and not name.startswith(("document.", "abstract."))]
    faults += [Fault(name, "a document folder does not hold this file", "move it elsewhere") for name in sorted(strange)]
    originals = sorted(name for name in folder.files if name.startswith("document."))
    abstracts = sorted(name for name in folder.files if name.startswith("abstract."))
    if len(originals) > 1 or len(abstracts) > 1:
        faults.append(Fault(", ".join(originals + abstracts), "two documents in one folder", "give each document a folder of its own"))
        return None
    if not originals and not abstracts and not folder.unreadable:
        faults.append(Fault(folder.folder, "no document.* and no abstract.md", "add the text or remove the folder"))
    return next(iter(originals + abstracts), None)


def _check_card(card: CaptureCard, folder: RawFolder, sources: Mapping[str, SourceCard], contexts: frozenset[str], today: date) -> list[Fault]:
    faults = []
    if folder.folder.split("/")[1] != card.source:
        faults.append(Fault(f"{CARD}: source", f"{card.source} is not the folder the document lies in", "name the source of the folder"))
    elif card.source not in sources:
        faults.append(Fault(f"{CARD}: source", f"{card.source} has no source.yml", "write it as docs/how-to/add-a-source.md shows"))
    if card.context is not None and card.context not in contexts:
        faults.append(Fault(f"{CARD}: context", f"{card.context} is unknown", f"use one of {', '.join(sorted(contexts))} or leave it empty"))
    for field, text in (("published_on", card.published_on), ("retrieved_at", card.retrieved_at)):
        day = None if text is None else first_day(text[:10])
        if day is not None and day > today:
            faults.append(Fault(f"{CARD}: {field}", f"{text} is in the future", "correct the date"))
        if day is not None and day.year < EARLIEST_YEAR:
            faults.append(Fault(f"{CARD}: {field}", f"{text} is before {EARLIEST_YEAR}", "correct the date"))
    return faults


def _check_bytes(card: CaptureCard | None, file_name: str, data: bytes) -> list[Fault]:
    """The hash on the card is that of the file it was written for; an original kept beside its abstract brings its own bytes."""
    if card is None or (card.text_kind == "abstract" and file_name.startswith("document.")):
        return []
    if card.text_kind == "original" and file_name.startswith("abstract."):
        return [Fault(f"{CARD}: text_kind", "original, but the folder holds an abstract", "write text_kind: abstract")]
    if hashlib.sha256(data).hexdigest() != card.sha256:
        return [Fault(f"{CARD}: sha256", f"not the hash of {file_name}", "if the change is meant, run 'detention seal' on the folder")]
    return []


def mark_duplicates(captures: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The captures of all sections (model Capture), piece by piece; of accepted folders with the same bytes, all but the first are duplicates."""
    first: dict[str, str] = {}
    for piece in captures:
        accepted = piece["document_id"].where(piece["outcome"] == "accepted")
        originals = [
            folder if pd.isna(document_id) else first.setdefault(document_id, folder)
            for folder, document_id in zip(piece["folder"], accepted, strict=True)
        ]
        repeats = piece["folder"] != pd.Series(originals, index=piece.index, dtype="object")
        faults = [
            [vars(Fault(folder, f"same bytes as {original}", "remove one of the folders"))] if repeat else found
            for folder, original, repeat, found in zip(piece["folder"], originals, repeats, piece["faults"], strict=True)
        ]
        yield piece.assign(outcome=piece["outcome"].mask(repeats, "duplicate"), faults=pd.Series(faults, index=piece.index, dtype="object"))


Versions = Mapping[str, tuple[str | None, str | None]]
"""From which day and to which day the addresses of a document gave it, by document_id."""


def documents(captures: pd.DataFrame, versions: Versions) -> pd.DataFrame:
    """The accepted captures as documents (model Document), in their order, with the days between which their addresses gave them."""
    accepted = captures[captures["outcome"] == "accepted"]
    days = [versions.get(document_id, (None, None)) for document_id in accepted["document_id"]]
    met = accepted.assign(
        retrieved_at=accepted["retrieved_at"].str[:10],
        version_from=pd.Series([begin for begin, _ in days], index=accepted.index, dtype="object"),
        version_to=pd.Series([end for _, end in days], index=accepted.index, dtype="object"),
    )
    return met[list(Document.to_schema().columns)].reset_index(drop=True)


VERSIONED = ("folder", "outcome", "document_id", "source_id", "url", "retrieved_at")
"""What of all captures says which text took the place of which."""


def versions(captures: pd.DataFrame) -> Versions:
    """From which day and to which day the addresses of a document gave it, where they gave others before or after. ``captures`` has ``VERSIONED``.

    Only captures whose instant is known can be put in order. What one address gave first, or gives last, is no version that came or went.
    """
    captures = captures[captures["outcome"] != "quarantined"]
    is_dated = captures["retrieved_at"].str.contains("T", na=False)
    first, last = set(captures.loc[~is_dated, "document_id"]), set(captures.loc[~is_dated, "document_id"])
    begun: dict[str, str] = {}
    ended: dict[str, str] = {}
    for _, given in captures[is_dated].sort_values(["retrieved_at", "folder"]).groupby(["source_id", "url"]):
        steps = [(row["document_id"], row["retrieved_at"][:10]) for row in records(given)]
        first.add(steps[0][0])
        last.add(steps[-1][0])
        for (before, _), (after, day) in pairwise(steps):
            if before != after:
                begun[after] = min(begun.get(after, day), day)
                ended[before] = max(ended.get(before, day), day)
    return {
        document_id: (None if document_id in first else begun.get(document_id), None if document_id in last else ended.get(document_id))
        for document_id in begun.keys() | ended.keys()
    }
