"""Reads the judgements: one human decision a line, checked key by key and against what it judges; a line that is not understood is set aside.

Pure: text and tables come in, rows go out. A fault never repeats a value that a line gave: it could be a person's name.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from pydantic import ValidationError

from orchestration.contexts import ContextCard, FacilityCard, OriginCard
from orchestration.model.dates import first_day
from orchestration.model.judgement import CARD, COMPARISONS, JUDGEMENT_KINDS, UNDO, VERDICTS, Card, Judgement
from orchestration.model.quarantine import Fault
from orchestration.review.comparisons import contradicting, differing
from orchestration.review.judged import Row, corrected, fingerprint, frame, impossible, rows

HOW_TO = "docs/how-to/judge-a-claim.md"
_AS_SHOWN = f"write the line as {HOW_TO} shows"
_CATALOGUES = {"origin": "origins.yml", "place": "facilities.yml"}
_OPPOSED = ({"accept", "reject"}, {"accept", "correct"}, {"reject", "correct"})


def read_judgements(file: str, text: str, today: date) -> pd.DataFrame:
    """One row per line of a judgements file (model Judgement), in file order; ``file`` is its path below ``raw/``, named after a year and, where
    one person codes apart from others, after that coder.

    What a line says by itself is checked here; that it points at something and contradicts nothing, by :func:`check_judgements`.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    return frame(Judgement, [_read(file, number, line, today) for number, line in enumerate(lines, start=1)])


def _read(file: str, number: int, line: str, today: date) -> Row:
    row: Row = dict.fromkeys(Judgement.to_schema().columns) | {"file": file, "line": number, "claims": [], "judged": [], "supersedes": []}
    faults: list[Fault] = []
    card = _card(line, faults)
    if card is not None:
        row |= _values(card)
        if first_day(card.decided_at[:10]) > today:
            faults.append(Fault("decided_at", "is in the future", "write the instant of the decision"))
        year, _, coder = file.rpartition("/")[2].removesuffix(".jsonl").partition("-")
        if (row["coder"] or "") != coder:
            faults.append(Fault("coder", "is not the one that the file is named after", "move the line to the file of its coder, or to that of none"))
        if card.decided_at[:4] != year:
            faults.append(Fault("decided_at", "is not of the year that the file is named after", "move the line to the file of its year"))
        if row["takes_effect_on"] > card.decided_at[:10]:
            faults.append(Fault("withdrawn_on", "is after the decision", "correct the day, or append the line when the claim has been withdrawn"))
    return row | {"outcome": "quarantined" if faults else "accepted", "faults": [vars(fault) for fault in faults]}


def _card(line: str, faults: list[Fault]) -> Card | None:
    try:
        line.encode()
        said = json.loads(line, object_pairs_hook=_once, parse_constant=_refuse)
        json.dumps(said, ensure_ascii=False).encode()
        if not isinstance(said, dict):
            raise ValueError("not an object in braces")
        return CARD.validate_python(said)
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            place, reason = ".".join(map(str, fault["loc"][1:])) or "line", fault["msg"].removeprefix("Value error, ")
            if fault["type"].startswith("union_tag"):
                place, reason = "kind", f"must be one of {', '.join(JUDGEMENT_KINDS)}"
            faults.append(Fault(place, reason, _AS_SHOWN))
    except (ValueError, RecursionError) as error:
        reason = str(error) if type(error) is ValueError else "not JSON, or not text"
        faults.append(Fault("line", reason, _AS_SHOWN))
    return None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is said twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _values(card: Card) -> Row:
    """The columns of a line that reads well."""
    said = card.model_dump()
    is_of_one = "claim_id" in said
    return {
        **{name: said.get(name) for name in ("judgement_id", "kind", "coder", "conflict_id", "field", "role", "decided_at", "reason", "supersedes")},
        "claims": [said["claim_id"]] if is_of_one else said.get("claims", []),
        "judged": [said["judged"]] if is_of_one else said.get("judged", []),
        "from_value": _text(said.get("from_value")),
        "to_value": _text(said.get("to_value")),
        "takes_effect_on": said.get("withdrawn_on") or said["decided_at"][:10],
    }


def _text(value: int | bool | str | None) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def check_judgements(files: Iterable[pd.DataFrame], claims: pd.DataFrame, contexts: Mapping[str, ContextCard]) -> pd.DataFrame:
    """The judgements of all files, in the order of their years, as one table (model Judgement): checked against the claims and one another.

    Set aside is what points at no claim (unless a later line that is accepted supersedes it), repeats a key, was inserted before an earlier decision,
    contradicts judgements that stand without superseding one of them, corrects what the claim does not say, or makes of it what no claim can be. A
    judgement of a reading that has changed is accepted, has no effect, and needs a look: it supersedes none that stands. The lines of a coder stand
    by themselves: none contradicts, replaces or comes before those of another. An undo is about what the lines are about that it undoes.
    Whether a conflict exists is not known here. ``contexts`` are the catalogues by code.
    """
    found = [row for file in files for row in rows(file)]
    targets = {claim_id for row in found for claim_id in row["claims"]}
    known = {claim["claim_id"]: claim for claim in rows(claims[claims["claim_id"].isin(targets)])}
    record = _Record(known, contexts)
    for row in found:
        record.point(row)
        faults = [*row["faults"], *(vars(fault) for fault in record.faults(row))]
        row |= {"faults": faults, "outcome": "quarantined" if faults else "accepted"}
        record.append(row)
    record.conclude(found)
    return frame(Judgement, found)


class _Record:
    """The judgements read so far, and the claims they are about."""

    def __init__(self, claims: dict[str, Row], contexts: Mapping[str, ContextCard]) -> None:
        self.claims = claims
        self.contexts = contexts
        self.fingerprints = {claim_id: fingerprint(claim) for claim_id, claim in claims.items()}
        self.by_id: dict[str, Row] = {}
        self.by_target: dict[str, list[Row]] = defaultdict(list)
        self.superseded: set[str] = set()
        self.newest: dict[str | None, str] = defaultdict(str)

    def point(self, row: Row) -> None:
        """Let an undo point at what the first line is about that it undoes: it names no claim itself."""
        undone = self.by_id.get(row["supersedes"][0]) if row["kind"] == UNDO else None
        if undone is not None:
            row |= {name: undone[name] for name in ("claims", "judged", "conflict_id")}

    def append(self, row: Row) -> None:
        if row["judgement_id"] is not None:
            self.by_id.setdefault(row["judgement_id"], row)
        if row["outcome"] == "accepted":
            self.newest[row["coder"]] = row["decided_at"]
            self.superseded |= self._replaced_by(row)
            for target in _targets(row):
                self.by_target[target].append(row)

    def conclude(self, read: Sequence[Row]) -> None:
        """Say what each line has become, the last first: whether a claim that is gone may be pointed at depends on the lines after."""
        superseded: set[str] = set()
        for row in reversed(read):
            is_superseded = row["judgement_id"] in superseded
            missing = [claim_id for claim_id in row["claims"] if claim_id not in self.claims]
            if missing and not is_superseded and row["kind"] != UNDO:
                reason = f"no claim {', '.join(missing)}: it never was, or its document is read otherwise now"
                remedy = "look again, judge the claim that stands there now, and name this line in supersedes"
                row |= {"faults": [*row["faults"], vars(Fault("claims", reason, remedy))], "outcome": "quarantined"}
            if row["outcome"] == "accepted":
                superseded |= self._replaced_by(row)
                has_effect = self._stands(row) or row["kind"] == UNDO
                row["state"] = "superseded" if is_superseded else "standing" if has_effect else "needs_look"

    def _replaced_by(self, row: Row) -> set[str]:
        """Lines that an accepted line takes the place of: one that has no effect itself leaves in force what is."""
        stands = self._stands(row)
        return {name for name in row["supersedes"] if stands or not self._stands(self.by_id[name])}

    def _stands(self, row: Row) -> bool:
        return [self.fingerprints.get(claim_id) for claim_id in row["claims"]] == list(row["judged"])

    def faults(self, row: Row) -> list[Fault]:
        """What is wrong with a line that reads well, given those before it."""
        if row["outcome"] != "accepted":
            return []
        faults = []
        if row["judgement_id"] in self.by_id:
            twin = self.by_id[row["judgement_id"]]
            faults.append(Fault("judgement_id", f"is that of {twin['file']}:{twin['line']}", "give the line a key of its own"))
        if row["decided_at"] < self.newest[row["coder"]]:
            faults.append(Fault("decided_at", "is before the decision of a line above", "append lines, never insert them"))
        faults += self._supersession_faults(row)
        for others in self._contradicting(row):
            reason = "contradicts " + ", ".join(f"{other['judgement_id']} ({other['file']}:{other['line']})" for other in others)
            faults.append(Fault("kind", reason, "name what it replaces in supersedes, or withdraw this line"))
        if not faults and self._stands(row):
            faults += self._claim_faults(row)
        return faults

    def _contradicting(self, row: Row) -> list[list[Row]]:
        """Sets of judgements in force that cannot hold together with this one."""
        if row["kind"] in COMPARISONS:
            return contradicting(row, lambda claim_id: self._in_force(claim_id, row))
        return [[other] for target in _targets(row) for other in self._in_force(target, row) if _contradicts(row, other)]

    def _in_force(self, target: str, row: Row) -> list[Row]:
        """Judgements of a claim or conflict, by the same coder or by none, that have effect and that this one does not replace, in their order."""
        alike = (other for other in self.by_target.get(target, []) if other["coder"] == row["coder"])
        kept = (other for other in alike if other["judgement_id"] not in self.superseded)
        return [other for other in kept if other["judgement_id"] not in row["supersedes"] and self._stands(other)]

    def _claim_faults(self, row: Row) -> list[Fault]:
        """What is wrong with a decision about claims that read as they were judged."""
        claims = [self.claims[claim_id] for claim_id in row["claims"]]
        if row["kind"] in VERDICTS or (row["kind"] == UNDO and len(claims) == 1):
            (claim,) = claims
            return _verdict_faults(claim, row, self._in_force(claim["claim_id"], row), self.contexts.get(claim["context_id"]))
        if row["kind"] == "same_figure":
            differ = differing([corrected(claim, self._in_force(claim["claim_id"], row)) for claim in claims])
            remedy = "name claims that state one figure, or correct first what was misread"
            return [Fault("claims", f"differ in {', '.join(differ)}: they state no one figure", remedy)] if differ else []
        return []

    def _supersession_faults(self, row: Row) -> list[Fault]:
        faults = []
        for name in row["supersedes"]:
            other = self.by_id.get(name)
            if other is None:
                faults.append(Fault("supersedes", f"no line before this one is {name}", "name an earlier judgement"))
            elif other["outcome"] == "accepted" and not self._replaces(row, other):
                faults.append(Fault("supersedes", f"{name} is about something else", "name judgements of the same claims or conflict"))
        return faults

    def _replaces(self, row: Row, other: Row) -> bool:
        if row["coder"] != other["coder"] or other["kind"] == UNDO:
            return False
        if row["kind"] == UNDO:
            return bool(_targets(row) == _targets(other) and row["judged"] == other["judged"])
        if _family(row) != _family(other):
            return False
        is_lost = any(claim_id not in self.claims for claim_id in other["claims"])
        return is_lost or row["kind"] == "settle" or bool(set(row["claims"]) & set(other["claims"]))


def _targets(row: Row) -> list[str]:
    return [row["conflict_id"]] if row["conflict_id"] is not None else list(row["claims"])


def _family(row: Row) -> tuple[str, ...]:
    return next((family for family in (VERDICTS, COMPARISONS) if row["kind"] in family), ("settle",))


def _contradicts(row: Row, other: Row) -> bool:
    """Whether two judgements of a common claim or conflict cannot both hold."""
    kinds = {row["kind"], other["kind"]}
    if kinds == {"correct"}:
        return bool(row["field"] == other["field"] and row["to_value"] != other["to_value"])
    if kinds == {"retract"}:
        return bool(row["takes_effect_on"] != other["takes_effect_on"])
    return kinds in (*_OPPOSED, {"settle"})


def _verdict_faults(claim: Row, row: Row, standing: list[Row], context: ContextCard | None) -> list[Fault]:
    """What is wrong with a decision about one claim that reads as it was judged, given the others in force and the catalogue of its context."""
    if row["kind"] == "correct" and _text(claim[row["field"]]) != row["from_value"]:
        return [Fault("from", f"is not what the claim says in {row['field']}", "write what it says, as it is read and before any correction")]
    if faults := _catalogue_faults(row, context):
        return faults
    published = claim["published_on"]
    if row["kind"] == "retract" and published is not None and row["takes_effect_on"] < first_day(published).isoformat():
        return [Fault("withdrawn_on", "is before the document was published", "correct the day")]
    known_on = first_day(row["decided_at"][:10])
    counts_from = None if context is None else first_day(context.counts_from)
    already = impossible(claim, known_on, counts_from)
    reasons = [reason for reason in impossible(corrected(claim, [*standing, row]), known_on, counts_from) if reason not in already]
    return [Fault("to" if row["kind"] == "correct" else "supersedes", reason, "correct the value, or reject the claim") for reason in reasons]


def _catalogue_faults(row: Row, context: ContextCard | None) -> list[Fault]:
    """What is wrong with a body or a place that nobody has catalogued: it would become a voice or a series of its own."""
    field, to = row["field"], row["to_value"]
    if field not in _CATALOGUES or to is None:
        return []
    cards: list[OriginCard | FacilityCard] = []
    if context is not None:
        cards += context.origins.values() if field == "origin" else context.facilities.values()
    if any(to.strip(" ").lower() in card.names for card in cards):
        return []
    remedy = f"write one of the names in {_CATALOGUES[field]} of its context, or add it there first"
    return [Fault("to", f"is no {field} in the catalogue of the context of the claim", remedy)]
