"""Takes a document down: its bytes, its codings, and everything that was derived from it, so that a hash and a reason are all that stays.

What is being taken down is noted in ``var/`` until it is done: a takedown that died is finished by asking for it again.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from orchestration import contexts
from orchestration.documents.sandbox import Sandbox
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import Settings
from orchestration.store import integrity, lake, memory, published, raw, releases, removed, seen, swap, warehouse
from orchestration.store.kept import one_keeper, write_whole
from orchestration.store.lock import one_writer
from orchestration.store.mentions import Mention, mentions


@dataclass(frozen=True)
class TakenDown:
    """What a takedown removed from ``raw/``: the folders, below it, and how many codings."""

    folders: list[str]
    codings: int


def find(settings: Settings, asked: str) -> dict[str, list[str]]:
    """The document folders that are asked for, below ``raw/``, and those that hold the same bytes, each with the hashes of its texts.

    ``asked`` is a folder, a document_id, or a beginning of one (8 letters or more). Raises ``ValueError`` when it names none, or several documents.
    """
    wanted = asked.removeprefix("raw/").rstrip("/")
    known = removed.unfinished(settings.var)
    for section in SECTIONS:
        for folder in raw.folders(settings.raw, section):
            hashes = [hashlib.sha256(data).hexdigest() for name, data in sorted(folder.files.items()) if name.startswith(("document.", "abstract."))]
            known[folder.folder] = sorted({*hashes, *known.get(folder.folder, [])})
    found = {
        folder: hashes
        for folder, hashes in known.items()
        if folder == wanted or (len(wanted) >= 8 and any(digest.startswith(wanted) for digest in hashes))
    }
    if not found:
        raise ValueError(f"{asked!r} is no folder of raw/ and no document_id: the table dim_documents has both")
    if len({tuple(hashes) for hashes in found.values()}) > 1:
        raise ValueError(f"{asked!r} names {len(found)} documents: say more of its document_id, or its folder")
    bytes_of_it = {digest for hashes in found.values() for digest in hashes}
    return {folder: hashes for folder, hashes in known.items() if folder in found or bytes_of_it & set(hashes)}


@dataclass(frozen=True)
class Marks:
    """What tells of documents wherever it stands: their folders, their hashes and the keys of their claims; and their texts."""

    names: list[str]
    texts: list[str]


def marks(settings: Settings, found: dict[str, list[str]]) -> Marks:
    """The marks of what is asked for, as long as it and the release that holds its claims are there."""
    digests = sorted({digest for hashes in found.values() for digest in hashes})
    texts = []
    with Sandbox() as sandbox:
        for section in SECTIONS:
            for folder in (one for one in raw.folders(settings.raw, section) if one.folder in found):
                for name, data in folder.files.items():
                    if name.startswith(("document.", "abstract.")):
                        with suppress(ValueError):
                            texts.append(sandbox.reading(name, data).text)
    claims = published.claims_of(settings.releases, digests) if releases.current(settings.releases) else []
    return Marks([*found, *digests, *claims], texts)


def left(settings: Settings, of: Marks) -> list[Mention]:
    """Lines that people wrote or failed runs left that still tell of it, after all else is done."""
    return list(mentions(settings.raw, settings.var, of.names, of.texts))


def take_down(settings: Settings, found: dict[str, list[str]], reason: str, today: date) -> TakenDown:
    """Remove the folders and what is derived from them before the next refresh. The line in ``raw/removed.jsonl`` is written first.

    Raises ``RefreshUnderwayError`` while a refresh runs; waits while a capture does.
    """
    with one_writer(settings.var), one_keeper(settings.raw, settings.var):
        write_whole(settings.var / removed.UNFINISHED, json.dumps(removed.unfinished(settings.var) | found).encode())
        for hashes in found.values():
            for digest in hashes:
                removed.bury(settings.raw, removed.Removal(digest, today.isoformat(), reason))
        files = [settings.raw / "codings" / contexts.load(code).codings for code in contexts.available()]
        codings = sum(removed.remove_codings(file, folder) for file in files for folder in found if file.is_file())
        for folder in found:
            removed.remove_folder(settings.raw / folder)
        memory.forget(settings.var)
        seen.forget(settings.var)
        lake.discard(settings.lake)
        warehouse.discard(settings.build_file)
        removed.remove_folder(settings.rebuild)
    return TakenDown(sorted(found), codings)


def finish(settings: Settings, found: dict[str, list[str]]) -> None:
    """The last step, after a refresh: remove the releases before the current one, which was made without the document, what was made of them
    (the explorer, the exports: ``make site`` and ``make exports`` make them anew), and the private build.

    The build has read the release before, to say what changed.
    """
    releases.keep_only_current(settings.releases)
    for made in (settings.var / "sites", settings.var / "exports"):
        with swap.one_maker(made):  # what is being made now would put the document back
            shutil.rmtree(made)
    settings.site.unlink(missing_ok=True)
    warehouse.discard(settings.build_file)
    integrity.note_hashes(settings.raw, settings.var)
    left = {folder: hashes for folder, hashes in removed.unfinished(settings.var).items() if folder not in found}
    if left:
        write_whole(settings.var / removed.UNFINISHED, json.dumps(left).encode())
    else:
        (settings.var / removed.UNFINISHED).unlink(missing_ok=True)
