"""Loads the contexts: places and their detention regimes, as data.

A context is a folder with ``context.yml`` (its name and first day), ``origins.yml`` (bodies credited with figures), ``facilities.yml``,
``definitions.yml`` (what their counters include) and ``rhythms.yml`` (when they are heard). ``assumptions.yml`` beside the folders holds for all
contexts. An unknown key stops the run, because it could change a figure. Facts belong in the folders; no fact about a place belongs in code.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, Self

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, ValidationError, model_validator

from orchestration.model import strict_yaml
from orchestration.model.context import ASPECTS, AssumptionSet, Context, Definition, Facility, Origin, Rhythm
from orchestration.model.dates import check_iso_date
from orchestration.model.schema import Table
from orchestration.model.vocabulary import ACTOR_KINDS, COVERAGES, SERIES_MEASURES

Day = Annotated[str, Field(min_length=10), AfterValidator(check_iso_date)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
Measure = Annotated[str, Field(pattern="^(" + "|".join(SERIES_MEASURES) + ")$")]
Words = Annotated[str, Field(min_length=1)]


class _Card(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OriginCard(_Card):
    """A body credited with figures. ``coverage`` says what kind of counter it keeps; ``names`` how documents credit it."""

    name: str
    kind: Annotated[str, Field(pattern="^(" + "|".join(ACTOR_KINDS) + ")$")]
    family: Key
    coverage: Annotated[str, Field(pattern="^(" + "|".join(COVERAGES) + ")$")]
    names: tuple[str, ...]


class FacilityCard(_Card):
    """A place of detention and the names by which documents call it."""

    name: str
    kind: str
    locality: str | None = None
    names: tuple[str, ...]


class AnswerCard(_Card):
    """Whether a counter includes something, and the documents (coding rows or folders of ``raw/``) that say so. Nothing stated: no answer."""

    answer: Literal["yes", "no"]
    stated_in: Annotated[tuple[Words, ...], Field(min_length=1)]


class DefinitionCard(_Card):
    """What a counter includes from a day on; without a day, from its beginning. An aspect that is left out is unknown."""

    since: Day | None = None
    counts: dict[Key, AnswerCard]
    remark: Words | None = None


class RhythmCard(_Card):
    """When figures are due in a stretch of time. Days are needed where figures are expected; a document, where they ended or are withheld."""

    since: Day
    until: Day | None = None
    expectation: Literal["expected", "ended", "withheld"]
    every_days: PositiveInt | None = None
    overdue_after_days: PositiveInt | None = None
    ground: Words
    stated_in: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        days = (self.every_days, self.overdue_after_days)
        if self.expectation == "expected":
            if self.every_days is None or self.overdue_after_days is None or self.overdue_after_days < self.every_days:
                raise ValueError("expected needs every_days and an overdue_after_days that is not shorter")
        elif days != (None, None) or not self.stated_in:
            raise ValueError(f"{self.expectation} needs stated_in, and no days")
        if self.until is not None and self.until < self.since:
            raise ValueError("until is before since")
        return self


class AssumptionCard(_Card):
    """A way of reading words as bounds, an identity between measures, or a limit: at most so many events of a measure a day."""

    kind: Literal["reading", "identity", "limit"]
    name: Words
    description: Words
    default: bool = False
    active: bool
    measure: Measure | None = None
    most_per_day: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.kind == "limit") != (self.measure is not None) or (self.kind == "limit") != (self.most_per_day is not None):
            raise ValueError("a limit has a measure and most_per_day, what is none has neither")
        if self.default and (self.kind != "reading" or not self.active):
            raise ValueError("only an active reading can be the default")
        return self


class _Assumptions(_Card):
    assumptions: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")], AssumptionCard]


class ContextCard(_Card):
    """One context with its origins and facilities by key, and its definition cards and rhythms by key of a body or family, and measure.

    ``starts_on`` is the first day of the regime, ``counts_from`` the earliest day that figures about it may cover, ``codings`` the name of its file
    in ``raw/codings/``.
    """

    code: Key
    name: str
    country: str
    starts_on: Day
    counts_from: Day
    codings: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.csv$")]
    origins: dict[Key, OriginCard]
    facilities: dict[Key, FacilityCard]
    definitions: dict[Key, dict[Measure, tuple[DefinitionCard, ...]]]
    rhythms: dict[Key, dict[Measure, tuple[RhythmCard, ...]]]


class Tables(NamedTuple):
    """The tables of all contexts, by name."""

    contexts: pd.DataFrame
    origins: pd.DataFrame
    facilities: pd.DataFrame
    definitions: pd.DataFrame
    rhythms: pd.DataFrame


_FILES = ("origins", "facilities", "definitions", "rhythms")


def available() -> tuple[str, ...]:
    """Codes of all contexts, sorted."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "context.yml").is_file()))


def load(code: str) -> ContextCard:
    """The context of that code. Raises ``ValueError`` naming the file and field when one is missing, unknown or not understood."""
    facts = {name: _parsed(f"{code}/{name}.yml") for name in ("context", *_FILES)}
    if misplaced := sorted({"code", *_FILES} & facts["context"].keys()):
        raise ValueError(f"orchestration/contexts/{code}/context.yml: {', '.join(misplaced)}: does not belong in this file")
    try:
        card = ContextCard.model_validate({"code": code, **facts["context"], **{name: facts[name] for name in _FILES}})
    except ValidationError as error:
        raise ValueError(f"orchestration/contexts/{code}: {_faults(error)}; correct the files, see docs/how-to/add-a-country.md") from error
    _refuse_shared_names(code, {key: origin.names for key, origin in card.origins.items()})
    _refuse_shared_names(code, {key: facility.names for key, facility in card.facilities.items()})
    _refuse_unsound_definitions(card)
    _refuse_unsound_rhythms(card)
    return card


def _parsed(name: str) -> dict[str, Any]:
    """The mapping in a file below this folder. Raises ``ValueError`` naming the file when it is not understood."""
    try:
        return strict_yaml.parse((files(__name__) / name).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"orchestration/contexts/{name}: {error}") from error


def _faults(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())


def _refuse_shared_names(code: str, names_by_key: dict[str, tuple[str, ...]]) -> None:
    """A name that two entries share would credit a figure to both."""
    owner: dict[str, str] = {}
    for key, names in names_by_key.items():
        for name in names:
            if name != name.lower():
                raise ValueError(f"orchestration/contexts/{code}: {key}: write {name!r} in lower case")
            if owner.setdefault(name, key) != key:
                raise ValueError(f"orchestration/contexts/{code}: {name!r} is a name of both {owner[name]} and {key}: keep one")


def _refuse_strangers(card: ContextCard, name: str, keys: Iterable[str]) -> None:
    known = card.origins.keys() | {origin.family for origin in card.origins.values()}
    if strangers := sorted(set(keys) - known):
        raise ValueError(f"orchestration/contexts/{card.code}/{name}.yml: {', '.join(strangers)}: neither an origin nor a family of origins.yml")


def _refuse_unsound_definitions(card: ContextCard) -> None:
    """Cards of a counter follow one another in time, and answer only what can be asked of its measure."""
    _refuse_strangers(card, "definitions", card.definitions)
    for key, measures in card.definitions.items():
        for measure, cards in measures.items():
            place = f"orchestration/contexts/{card.code}/definitions.yml: {key}: {measure}"
            days = [one.since or "" for one in cards]
            if not days or days != sorted(set(days)):
                raise ValueError(f"{place}: write one card at least, the oldest first, each with a day of its own; only the first may lack it")
            for aspect in (aspect for one in cards for aspect in one.counts):
                if aspect not in ASPECTS or measure not in ASPECTS[aspect].measures:
                    raise ValueError(f"{place}: {aspect} is no aspect of this measure: see orchestration/model/context.py")


def _refuse_unsound_rhythms(card: ContextCard) -> None:
    """Stretches of a rhythm follow one another in time and never overlap."""
    _refuse_strangers(card, "rhythms", card.rhythms)
    for key, measures in card.rhythms.items():
        for measure, stretches in measures.items():
            for earlier, later in pairwise(stretches):
                if earlier.until is None or earlier.until >= later.since:
                    place = f"orchestration/contexts/{card.code}/rhythms.yml: {key}: {measure}"
                    raise ValueError(f"{place}: the stretch since {earlier.since} must end before {later.since}, when the next begins")


def tables(cards: list[ContextCard]) -> Tables:
    """The contexts of these cards as tables (models Context, Origin, Facility, Definition, Rhythm), in the order of their keys."""
    contexts = [(card.code, card.name, card.country, card.starts_on, card.counts_from) for card in cards]
    origins = [
        (f"{card.code}_{key}", card.code, origin.name, origin.kind, f"{card.code}_{origin.family}", origin.coverage, list(origin.names))
        for card in cards
        for key, origin in sorted(card.origins.items())
    ]
    facilities = [
        (f"{card.code}_{key}", card.code, facility.name, facility.kind, facility.locality, list(facility.names))
        for card in cards
        for key, facility in sorted(card.facilities.items())
    ]
    return Tables(
        _table(Context, contexts),
        _table(Origin, origins),
        _table(Facility, facilities),
        _table(Definition, [row for card in cards for row in _definitions(card)]),
        _table(Rhythm, [row for card in cards for row in _rhythms(card)]),
    )


def _table(model: type[Table], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Rows in the columns of a model; numbers that may be missing stay whole numbers, and a column without rows has its type."""
    columns = model.to_schema().columns
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: str(column.dtype) for name, column in columns.items() if str(column.dtype) in ("Int64", "bool")})


def _definitions(card: ContextCard) -> list[tuple[object, ...]]:
    """Every answer of every card, unknown ones too: a row per aspect that can be asked of the measure."""
    rows: list[tuple[object, ...]] = []
    for key, measures in sorted(card.definitions.items()):
        for measure, cards in sorted(measures.items()):
            for one in cards:
                for aspect, asked in ASPECTS.items():
                    if measure in asked.measures:
                        said = one.counts.get(aspect)
                        answer, stated_in = (said.answer, list(said.stated_in)) if said else ("unknown", [])
                        origin_id = f"{card.code}_{key}"
                        definition_id = "/".join((origin_id, measure, one.since or "start", aspect))
                        asked_of = (aspect, asked.words, measure in asked.parts_of)
                        rows.append((definition_id, card.code, origin_id, measure, one.since, *asked_of, answer, stated_in, one.remark))
    return rows


def _rhythms(card: ContextCard) -> list[tuple[object, ...]]:
    return [
        (
            f"{card.code}_{key}/{measure}/{one.since}", card.code, f"{card.code}_{key}", measure, one.since, one.until, one.expectation,
            one.every_days, one.overdue_after_days, one.ground, list(one.stated_in),
        )
        for key, measures in sorted(card.rhythms.items())
        for measure, stretches in sorted(measures.items())
        for one in stretches
    ]  # fmt: skip


def assumption_sets() -> pd.DataFrame:
    """The assumptions behind bounds as a table (model AssumptionSet), as the file orders them. Raises ``ValueError`` naming what is wrong."""
    try:
        card = _Assumptions.model_validate({"assumptions": _parsed("assumptions.yml")})
    except ValidationError as error:
        raise ValueError(f"orchestration/contexts/assumptions.yml: {_faults(error)}") from error
    if sum(one.default for one in card.assumptions.values()) != 1:
        raise ValueError("orchestration/contexts/assumptions.yml: exactly one reading must be the default")
    rows: list[tuple[object, ...]] = [
        (key, one.kind, one.name, one.description, one.default, one.active, one.measure, one.most_per_day) for key, one in card.assumptions.items()
    ]
    return _table(AssumptionSet, rows)
