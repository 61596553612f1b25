"""Loads what is public in the contexts, so that it may stay in what is published: ``disclosure.yml`` of each context, and the one for all of them.

Facts belong in the files: names of places, peoples, bodies and office holders; the shapes of the numbers of documents; the region whose telephone
numbers a text may print without a prefix. What is withheld, and how, does not belong here (``orchestration.disclosure``).
"""

import re
from importlib.resources import files
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from orchestration.model import strict_yaml


def _listed(found: Any) -> Any:
    return tuple(name for part in found.split("|") if (name := part.strip())) if isinstance(found, str) else found


def _expression(found: str) -> str:
    try:
        re.compile(found)
    except re.error as error:
        raise ValueError(f"{found} is no regular expression: {error}") from error
    return found


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Disclosure(BaseModel):
    """What is public in one context, or in all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone_region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    identifiers: dict[str, Annotated[str, AfterValidator(_expression)]] = {}
    places: Names = ()
    peoples: Names = ()
    bodies: Names = ()
    officeholders: Names = ()


def of_all() -> Disclosure:
    """What is public in every context. Raises ``ValueError`` naming what is wrong with the file."""
    return _parsed("disclosure.yml")


def of_context(code: str) -> Disclosure:
    """What is public in a context; nothing when its folder has no such file. Raises ``ValueError`` naming what is wrong with the file."""
    name = f"{code}/disclosure.yml"
    return _parsed(name) if (files("orchestration.contexts") / name).is_file() else Disclosure()


def _parsed(name: str) -> Disclosure:
    try:
        return Disclosure.model_validate(strict_yaml.parse((files("orchestration.contexts") / name).read_text(encoding="utf-8")))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ValueError(f"orchestration/contexts/{name}: {faults}") from error
    except ValueError as error:
        raise ValueError(f"orchestration/contexts/{name}: {error}") from error
