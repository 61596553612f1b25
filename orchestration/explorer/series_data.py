"""What the page of a series lets a reader choose from, in one script that works without a server."""

import json
from datetime import date
from typing import Any

from orchestration.explorer.history import Move
from orchestration.explorer.record import CLAIM_LISTS, Record, Row, SeriesKey

Shown = list[Any]
NEWS = ("reported", "nothing_due", "overdue", "ended", "withheld", "unknown")
_VALUES = ("reported_low", "reported_high", "bound_low", "bound_high", "contested", "wide_low", "wide_high", "obs_status")


def mark_day(claim: Row) -> str | None:
    """The day under which a claim stands in a chart: the last day it speaks of, or else that of its publication."""
    day = claim["as_of_last"]
    if day is not None:
        return str(day)
    said = claim["published_on"]
    return None if said is None else f"{said}-01-01"[:10] if len(said) == 4 else f"{said}-01"[:10]


def script(record: Record, key: SeriesKey, moves: list[Move], replayed: list[date] | None) -> str:
    """``series.js`` reads it as ``window.series``: points of today, moves of the past, and claims. Plain data, no word of a source can leave it.

    ``replayed``: the days on which the past is known, where it is not known on every day.
    """
    rows = record.series[key]
    months = sorted({row["month_end"] for row in rows} | {move.month_end for move in moves})
    month_at = {month: index for index, month in enumerate(months)}
    claims = record.claims_of[key]
    claim_at = {row["claim_id"]: index for index, row in enumerate(claims)}
    points: dict[str, list[Shown]] = {}
    differs: dict[str, dict[int, str]] = {}
    for row in rows:
        line = f"{row['origin_id']}|{row['assumption_set']}"
        if row["differing_aspects"]:
            differs.setdefault(line, {})[month_at[row["month_end"]]] = ", ".join(row["differing_aspects"])
        behind = [[claim_at[one] for one in row[name] if one in claim_at] for name in CLAIM_LISTS]
        points.setdefault(line, []).append(
            [month_at[row["month_end"]], *(row[name] for name in _VALUES), NEWS.index(row["news_state"]), *behind, _is_reviewed(record, row)]
        )
    days = sorted({move.known_on for move in moves})
    day_at = {day: index for index, day in enumerate(days)}
    past: dict[str, list[Shown]] = {}
    for move in moves:
        values = None if move.values is None else [*move.values[:-1], [claim_at[one] for one in move.values[-1] if one in claim_at]]
        past.setdefault(f"{move.origin_id}|{move.assumption_set}", []).append([day_at[move.known_on], month_at[move.month_end], values])
    data = {
        "months": months,
        "news": NEWS,
        "points": points,
        "differs": differs,
        "days": days,
        "past": past,
        "replayed": replayed,
        "claims": [_claim(record, row) for row in claims],
    }
    return f"window.series = {safe_json(data)};\n"


def safe_json(data: Any) -> str:
    """JSON that can stand in a script or a page: no character of it opens or closes anything."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), default=_plain)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a page")


def _is_reviewed(record: Record, point: Row) -> bool:
    behind = {one for name in CLAIM_LISTS for one in point[name]}
    return all(record.claim[one]["review_status"] != "machine" for one in behind if one in record.claim)


def _claim(record: Record, row: Row) -> dict[str, Any]:
    document = record.document[row["document_id"]]
    return {
        "id": row["claim_id"],
        "day": mark_day(row),
        "value": row["value"],
        "low": row["value_low"],
        "high": row["value_high"],
        "qualifier": row["qualifier"],
        "origin": row["origin_id"],
        "family": record.origin.get(row["origin_id"], {}).get("family"),
        "echo": row["relation"] == "echo",
        "machine": row["review_status"] == "machine",
        "document": row["document_id"][:16],
        "title": document["title"],
        "source": document["source_name"],
        "published": row["published_on"],
        "known": row["known_from"],
        "sentence": row["sentence"],
    }
