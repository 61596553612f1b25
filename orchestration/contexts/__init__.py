"""Loads the contexts: places and their detention regimes, as data.

A context is a folder with ``context.yml`` (its name and first day), ``origins.yml`` (bodies credited with figures) and ``facilities.yml``. An
unknown key stops the run, because it could change a figure. Facts belong in the folders; no fact about a place belongs in code.
"""

from importlib.resources import files
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from orchestration.model import strict_yaml
from orchestration.model.context import Context, Facility, Origin
from orchestration.model.dates import check_iso_date
from orchestration.model.vocabulary import ACTOR_KINDS, COVERAGES

Day = Annotated[str, Field(min_length=10), AfterValidator(check_iso_date)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]


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


class ContextCard(_Card):
    """One context with its origins and facilities by key.

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


def available() -> tuple[str, ...]:
    """Codes of all contexts, sorted."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "context.yml").is_file()))


def load(code: str) -> ContextCard:
    """The context of that code. Raises ``ValueError`` naming the file and field when one is missing, unknown or not understood."""
    folder = files(__name__) / code
    facts = {}
    for name in ("context", "origins", "facilities"):
        try:
            facts[name] = strict_yaml.parse((folder / f"{name}.yml").read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"orchestration/contexts/{code}/{name}.yml: {error}") from error
    if misplaced := sorted({"code", "origins", "facilities"} & facts["context"].keys()):
        raise ValueError(f"orchestration/contexts/{code}/context.yml: {', '.join(misplaced)}: does not belong in this file")
    try:
        card = ContextCard.model_validate({"code": code, **facts["context"], "origins": facts["origins"], "facilities": facts["facilities"]})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ValueError(f"orchestration/contexts/{code}: {faults}; correct the files, see docs/how-to/add-a-country.md") from error
    _refuse_shared_names(code, {key: origin.names for key, origin in card.origins.items()})
    _refuse_shared_names(code, {key: facility.names for key, facility in card.facilities.items()})
    return card


def _refuse_shared_names(code: str, names_by_key: dict[str, tuple[str, ...]]) -> None:
    """A name that two entries share would credit a figure to both."""
    owner: dict[str, str] = {}
    for key, names in names_by_key.items():
        for name in names:
            if name != name.lower():
                raise ValueError(f"orchestration/contexts/{code}: {key}: write {name!r} in lower case")
            if owner.setdefault(name, key) != key:
                raise ValueError(f"orchestration/contexts/{code}: {name!r} is a name of both {owner[name]} and {key}: keep one")


def tables(cards: list[ContextCard]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The contexts, origins and facilities of these cards as tables (models Context, Origin, Facility)."""
    contexts = [(card.code, card.name, card.country, card.starts_on) for card in cards]
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
    return (
        pd.DataFrame(contexts, columns=list(Context.to_schema().columns)),
        pd.DataFrame(origins, columns=list(Origin.to_schema().columns)),
        pd.DataFrame(facilities, columns=list(Facility.to_schema().columns)),
    )
