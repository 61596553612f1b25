"""Lines in ``raw/`` and ``var/`` that still tell of a document that was taken down: for a person, who decides what becomes of them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orchestration.model.capture import CARD
from orchestration.store.upkeep import ALERTS

WORDS: Final = 6
"""So many words in a row that the document has too are its words; shorter runs stand in many documents."""

_PLACES: Final = ("judgements/*.jsonl", "codings/*.csv", f"*/*/*/{CARD}")
_PLACES_IN_VAR: Final = (f"{ALERTS}/*.json", "dbt/*.log")


@dataclass(frozen=True)
class Mention:
    """A line that tells of the document: the file, the number of the line, and whether by a name of it or in its words."""

    file: Path
    line: int
    by: str


def mentions(raw: Path, var: Path, names: Iterable[str], texts: Iterable[str]) -> Iterator[Mention]:
    """Lines with one of the names (folder, hash, keys of claims) or with words of the texts, in what people wrote and what failed runs left.

    A file that cannot be read is mentioned whole, as line 0.
    """
    named = tuple(names)
    told = {run for text in texts for run in _runs(text)}
    files = [path for base, places in ((raw, _PLACES), (var, _PLACES_IN_VAR)) for place in places for path in sorted(base.glob(place))]
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            yield Mention(file, 0, "it cannot be read")
            continue
        for number, line in enumerate(lines, start=1):
            said = _said(line)
            if any(name in said for name in named):
                yield Mention(file, number, "by a name of it")
            elif not told.isdisjoint(_runs(said)):
                yield Mention(file, number, "in its words")


def _said(line: str) -> str:
    """The line, as JSON means it where it is JSON."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False).replace("\\n", " ")
    except ValueError:
        return line.replace("\\n", " ")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[at:] for at in range(WORDS)), strict=False)
