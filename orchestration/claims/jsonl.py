"""Texts in and claims out, one JSON object a line, for use outside the pipeline.

Belongs here: what a line may hold, what is wrong with one that is not understood, and the shape of an answer.
Does not belong here: reading (``extract.py``), where lines come from and answers go (``cli.py``).
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from orchestration import contexts, languages
from orchestration.claims.explain import why
from orchestration.claims.extract import EXTRACTOR_VERSION
from orchestration.claims.prose import Split, read_text
from orchestration.claims.reading import Reading
from orchestration.languages.detection import detect
from orchestration.model.dates import check_iso_date, precision

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON lets through and no text holds."""


class Line(BaseModel):
    """One line of input. Keys that are not named here are let pass."""

    model_config = ConfigDict(strict=True)

    id: str | int
    text: str
    language: str | None = None
    published_on: Annotated[str, AfterValidator(check_iso_date)] | None = None
    publisher: str | None = None
    """Whose text it is. No figure is credited to it: who is credited stands in the text."""
    context: str | None = None
    """Code of a context, or the name of its codings: its catalogue says which body a name means."""
    reference_period: str | int | None = None
    """The year that an annual report covers: the text is read as written on its last day."""


class Answer(NamedTuple):
    """What became of a line: the answer, or what is wrong with it."""

    line: int
    content: dict[str, Any] | None
    fault: str | None = None


def answers(lines: Iterable[bytes], split: Split, *, explain: bool = False) -> Iterator[Answer]:
    """An answer to every line that is not blank, in order, each before the next is looked at. ``explain`` adds to every claim why it is so."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Answer(number, _answer(_understood(line), split, explain=explain))
        except (ValueError, RecursionError) as error:
            yield Answer(number, None, _in_words(error))


def _understood(line: bytes) -> Line:
    found = json.loads(line.decode("utf-8-sig"))
    if not isinstance(found, dict):
        raise ValueError('not a JSON object: write {"id": ..., "text": ...}')
    return Line.model_validate(found)


def _in_words(error: ValueError | RecursionError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors())
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start + 1}"
    return "not JSON that anybody nests so deep" if isinstance(error, RecursionError) else str(error)


def _answer(line: Line, split: Split, *, explain: bool) -> dict[str, Any]:
    text = _HALVES.sub("\ufffd", line.text)
    code = _language(line.language, text)
    if code is None:
        return {"id": line.id, "claims": [], "not_asserted": []}
    written = line.published_on if line.reference_period is None else check_iso_date(f"{line.reference_period}-12-31")
    found = read_text(text, lexicon=languages.load(code), published_on=written, split=split)
    names = _catalogue(line.context)
    claims: list[dict[str, Any]] = []
    not_asserted: list[dict[str, Any]] = []
    for reading in found:
        claim = _claim(reading, line.text, code, names) | ({"why": why(reading)} if explain else {})
        (claims if _is_claim(reading) else not_asserted).append(claim)
    return {"id": line.id, "claims": claims, "not_asserted": not_asserted}


def _language(said: str | None, text: str) -> str | None:
    """The language to read a text in; None when it has no letters to read. Raises ``ValueError`` when there is no lexicon for it."""
    known = ", ".join(languages.available())
    if said is not None:
        code = re.split("[-_]", said.lower())[0]
        if code not in languages.available():
            raise ValueError(f"language: no lexicon for {said!r}: there is one for {known}")
        return code
    code = detect(text)
    if code is None and any(character.isalpha() for character in text):
        raise ValueError(f"language: not recognised as any of {known}: say which it is")
    return code


def _is_claim(reading: Reading) -> bool:
    """Whether the text asserts the figure. What a place is planned to hold is its capacity."""
    return reading.stance == "asserted" or (reading.measure == "facility_capacity" and reading.stance == "planned")


def _claim(reading: Reading, text: str, language: str, names: dict[str, tuple[str, str]]) -> dict[str, Any]:
    fields = {name: value for name, value in vars(reading).items() if name != "because"}
    origin_id, origin_kind = names.get((reading.origin or "").strip().lower(), (None, None))
    return fields | {
        "quote_text": text[reading.char_start : reading.char_end],
        "date_precision": None if reading.period_end is None else precision(reading.period_end),
        "origin_id": origin_id,
        "origin_kind": origin_kind,
        "language": language,
        "extractor_version": EXTRACTOR_VERSION,
        "rules": list(reading.rules),
    }


@cache
def _catalogue(context: str | None) -> dict[str, tuple[str, str]]:
    """Key and kind of the body that a name means in a context; nothing for a context without a catalogue."""
    cards = (contexts.load(code) for code in contexts.available())
    card = next((card for card in cards if context in (card.code, card.codings.removesuffix(".csv"))), None)
    if card is None:
        return {}
    return {name: (f"{card.code}_{key}", origin.kind) for key, origin in card.origins.items() for name in (*origin.names, origin.name.lower())}
