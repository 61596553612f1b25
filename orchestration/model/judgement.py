"""A judgement: what a person decided about a claim, about claims together, or about a conflict. And the versions of claims that follow from it."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from pandera.typing import Series
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationInfo, field_validator, model_validator

from orchestration.model.claim import Claim
from orchestration.model.dates import check_iso_date
from orchestration.model.schema import Table, column

VERDICTS: Final = ("accept", "reject", "correct", "retract")
"""Kinds that decide about one claim. ``retract`` says that its source has withdrawn it."""

COMPARISONS: Final = ("same_figure", "different_figure")
"""Kinds that decide about two claims or more."""

UNDO: Final = "undo"
"""The kind that undoes earlier lines and puts nothing in their place."""

JUDGEMENT_KINDS: Final = (*VERDICTS, *COMPARISONS, "settle", UNDO)

ROLES: Final = ("coder", "reviewer", "editor")
"""Who decided: a role, never a person's name."""

JUDGEMENT_STATES: Final = ("standing", "superseded", "needs_look")
"""What became of an accepted line. The mart knows the conflicts too, and one state more: ``no_such_conflict``."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_MOST_DIGITS = 15
"""A longer number counts nobody, and a 64-bit column could not hold it."""

NUMBERS: Final = ("value", "value_low", "value_high")

CORRECTABLE: Final = (
    "measure", "other_measure", *NUMBERS, "qualifier", "basis", "period_start", "period_end", "period_is_implied", "population", "population_detail",
    "place", "circumstance", "origin", "origin_kind", "count_unit", "stance",
)  # fmt: skip
"""Fields of a claim that a person can correct. What derives from them (the other bounds, the precision of the date) follows."""

JUDGED: Final = ("quote_text", "number_text", *CORRECTABLE)
"""What a person who judges a claim has looked at: the sentence, the words of the number, and every field that can be corrected."""


def _check_role(role: str) -> str:
    if role not in ROLES:
        raise ValueError(f"must be one of {', '.join(ROLES)}: a role, never a person's name")
    return role


def _check_instant(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.utcoffset() != timedelta(0):
        raise ValueError("must be an instant in UTC, as 2024-05-01T09:30:00Z")
    return f"{instant:%Y-%m-%dT%H:%M:%S}"


def _check_day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError("must be a day, as 2024-05-01")
    return check_iso_date(text)


def _check_correctable(field: str) -> str:
    if field not in CORRECTABLE:
        raise ValueError(f"must be one of {', '.join(CORRECTABLE)}")
    return field


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]
CODER: Final = r"^[A-Z]{1,2}$"
"""A letter or two that stand for a person who codes apart from others; never a name."""

Coder = Annotated[str, Field(pattern=CODER)]


class _Card(BaseModel):
    """What every line says. Strict: no key more, nothing coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    judgement_id: Key
    role: Annotated[str, AfterValidator(_check_role)]
    decided_at: Annotated[str, AfterValidator(_check_instant)]
    reason: Annotated[str, Field(pattern=r"\S")]
    supersedes: list[Key] = []


class _ClaimCard(_Card):
    """A line about one claim; ``judged`` is the claim's fingerprint when it was looked at."""

    claim_id: Hash
    judged: Hash


class VerdictCard(_ClaimCard):
    """The claim is what its document says, or it is not. With ``coder``, one person's coding apart from others: it moves no figure."""

    kind: Literal["accept", "reject"]
    coder: Coder | None = None


class CorrectionCard(_ClaimCard):
    """One field of the claim was misread or miscoded. With ``coder``, one person's coding apart from others: it moves no figure."""

    kind: Literal["correct"]
    coder: Coder | None = None
    field: Annotated[str, AfterValidator(_check_correctable)]
    from_value: Any = Field(alias="from")
    to_value: Any = Field(alias="to")

    @field_validator("from_value", "to_value")
    @classmethod
    def _check_type(cls, value: Any, info: ValidationInfo) -> Any:
        field = info.data.get("field")
        if field in NUMBERS and not (value is None or (type(value) is int and 0 <= value < 10**_MOST_DIGITS)):
            raise ValueError("must be a whole number without quotes, or null")
        if field == "period_is_implied" and type(value) is not bool:
            raise ValueError("must be true or false")
        if field not in (None, "period_is_implied", *NUMBERS) and not (value is None or (type(value) is str and value.strip())):
            raise ValueError("must be text, or null for nothing")
        return value

    @model_validator(mode="after")
    def _check_change(self) -> "CorrectionCard":
        if self.from_value == self.to_value:
            raise ValueError("from and to are the same: nothing is corrected")
        return self


class RetractionCard(_ClaimCard):
    """The source withdrew the claim on a day."""

    kind: Literal["retract"]
    withdrawn_on: Annotated[str, AfterValidator(_check_day)]


class ComparisonCard(_Card):
    """The claims state one figure, or they do not; ``judged`` are their fingerprints, in their order."""

    kind: Literal["same_figure", "different_figure"]
    claims: Annotated[list[Hash], Field(min_length=2)]
    judged: list[Hash]

    @model_validator(mode="after")
    def _check_claims(self) -> "ComparisonCard":
        if len(set(self.claims)) < len(self.claims) or len(self.claims) != len(self.judged):
            raise ValueError("claims must differ, and judged must hold one fingerprint for each, in their order")
        return self


class SettlementCard(_Card):
    """A conflict between claims is explained; the reason says how."""

    kind: Literal["settle"]
    conflict_id: Key


class UndoCard(_Card):
    """Earlier judgements of the same claims or conflict are undone, and nothing takes their place."""

    kind: Literal["undo"]
    supersedes: Annotated[list[Key], Field(min_length=1)]
    coder: Coder | None = None


_Cards = VerdictCard | CorrectionCard | RetractionCard | ComparisonCard | SettlementCard | UndoCard
Card = Annotated[_Cards, Field(discriminator="kind")]
CARD: TypeAdapter[Card] = TypeAdapter(Card)
"""One line of ``raw/judgements/<yyyy>.jsonl``, or of ``<yyyy>-<coder>.jsonl``."""


class Judgement(Table):
    """Human decisions as they were read from raw/judgements/. One row per line, whatever became of it."""

    file: Series[str] = column("The file, below raw/.")
    line: Series[int] = column("Line in its file.", ge=1)
    outcome: Series[str] = column("What became of the line: accepted or quarantined.", isin=["accepted", "quarantined"])
    faults: Series[object] = column("Why it was quarantined: a list of place, reason and remedy; empty when accepted.")
    judgement_id: Series[str] = column("Key of the judgement, given by whoever decided.", nullable=True)
    kind: Series[str] = column(
        "accept, reject, correct or retract (one claim), same_figure or different_figure (two or more), settle (a conflict), undo (what it"
        " supersedes is undone).",
        nullable=True,
        isin=list(JUDGEMENT_KINDS),
    )
    coder: Series[str] = column(
        "Letters of a person who codes apart from others; the line moves no figure then. Empty for a judgement that counts.", nullable=True
    )
    claims: Series[object] = column("The claims it is about, by claim_id; empty for a conflict.")
    judged: Series[object] = column("Fingerprints of the claims when they were looked at, in the order of claims.")
    conflict_id: Series[str] = column("The conflict it settles.", nullable=True)
    field: Series[str] = column("The field it corrects.", nullable=True, isin=list(CORRECTABLE))
    from_value: Series[str] = column(
        "What the claim says in that field, as text; empty for nothing, and in marts where the count of the claim is withheld.", nullable=True
    )
    to_value: Series[str] = column(
        "What it should say, as text; empty for nothing, and in marts where the count of the claim is withheld.", nullable=True
    )
    role: Series[str] = column("Role of whoever decided, never a name.", nullable=True, isin=list(ROLES))
    decided_at: Series[str] = column("Instant of the decision (ISO 8601, UTC).", nullable=True)
    takes_effect_on: Series[str] = column(
        "Day from which it counts: the day of the decision; for a retraction the day on which the source withdrew the claim.",
        nullable=True,
    )
    reason: Series[str] = column("Why it was decided so; a mask in marts where the count of the claim is withheld.", nullable=True)
    supersedes: Series[object] = column("Earlier judgements that it replaces, by judgement_id.")
    state: Series[str] = column(
        "standing; superseded (a later judgement replaces it); needs_look (what it judged reads otherwise now, so it has no effect until somebody"
        " looks again). Empty when quarantined.",
        nullable=True,
        isin=list(JUDGEMENT_STATES),
    )


class ClaimVersion(Claim):
    """Claims as they were known, from when to when: as read, then as each judgement left them. One row per version; the last is current."""

    claim_id: Series[str] = column("The claim.")
    version: Series[int] = column(
        "Number of the version, from 1: the claim as it is read today, unless it was judged on the day it became known.", ge=1
    )
    fingerprint: Series[str] = column("Hash of what there is to judge: sentence, number and fields as read. A judgement quotes it.", str_length=20)
    known_from: Series[str] = column(
        "First day of the version: of the first, the last day on which its document can have been published, or the day it was retrieved or"
        " judged, or the day before its source withdrew it, where that is earlier; of a later one, the day of its judgement. Empty when no such day"
        " is known.",
        nullable=True,
    )
    known_to: Series[str] = column(
        "Day on which the next version began, the source withdrew the claim, a later edition of its table replaced it, or a withdrawal that was none"
        " was written down, no longer part of the version; empty while it holds.",
        nullable=True,
    )
    judgement_id: Series[str] = column("The newest judgement of the claim that was known in the version; empty when none.", nullable=True)
    needs_look: Series[bool] = column("Whether that judgement was about another reading of the claim: it has no effect until somebody looks again.")
