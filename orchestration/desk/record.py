"""The judgements as the next refresh will read them, and new ones: read, checked and set aside by the code of the refresh itself."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice, permutations
from types import MappingProxyType
from typing import Any, Self

from orchestration import contexts
from orchestration.contexts import ContextCard
from orchestration.model.judgement import CODER, ROLES, UNDO, VERDICTS
from orchestration.review.judged import Row, corrected, fingerprint, rows
from orchestration.review.judgements import check_judgements, read_judgements
from orchestration.settings import Settings
from orchestration.store import decided, lake, raw

Draft = dict[str, Any]
"""A line without what is known only when it is written: its key, who decided and when."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_ORDERS = 24
"""Corrections of one claim may be possible in one order only: a start before an end. Four of them have so many orders."""


class RefusedError(ValueError):
    """A decision that the refresh would set aside or that would have no effect, and why. Nothing was written."""


@dataclass(frozen=True)
class Judge:
    """Who decides: a role; ``coder``, where they code apart from others; ``is_blind`` when they must not see what others decided."""

    role: str
    coder: str | None = None
    is_blind: bool = False

    @classmethod
    def named(cls, role: str, coder: str | None, is_blind: bool) -> Self:
        """The judge that a command names. Raises ``ValueError`` when that is nobody who may judge."""
        if coder is None and is_blind:
            raise ValueError("--blind goes with --coder: say as which coder")
        if coder is not None and not re.fullmatch(CODER, coder):
            raise ValueError("--coder: must be a capital letter or two, as A: never a name")
        if role not in ROLES:
            raise ValueError(f"--role: must be one of {', '.join(ROLES)}: never a name")
        return cls(role if coder is None else "coder", coder, is_blind)

    def file(self, year: str) -> str:
        """The file of their lines, below ``raw/``."""
        return f"judgements/{year}-{self.coder}.jsonl" if self.coder else f"judgements/{year}.jsonl"


@cache
def catalogues() -> dict[str, ContextCard]:
    """The contexts by code, as they are when first asked for."""
    return {code: contexts.load(code) for code in contexts.available()}


def lines(found: Settings, more: Mapping[str, str] = _NOTHING) -> list[Row]:
    """Every line of ``raw/judgements/`` (model Judgement), with ``more`` appended to its files. Cost: linear in the lines."""
    texts = raw.judgements(found.raw)
    texts |= {file: _whole(texts.get(file, "")) + text for file, text in more.items()}
    read = [read_judgements(file, text, found.today) for file, text in sorted(texts.items())]
    named = {claim_id for file in read for claims in file["claims"] for claim_id in claims}
    return rows(check_judgements(read, lake.read_of(found.lake, "claims", "claim_id", named), catalogues())) if read else []


def _whole(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def claim(found: Settings, claim_id: str) -> Row | None:
    """A claim as the last refresh read it, with its fingerprint; None when there is none."""
    read = rows(lake.read_of(found.lake, "claims", "claim_id", [claim_id]))
    return read[0] | {"fingerprint": fingerprint(read[0])} if read else None


def in_force(read: Sequence[Row], claim_id: str, coder: str | None) -> list[Row]:
    """Verdicts on a claim that have effect: of one coder, or those that count."""
    return [line for line in read if line["claims"] == [claim_id] and _has_effect(line, coder) and line["kind"] in VERDICTS]


def _has_effect(line: Row, coder: str | None) -> bool:
    return bool(line["state"] == "standing" and line["coder"] == coder)


def as_judged(read: Row, standing: Sequence[Row]) -> Row:
    """The claim as read, with the corrections that stand."""
    return corrected(read, standing)


def write(found: Settings, clock: Callable[[], datetime], judge: Judge, decide: Callable[[list[Row]], Sequence[Draft]]) -> list[str]:
    """Append the lines of one decision, all or none, and return their keys, in the order of the file.

    ``clock`` is asked, and ``decide`` makes the lines, given those of the same judge, while nobody else can write: of two who decide at once the
    second sees the first, and decides after it.
    Raises :class:`RefusedError` when the refresh would set one aside, or it would have no effect; ``OSError`` when they cannot be written.
    """
    with decided.one_judge(found.var):
        now = clock()
        file = judge.file(f"{now:%Y}")
        known = lines(found)
        drafts = decide([line for line in known if line["coder"] == judge.coder])
        if not drafts:
            raise RefusedError("nothing is changed: there is nothing to write")
        before = {line["judgement_id"] for line in known}
        faults: list[str] = []
        for order in islice(permutations(drafts), _ORDERS):
            written = _numbered(order, judge, now, before)
            text = [json.dumps(line, ensure_ascii=False) for line in written]
            wrong = _faults(lines(found, {file: "".join(f"{line}\n" for line in text)}), {line["judgement_id"] for line in written})
            if not wrong:
                decided.append(found.raw, file, text)
                return [line["judgement_id"] for line in written]
            faults = faults or wrong
    raise RefusedError("; ".join(faults))


def _numbered(drafts: Sequence[Draft], judge: Judge, now: datetime, taken: set[str]) -> list[Draft]:
    """The drafts as lines, each with a key that no other line has."""
    prefix = f"{judge.coder}-{now:%Y}-" if judge.coder else f"J{now:%Y}-"
    numbers = [int(key.removeprefix(prefix)) for key in taken if key and key.startswith(prefix) and key.removeprefix(prefix).isdecimal()]
    first = max(numbers, default=0) + 1
    who = {"role": judge.role, "decided_at": f"{now:%Y-%m-%dT%H:%M:%SZ}"} | ({"coder": judge.coder} if judge.coder else {})
    return [{"judgement_id": f"{prefix}{number:04}"} | draft | who for number, draft in enumerate(drafts, start=first)]


def _faults(read: Sequence[Row], written: set[str]) -> list[str]:
    """Why lines among those read would not count."""
    new = [line for line in read if line["judgement_id"] in written]
    faults = [f"{fault['place']} {fault['reason']}: {fault['remedy']}" for line in new for fault in line["faults"]]
    lost = any(line["state"] == "needs_look" for line in new)
    return [*faults, *(["the claim reads otherwise now than when it was shown: look again"] if lost else [])]


def touched(line: Row) -> list[tuple[str, str]]:
    """The items of the queue that a line with effect has dealt with, by kind and id."""
    if line["kind"] in VERDICTS:
        return [("claim", line["claims"][0])]
    return [("conflict", line["conflict_id"])] if line["kind"] == "settle" else []


def dealt_with(read: Sequence[Row], judge: Judge, published: set[str]) -> set[tuple[str, str]]:
    """Items that need no look any more: decided since the release by a line that counts, or ever by the coder who asks."""
    new = [line for line in read if _has_effect(line, judge.coder) and (judge.coder or line["judgement_id"] not in published)]
    return {item for line in new if line["kind"] != UNDO for item in touched(line)}
