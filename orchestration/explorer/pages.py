"""Every page of the site in one language, from a record. Every value is escaped by the template; the words come from the catalogue."""

from collections.abc import Iterator
from typing import Any

import jinja2

from orchestration.explorer import charts, links
from orchestration.explorer.phrases import LOCALES, Phrases
from orchestration.explorer.record import Record, Row, SeriesKey, grouped
from orchestration.explorer.sentences import Teller
from orchestration.model.vocabulary import SERIES_MEASURES

MOVES_SHOWN = 500
"""Rows of ``changes`` on a page; the download has all of them."""

CLAIMS_SHOWN = 400
"""Claims in the table of a page, the newest; the download has all of them."""


class Pages:
    """The pages of a record in one language; ``len`` says how many there are."""

    def __init__(self, record: Record, phrases: Phrases) -> None:
        self._record, self._phrases = record, phrases
        self._tell = Teller(record, phrases)
        self._by_document = grouped(record.claims, "document_id")
        self._by_origin = grouped(record.claims, "origin_id")
        self._by_place = grouped(record.claims, "place_id")
        self._conflicts = grouped(record.conflicts, "conflict_id")
        self._conflicts_of: dict[str, dict[str, Row]] = {}
        for row in record.conflicts:
            for claim in (*row["claims"], *row["echo_claims"]):
                self._conflicts_of.setdefault(claim, {})[row["conflict_id"]] = row
        self._judgements_of: dict[str, list[Row]] = {}
        for row in record.judgements:
            for claim in row["claims"] or []:
                self._judgements_of.setdefault(claim, []).append(row)
        self._templates = jinja2.Environment(
            loader=jinja2.PackageLoader("orchestration", "explorer/templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= self._words()

    def __len__(self) -> int:
        return (
            len(links.LIST_PAGES)
            + len(self._record.series)
            + len(self._record.documents)
            + len(self._by_origin)
            + len(self._facilities())
            + len(self._conflicts)
        )

    def all(self) -> Iterator[tuple[str, str]]:
        """Path and text of every page."""
        yield self._page("index", "index.html", self._phrases.say("front.title"), downloads="index", **self._front())
        for name in links.LIST_PAGES[1:]:
            downloads = name if name in ("documents", "origins", "conflicts", "changes", "data", "withheld") else "index"
            yield self._page(name, "lists.html", self._phrases.say(_HEADINGS[name]), downloads=downloads, **self._lists())
        for key in self._record.series:
            yield self._series(key)
        for row in self._record.documents:
            claims = self._by_document.get(row["document_id"], [])
            path = links.document(row["document_id"])
            title = row["title"] or self._phrases.say("document.untitled")
            yield self._page(path, "document.html", title, downloads=path if claims else None, document=row, claims=claims)
        for origin_id, claims in self._by_origin.items():
            yield self._origin(origin_id, claims)
        for row in self._facilities():
            yield self._facility(row)
        for conflict_id, rows in self._conflicts.items():
            yield self._conflict(conflict_id, rows)

    def _page(self, path: str, template: str, title: str, downloads: str | None, **parts: Any) -> tuple[str, str]:
        deep = "/" in path
        text = self._templates.get_template(template).render(
            path=path, title=title, downloads=downloads, root="../../" if deep else "../", up="../" if deep else "", **parts
        )
        return path, text

    def _words(self) -> dict[str, Any]:
        record, phrases, tell = self._record, self._phrases, self._tell
        return {
            "record": record,
            "language": phrases.language,
            "other": next(one for one in LOCALES if one != phrases.language),
            "version": record.version,
            "content_hash": record.content_hash,
            "made_on": phrases.day(record.started_at[:10]),
            "texts": phrases.texts,
            "say": phrases.say,
            "count": phrases.count,
            "word": phrases.word,
            "day": phrases.day,
            "month": phrases.month,
            "number": phrases.number,
            "range": phrases.range,
            "value": phrases.value,
            "population": lambda claim: (
                claim["population_detail"] if claim["population"] == "other" else phrases.word("populations", claim["population"])
            ),
            "place": tell.place,
            "origin_name": tell.origin,
            "series_title": tell.title,
            "link": links,
            "origin_ids": self._by_origin.keys() & record.origin.keys(),
            "series_keys": record.series.keys(),
            "claim_by_id": record.claim,
            "document_of": lambda claim: record.document[claim["document_id"]],
            "claims_of_document": lambda one: self._by_document.get(one, []),
            "echoes_of": lambda one: record.echoes_of.get(one, []),
            "judgements_of": lambda one: self._judgements_of.get(one, []),
            "conflicts_of": lambda one: self._conflicts_of.get(one, {}).values(),
            "series_of": self._series_of,
        }

    def _series_of(self, claim: Row) -> SeriesKey | None:
        key = (claim["measure"], claim["context_id"], claim["population"], claim["place_id"])
        return key if key in self._record.series else None

    def _front(self) -> dict[str, Any]:
        names = {row["context_id"]: row["name"] for row in self._record.contexts}
        contexts: dict[str, dict[str, Any]] = {}
        shown = []
        for key in self._record.series:
            _, context, population, place = key
            if population != "all" or place != "national":
                continue
            shown.append(key)
            part = contexts.setdefault(context, {"name": names[context], "states": []})
            part["states"].append({"key": key, "title": self._tell.title(key), "sentences": self._tell.state(key)})
        number = self._phrases.number
        counts = self._phrases.say(
            "front.counts",
            documents=number(len(self._record.documents)),
            claims=number(len(self._record.claims)),
            origins=number(sum(row["is_catalogued"] and row["claim_count"] > 0 for row in self._record.origins)),
            conflicts=number(len({row["conflict_id"] for row in self._record.conflicts if row["status"] == "open"})),
        )
        return {"contexts": list(contexts.values()), "others": [key for key in self._record.series if key not in shown], "counts": counts}

    def _lists(self) -> dict[str, Any]:
        return {
            "series_by_measure": {
                measure: keys for measure in SERIES_MEASURES if (keys := [key for key in self._record.series if key[0] == measure])
            },
            "conflicts": [rows[0] for rows in self._conflicts.values()],
            "changes": self._record.changes[:MOVES_SHOWN],
            "total": len(self._record.changes),
        }

    def _series(self, key: SeriesKey) -> tuple[str, str]:
        path = links.series(key)
        title = self._tell.title(key)
        claims = self._record.claims_of[key]
        here = {
            row["conflict_id"]: row for row in self._record.conflicts if (row["measure"], row["context_id"], row["population"], row["place"]) == key
        }
        return self._page(
            path,
            "series.html",
            title,
            downloads=path,
            measure=key[0],
            sentences=self._tell.state(key),
            origins=self._record.origins_of(key),
            sets=[row for row in self._record.sets if row["kind"] == "reading"],
            first_day=min((str(row["known_from"]) for row in claims if row["known_from"]), default=""),
            points=self._record.first_points(key),
            conflicts=list(here.values()),
            claims=claims[::-1][:CLAIMS_SHOWN],
            strings=self._strings(claims),
        )

    def _strings(self, claims: list[Row]) -> dict[str, Any]:
        texts = self._phrases.texts
        names = list(dict.fromkeys(self._tell.origin(row["origin_id"]) for row in claims))
        return {
            **{
                name: texts["series"][name]
                for name in ("contested", "wide", "claims_of", "open_document", "unreviewed", "chart_error", "replayed_by")
            },
            "locale": str(self._phrases.locale).replace("_", "-"),
            "time": _time_format(self._phrases),
            "unknown_date": texts["claim"]["unknown_date"],
            "obs": texts["obs"],
            "news": texts["news"],
            "qualifiers": texts["qualifiers"],
            "aspects": texts["aspects"],
            "origins": {one: self._tell.origin(one) for one in {row["origin_id"] for row in claims}},
            "chart": charts.series_chart(names),
        }

    def _origin(self, origin_id: str, claims: list[Row]) -> tuple[str, str]:
        path = links.origin(origin_id)
        origin = self._record.origin.get(origin_id, {"origin_id": origin_id, "origin_kind": None, "coverage": None, "family": None})
        keys = self._record.series_of_origin.get(origin_id, [])
        newest = sorted(claims, key=lambda row: (row["published_on"] or "", row["claim_id"]), reverse=True)
        return self._page(path, "origin.html", self._tell.origin(origin_id), downloads=path, origin=origin, keys=keys, claims=newest[:CLAIMS_SHOWN])

    def _facilities(self) -> list[Row]:
        return [row for row in self._record.facilities if row["facility_id"] in self._by_place]

    def _facility(self, row: Row) -> tuple[str, str]:
        path = links.facility(row["facility_id"])
        keys = [key for key in self._record.series if key[3] == row["facility_id"]]
        claims = self._by_place[row["facility_id"]]
        return self._page(path, "facility.html", row["name"], downloads=path, facility=row, keys=keys, claims=claims[::-1][:CLAIMS_SHOWN])

    def _conflict(self, conflict_id: str, rows: list[Row]) -> tuple[str, str]:
        path = links.conflict(conflict_id)
        claims, echoes = ([self._record.claim[one] for one in rows[0][name] if one in self._record.claim] for name in ("claims", "echo_claims"))
        return self._page(
            path,
            "conflict.html",
            f"{self._phrases.word('conflict_kinds', rows[0]['kind'])} ({conflict_id[:6]})",
            downloads=path,
            rows=rows,
            claims=claims,
            echoes=echoes,
            explanations=list(dict.fromkeys(row["explanation"] for row in rows)),
            least_change=rows[0]["least_change"],
        )


_HEADINGS = {
    "series": "nav.series",
    "documents": "nav.documents",
    "origins": "origin.title",
    "conflicts": "nav.conflicts",
    "how": "how.title",
    "changes": "changes.title",
    "data": "data.title",
    "withheld": "withheld.title",
}


def _time_format(phrases: Phrases) -> dict[str, Any]:
    """How D3 writes dates in the chart (its ``timeFormatLocale``)."""
    days, months = phrases.locale.days["stand-alone"], phrases.locale.months["stand-alone"]
    return {
        "dateTime": "%x, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [days["wide"][(index - 1) % 7] for index in range(7)],
        "shortDays": [days["abbreviated"][(index - 1) % 7] for index in range(7)],
        "months": [months["wide"][index] for index in range(1, 13)],
        "shortMonths": [months["abbreviated"][index] for index in range(1, 13)],
    }
