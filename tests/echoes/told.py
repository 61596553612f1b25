"""Claims for the tests of echoes: invented ones, and those of the record in ``raw/`` as the pipeline would hand them over."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from orchestration import contexts
from orchestration.echoes.distort import compared, distortions
from orchestration.echoes.statement import COLUMNS
from orchestration.model import strict_yaml
from orchestration.model.dates import first_day, last_day
from orchestration.model.vocabulary import MEASURES

STARTS_ON = date(2030, 5, 10)
NOTHING_SAID = dict.fromkeys(COLUMNS) | {
    "context_id": "xx",
    "measure": "custodial_deaths",
    "population": "all",
    "place_id": "national",
    "origin_id": "uncredited",
    "basis": "cumulative",
    "qualifier": "exactly",
    "period_is_implied": False,
    "starts_on": STARTS_ON,
    "stance": "asserted",
    "text_kind": "original",
}


def bounds(qualifier: str, value: int | None, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Bounds of a figure under A1 (docs/decisions/0004-bounds.md)."""
    if qualifier == "between" or value is None:
        return low, high
    half = 10 ** (len(str(value)) - len(str(value).rstrip("0"))) // 2 if value else 0
    return {
        "at_least": (value, None),
        "more_than": (value + 1, None),
        "nearly": (None, value),
        "up_to": (None, value),
    }.get(qualifier, (value - half, value + max(half - 1, 0)))


def claim(claim_id: str, value: int, **said: object) -> dict[str, object]:
    """One claim of an invented country: its own document unless told otherwise; ``origin`` is a family, ``published`` a date or None.

    ``publisher`` is the family whose document it is, ``as_of`` the date that the document states.
    """
    origin, published, as_of = (said.pop(name, None) for name in ("origin", "published", "as_of"))
    publisher = said.pop("publisher", None)
    row = NOTHING_SAID | {"claim_id": claim_id, "document_id": f"document of {claim_id}", "value": value} | said
    row["a1_low"], row["a1_high"] = bounds(str(row["qualifier"]), value, None, None)
    return row | dated(row, as_of, published) | {"origin_id": origin or "uncredited", "origin_family": origin, "publisher_family": publisher}


def dated(row: dict[str, object], as_of: object, published: object) -> dict[str, object]:
    """The columns that say when: of the publication, and of the figure; the publication stands in for a date that is not stated."""
    appeared = (first_day(str(published)), last_day(str(published))) if published else (None, None)
    stated = as_of or (published if row["basis"] == "stock" else None)
    if stated is None:
        spoken_of = (None, appeared[1])
    else:
        first, last = first_day(str(stated)), last_day(str(stated))
        spoken_of = (first, max(first, min(last, appeared[1] or last)))
    return {
        "period_end": as_of,
        "as_of_first": spoken_of[0],
        "as_of_last": spoken_of[1],
        "published_first": appeared[0],
        "published_last": appeared[1],
    }


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    """The claims as a frame with the columns that ``fold`` reads."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def later(days: int) -> str:
    """The day that many days after the beginning of the invented regime."""
    return str(STARTS_ON + timedelta(days=days))


def record(root: Path) -> pd.DataFrame:
    """The coded claims of every context, with the coding as claim id, and the columns that ``fold`` reads."""
    sources = {path.parent.name: strict_yaml.parse(path.read_text(encoding="utf-8")) for path in sorted(root.glob("raw/*/*/source.yml"))}
    rows = []
    for context in map(contexts.load, contexts.available()):
        origins = {name: (key, origin.family) for key, origin in context.origins.items() for name in origin.names}
        places = {name: key for key, facility in context.facilities.items() for name in facility.names}
        with (root / "raw" / "codings" / context.codings).open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                cells = {name: text or None for name, text in line.items()}
                card = strict_yaml.parse((root / "raw" / str(cells["document"]) / "capture.yml").read_text(encoding="utf-8"))
                rows.append(_coded(cells, card, str(sources[card["source"]]["name"]), origins, places) | {"starts_on": context.starts_on})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _coded(
    cells: dict[str, str | None], card: dict[str, str | None], publisher: str, origins: dict[str, tuple[str, str]], places: dict[str, str]
) -> dict[str, object]:
    origin, place = (cells[name].strip().lower() if cells[name] else None for name in ("origin", "place"))
    body, family = origins.get(origin, (f"uncatalogued: {origin}", None)) if origin else ("uncredited", None)
    numbers = {name: int(cells[name]) if cells[name] else None for name in ("value", "value_low", "value_high")}
    row = cells | numbers | {"basis": cells["basis"], "qualifier": cells["qualifier"]}
    low, high = bounds(str(row["qualifier"]), numbers["value"], numbers["value_low"], numbers["value_high"])
    return (
        row
        | dated(row, cells["period_end"], card["published_on"])
        | {
            "claim_id": cells["coding_id"],
            "document_id": cells["document"],
            "context_id": card["context"],
            "place_id": places.get(place, f"uncatalogued: {place}") if place else "national",
            "origin_id": body,
            "origin_family": family,
            "publisher_family": origins.get(publisher.lower(), (None, None))[1],
            "a1_low": low,
            "a1_high": high,
            "period_is_implied": cells["period_is_implied"] == "true",
            "text_kind": card["text_kind"],
            "sentence": None,
        }
    )


def distorted(claims: pd.DataFrame, echoes: pd.DataFrame) -> pd.DataFrame:
    """The distortions of all measures, each found among the claims that it is compared with, as the warehouse hands them over."""
    found = []
    for measure in MEASURES:
        told = claims[claims["measure"].isin(compared(measure))]
        found.append(distortions([told], echoes[echoes["claim_id"].isin(told["claim_id"])], measure))
    return pd.concat(found, ignore_index=True)
