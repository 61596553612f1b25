"""What a person decides on the page, as lines: each names what it replaces, so that the page never contradicts what stands by accident."""

from collections.abc import Mapping, Sequence

from orchestration.desk.record import Draft, RefusedError, as_judged
from orchestration.model.judgement import CORRECTABLE, NUMBERS, UNDO
from orchestration.review.judged import Row, typed

_VERDICTS = ("accept", "reject", "correct")


def verdict(kind: str, read: Row, judged: str, known: Sequence[Row], reason: str) -> list[Draft]:
    """Accept or reject a claim. ``known`` are the lines about it by the same coder; ``judged`` is the fingerprint of what was shown."""
    if any(line["kind"] == kind and line["state"] == "standing" for line in known):
        raise RefusedError(f"the claim is {'accepted' if kind == 'accept' else 'rejected'} already")
    return [_of(read, judged, reason) | {"kind": kind} | _supersedes(_replaced(known, _VERDICTS))]


def correction(said: Mapping[str, str], read: Row, judged: str, known: Sequence[Row], reason: str) -> list[Draft]:
    """Correct the fields whose values on the page, ``said``, are not what the claim says now: a line for each."""
    standing = [line for line in known if line["state"] == "standing" and line["kind"] in _VERDICTS]
    now = as_judged(read, standing)
    drafts: list[Draft] = []
    verdicts = _replaced(known, ("accept", "reject")) + [line["judgement_id"] for line in known if line["state"] == "needs_look"]
    for field in CORRECTABLE:
        if field not in said or (value := _value(field, said[field])) == now[field]:
            continue
        earlier = [line["judgement_id"] for line in standing if line["kind"] == "correct" and line["field"] == field]
        if value == read[field] and earlier:
            drafts.append({"kind": UNDO, "reason": reason, "supersedes": earlier})
            continue
        change = {"kind": "correct", "field": field, "from": _plain(field, read[field]), "to": value}
        drafts.append(_of(read, judged, reason) | change | _supersedes([*verdicts, *earlier]))
        verdicts = []
    return drafts


def comparison(kind: str, judged: Mapping[str, str], known: Sequence[Row], reason: str) -> list[Draft]:
    """Say that claims state one figure, or do not. ``judged`` are their fingerprints by claim; ``known`` the comparisons about any of them."""
    if len(judged) < 2:
        raise RefusedError("choose one claim at least to compare with")
    opposed = {"same_figure": "different_figure", "different_figure": "same_figure"}[kind]
    both = [line for line in known if line["state"] == "standing" and line["kind"] == opposed and len(set(line["claims"]) & set(judged)) > 1]
    replaced = [line["judgement_id"] for line in both]
    return [{"kind": kind, "claims": list(judged), "judged": list(judged.values()), "reason": reason} | _supersedes(replaced)]


def settlement(conflict_id: str, known: Sequence[Row], reason: str) -> list[Draft]:
    """Settle a conflict, in place of an earlier settlement of it."""
    return [{"kind": "settle", "conflict_id": conflict_id, "reason": reason} | _supersedes(_replaced(known, ("settle",)))]


def undo(judgement_id: str, known: Sequence[Row], reason: str) -> list[Draft]:
    """Undo one line, with the lines that were decided in the same breath about the same claim."""
    undone = next((line for line in known if line["judgement_id"] == judgement_id), None)
    if undone is None or undone["state"] == "superseded" or undone["kind"] == UNDO:
        raise RefusedError(f"{judgement_id} has no effect that could be undone")
    together = [
        line["judgement_id"]
        for line in known
        if (line["decided_at"], line["claims"], line["kind"]) == (undone["decided_at"], undone["claims"], undone["kind"])
        and line["coder"] == undone["coder"]
        and line["state"] == "standing"
    ]
    return [{"kind": UNDO, "reason": reason, "supersedes": together if undone["kind"] == "correct" and together else [judgement_id]}]


def _of(read: Row, judged: str, reason: str) -> Draft:
    return {"claim_id": read["claim_id"], "judged": judged, "reason": reason}


def _replaced(known: Sequence[Row], kinds: Sequence[str]) -> list[str]:
    """Lines that one of these would contradict, and lines of these kinds that have no effect any more."""
    return [line["judgement_id"] for line in known if line["kind"] in kinds and line["state"] in ("standing", "needs_look")]


def _supersedes(replaced: Sequence[str]) -> Draft:
    once = list(dict.fromkeys(replaced))
    return {"supersedes": once} if once else {}


def _value(field: str, text: str) -> int | bool | str | None:
    said = text.strip()
    if not said:
        return None
    if field in NUMBERS and not (said.isascii() and said.isdecimal()):
        raise RefusedError(f"{field.replace('_', ' ')} must be a whole number in digits alone")
    return typed(field, said)


def _plain(field: str, value: object) -> object:
    """A value of the claim as JSON has it."""
    return int(str(value)) if field in NUMBERS and value is not None else value
