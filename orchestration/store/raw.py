"""Reads ``raw/``, the irreplaceable folder. Nothing here writes to it, except :func:`seal`, which a person calls on a document of their own."""

import csv
import hashlib
import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from orchestration.model import strict_yaml
from orchestration.model.capture import RawFolder, SourceCard
from orchestration.model.mapping import Mapping
from orchestration.model.vocabulary import SECTIONS
from orchestration.store import removed
from orchestration.store.disk import naming

M = TypeVar("M", bound=BaseModel)

MAX_FILE_BYTES = 50_000_000
"""A larger file is not read: no document of text is that long, and reading it could exhaust memory."""


def file_bytes(path: Path) -> bytes:
    """Bytes of a file. Raises ``ValueError`` when it is no regular file (a link may lead out of ``raw/``, a pipe never ends) or too large."""
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise ValueError("a link" if stat.S_ISLNK(mode) else "not a regular file")
    with naming(path), path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ValueError(f"larger than {MAX_FILE_BYTES:,} bytes")
    return data


def _name(path: Path) -> str:
    """The path as text; bytes that are not UTF-8 are escaped, for no table could hold them."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


_MAPPINGS = "tables"
"""Folder of a source that holds the mappings of its tables."""


def sources(raw: Path, section: str) -> dict[str, SourceCard]:
    """The sources of a section by source_id. Raises ``ValueError`` naming file and field: a source misread could change what a figure means."""
    cards = {}
    for path in sorted(path for path in _section(raw, section).glob("*/source.yml") if _is_folder(path.parent)):
        card = _parsed(raw, path, SourceCard, "add-a-source")
        if card.kind not in SECTIONS[section]:
            belongs = f"kind: {card.kind} does not belong in {section}, which holds {', '.join(SECTIONS[section])}"
            raise ValueError(f"raw/{_name(path.relative_to(raw))}: {belongs}: correct the file as docs/how-to/add-a-source.md shows")
        cards[path.parent.name] = card
    return cards


def mappings(raw: Path) -> dict[tuple[str, str], Mapping]:
    """The mappings of all sources, by source_id and name. Raises ``ValueError`` naming file and field: a misread one could change every figure."""
    paths = (path for section in SECTIONS for path in sorted(_section(raw, section).glob(f"*/{_MAPPINGS}/*.yml")) if _is_folder(path.parent))
    return {(path.parents[1].name, path.stem): _parsed(raw, path, Mapping, "add-a-table") for path in paths}


def _parsed(raw: Path, path: Path, model: type[M], how_to: str) -> M:
    """The card in a file of ``raw/``. Raises ``ValueError`` naming file, field and the page that says how to write it."""
    try:
        return model.model_validate(strict_yaml.parse(file_bytes(path).decode("utf-8")))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ValueError(f"raw/{_name(path.relative_to(raw))}: {faults}: correct the file as docs/how-to/{how_to}.md shows") from error
    except ValueError as error:
        raise ValueError(f"raw/{_name(path.relative_to(raw))}: {error}: correct the file as docs/how-to/{how_to}.md shows") from error


def folders(raw: Path, section: str) -> Iterator[RawFolder]:
    """Everything in the sources of a section, as document folders in the order of their names, each read when it is asked for.

    A stray file comes as a folder without files, so that it is not overlooked.
    """
    found = []
    for source in _visible(_section(raw, section)):
        found += [path for path in _visible(source) if path.name not in ("source.yml", _MAPPINGS)] if _is_folder(source) else [source]
    for path in sorted(found, key=lambda path: _name(path.relative_to(raw))):
        yield _folder(raw, path)


def _section(raw: Path, section: str) -> Path:
    """Folder of a section. Raises ``ValueError`` when it is missing: a whole kind of source would vanish from the series."""
    if not _is_folder(raw / section):
        raise ValueError(f"raw/{section}: the folder is missing: restore it, or make it empty where no source of its kind is read")
    return raw / section


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _folder(raw: Path, folder: Path) -> RawFolder:
    files, unreadable = {}, {}
    if folder.is_symlink():
        unreadable[_name(folder.relative_to(folder.parent))] = "a link"
    for path in _visible(folder) if _is_folder(folder) else []:
        name = _name(path.relative_to(folder))
        try:
            files[name] = file_bytes(path)
        except (OSError, ValueError) as error:
            unreadable[name] = getattr(error, "strerror", None) or str(error)
    return RawFolder(_name(folder.relative_to(raw)), files, unreadable)


def codings(raw: Path, file: str) -> str:
    """Text of a codings file. Raises ``ValueError`` when it is missing, for every coded document would be read by the machine alone, or not UTF-8."""
    path = raw / "codings" / file
    if not (_is_folder(path.parent) and path.exists()):
        raise ValueError(f"raw/codings/{file}: the file is missing: restore it, or write its header where a context is new")
    try:
        return file_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"raw/codings/{file}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
    except ValueError as error:
        raise ValueError(f"raw/codings/{file}: {error}: put the file itself there") from error


def judgements(raw: Path) -> dict[str, str]:
    """Text of the judgements files by their path below ``raw/``, those of each coder in the order of their years; none before the first judgement.

    Raises ``ValueError`` when a file cannot be read: what a person rejected would come back.
    """
    texts = {}
    for path in _judgements_files(raw):
        place = _name(path.relative_to(raw))
        try:
            texts[place] = file_bytes(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValueError(f"raw/{place}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
        except ValueError as error:
            raise ValueError(f"raw/{place}: {error}: put the file itself there") from error
    return texts


def judgement_count(raw: Path) -> int:
    """Lines of the judgements files."""
    return sum(text.count("\n") + (text != "" and not text.endswith("\n")) for text in judgements(raw).values())


def _judgements_files(raw: Path) -> list[Path]:
    folder = raw / "judgements"
    return [path for path in _visible(folder) if re.fullmatch(r"\d{4}(-[A-Z]{1,2})?\.jsonl", path.name, re.ASCII)] if _is_folder(folder) else []


def strays(raw: Path, codings_files: set[str]) -> list[str]:
    """What lies in ``raw/`` where nothing reads it: at its top, among codings and judgements, and among mappings of tables."""
    known = {*SECTIONS, "codings", "judgements"}
    top = [path for path in _visible(raw) if not (path.name == removed.FILE or (path.name in known and _is_folder(path)))]
    unread = [path for path in _visible(raw / "codings") if path.name not in codings_files]
    if _is_folder(raw / "judgements"):
        read = set(_judgements_files(raw))
        unread += [path for path in _visible(raw / "judgements") if path not in read]
    tables = [path for section in SECTIONS for path in raw.glob(f"{section}/*/{_MAPPINGS}/*") if path.suffix != ".yml" or not _is_folder(path.parent)]
    return sorted(_name(path.relative_to(raw)) for path in [*top, *unread, *tables])


def record_count(raw: Path, file: str) -> int:
    """Records of a codings file, the header among them; a record may span lines."""
    return sum(1 for _ in csv.reader(io.StringIO(codings(raw, file)), strict=True))


def fingerprint(raw: Path) -> str:
    """Hash of the names, sizes and times of everything in ``raw/`` that is not hidden: it moves when a file is added, changed or removed."""
    visible = [path for path in sorted(raw.rglob("*")) if not any(part.startswith(".") for part in path.relative_to(raw).parts)]
    lines = [f"{_name(path.relative_to(raw))} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in visible if path.is_file()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seal(folder: Path) -> str:
    """Write the SHA-256 of the folder's text file into its ``capture.yml`` and return it. Raises ``ValueError`` when there is not one text file."""
    card = folder / "capture.yml"
    texts = sorted(path for path in folder.iterdir() if path.name.startswith(("document.", "abstract.")))
    if len(texts) != 1 or not card.is_file():
        raise ValueError(f"{folder}: holds {len(texts)} text files and {'a' if card.is_file() else 'no'} capture.yml: one of each is needed")
    digest = hashlib.sha256(texts[0].read_bytes()).hexdigest()
    lines = [line for line in card.read_text(encoding="utf-8").splitlines() if not re.match(r"sha256\s*:", line)]
    card.write_text("\n".join([*lines, f"sha256: {digest}"]) + "\n", encoding="utf-8")
    return digest
