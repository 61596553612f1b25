"""Puts documents into ``raw/``: each in a folder of its own, whole or not at all, and never over another.

The folder is named after the hash of the bytes. It is written aside, every file fsynced, and renamed into its place: whoever reads ``raw/`` sees
the whole document or none, whenever this process dies. What a killed capture left aside is swept by the next one.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from orchestration.model import strict_yaml
from orchestration.model.capture import CARD, CaptureCard
from orchestration.store.disk import fsync, naming

_DRAFT = ".draft-"


@contextmanager
def one_keeper(raw: Path, var: Path) -> Iterator[None]:
    """Let one process at a time put documents into ``raw/``, and sweep what a killed one left aside."""
    var.mkdir(parents=True, exist_ok=True)
    with FileLock(var / "capture.lock"):
        for leftover in raw.glob(f"*/*/{_DRAFT}*"):
            with naming(leftover):
                shutil.rmtree(leftover)
        yield


def last_kept(source: Path) -> dict[str, tuple[str, str]]:
    """The instant and the hash of what was last captured from every address of a source, as far as its bytes are here."""
    found: dict[str, tuple[str, str]] = {}
    for path in source.glob(f"*/{CARD}"):
        try:
            card = CaptureCard.model_validate(strict_yaml.parse(path.read_text(encoding="utf-8")))
        except (ValueError, OSError):
            continue  # the next refresh sets the folder aside and says why
        # whoever cloned the repository has the certificate alone: the document is captured anew
        if card.retrieved_at is not None and "T" in card.retrieved_at and next(path.parent.glob("document.*"), None) is not None:
            found[card.url] = max(found.get(card.url, ("", "")), (card.retrieved_at, card.sha256))
    return found


def document(source: Path, digest: str) -> Path | None:
    """The file of that hash that was captured for a source; None where it lies under another name, as a person may have put it."""
    return next((path for path in sorted(source.glob(f"*_{digest[:16]}/document.*")) if path.is_file()), None)


def keep(source: Path, instant: str, document: str, files: Mapping[str, bytes]) -> Path:
    """Put the files into a folder of their own and return it. ``document`` names the file whose hash is in the folder's name; ``instant`` begins it.

    Raises ``OSError`` when it cannot be written; the whole document is in its place then, or nothing. The caller holds :func:`one_keeper`.
    """
    digest = hashlib.sha256(files[document]).hexdigest()[:16]
    folder, draft = source / f"{instant[:10]}_{digest}", source / f"{_DRAFT}{digest}"
    if folder.exists():  # what it was, after it had been something else, on one day
        folder = source / f"{instant.replace(':', '')}_{digest}"
    try:
        draft.mkdir()
        for file, data in files.items():
            _write(draft / file, data)
        fsync(draft)
        draft.rename(folder)
        fsync(source)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by the bytes, or leave it as it is: nobody sees half of it, whenever this process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        _write(draft, data)
        os.replace(draft, path)
        fsync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with naming(path), path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
