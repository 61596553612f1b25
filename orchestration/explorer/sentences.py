"""The state of a series in a few sentences, each number with the claim or point it stands on."""

from typing import Any

from orchestration.explorer import links
from orchestration.explorer.phrases import Phrases
from orchestration.explorer.record import Record, Row, SeriesKey
from orchestration.model.vocabulary import STOCK_MEASURES

Piece = str | dict[str, Any]
Sentence = list[Piece]
"""Text and numbers in turn; a number has its ``text``, the ``number`` (None for a range), where it is ``from`` and an ``href``."""

_MARK = "\x00"
_SAYS_AT_LEAST = frozenset({"exactly", "at_least"})
"""Hedges of a claim whose number is itself the least that it allows."""


class Teller:
    """Tells the state of the series of a record in one language."""

    def __init__(self, record: Record, phrases: Phrases) -> None:
        self._record, self._phrases = record, phrases

    def place(self, place: str, worded: str | None = None) -> str:
        """A place by name."""
        if place in self._phrases.texts["places"]:
            return self._phrases.word("places", place)
        facility = next((row for row in self._record.facilities if row["facility_id"] == place), None)
        if facility is not None:
            return str(facility["name"])
        return self._phrases.say("words.unknown_place", place=place.removeprefix("uncatalogued: ") if place else worded or "")

    def origin(self, origin_id: str) -> str:
        """An origin by name."""
        if origin_id in ("all", "uncredited"):
            return self._phrases.say(f"words.{origin_id}")
        if origin_id.startswith("family: "):
            return self._phrases.say("words.family", name=self.origin(origin_id.removeprefix("family: ")))
        return str(self._record.origin[origin_id]["name"]) if origin_id in self._record.origin else origin_id

    def title(self, key: SeriesKey) -> str:
        """A series by name."""
        measure, _, population, place = key
        said = self._phrases.say
        return said(
            "series.title",
            measure=said(f"measures.{measure}.title"),
            population=self._phrases.word("populations", population),
            place=self.place(place),
        )

    def state(self, key: SeriesKey) -> list[Sentence]:
        """The state of a series: what is certain, what was said last, what contradicts."""
        points = self._record.first_points(key)
        return self._held(key, points) if key[0] in STOCK_MEASURES else self._counted(key, points)

    def _number(self, text: str, number: int | None, claim: Row | None, point: str) -> Piece:
        href = links.claim(claim["document_id"], claim["claim_id"]) if claim else f"{point}.html#points"
        return {"text": text, "number": number, "from": claim["claim_id"] if claim else point, "href": href}

    def _sentence(self, key: str, number: Piece, **parts: str) -> Sentence:
        before, after = self._phrases.say(key, value=_MARK, **parts).split(_MARK)
        return [before, number, after]

    def _where(self, key: SeriesKey) -> dict[str, str]:
        about = [
            *([self._phrases.word("populations", key[2])] if key[2] != "all" else []),
            *([self.place(key[3])] if key[3] != "national" else []),
        ]
        return {
            "counted": self._phrases.texts["measures"][key[0]]["title"],
            "place": self._phrases.say("words.in_place", place=", ".join(about)) if about else "",
        }

    def _counted(self, key: SeriesKey, points: list[Row]) -> list[Sentence]:
        told: list[Sentence] = []
        said = self._phrases
        bounded = [row for row in points if row["bound_low"] is not None]
        if bounded:
            last = bounded[-1]
            told.append(self._at_least(key, last))
            told += self._registers(key)
            if last["bound_high"] is None:
                told.append([said.say("words.no_upper")])
            else:
                told.append(self._sentence("words.upper", self._number(said.number(last["bound_high"]), last["bound_high"], None, links.series(key))))
        return told + self._contested(points)

    def _at_least(self, key: SeriesKey, last: Row) -> Sentence:
        """The lower bound, as the words of a body only where it said so itself: what follows from a hedged or rounded number stands beside it."""
        said, low = self._phrases, last["bound_low"]
        claims = [self._record.claim[one] for one in last["bound_low_claims"] if one in self._record.claim]
        voices = [one for one in claims if one["relation"] != "echo"] or claims
        stated = next((one for one in voices if one["value"] == low and one["qualifier"] in _SAYS_AT_LEAST), None)
        claim = stated or next(iter(voices), None)
        parts = self._where(key) | {"did": said.form(said.texts["measures"][key[0]]["did"], low), "since": self._since(claim)}
        derived = self._number(said.number(low), low, None, links.series(key))
        is_one = stated is not None or len({said.value(one) for one in voices}) == 1
        if claim is None or not is_one or claim["origin_id"] == "uncredited" or len({one["origin_id"] for one in voices}) > 1:
            return self._sentence("words.at_least_unattributed", derived, **parts)
        parts |= {"origin": self.origin(claim["origin_id"]), "date": self._as_of(claim)}
        if stated is None:
            return self._sentence("words.at_least_follows", derived, said=said.value(claim), **parts)
        return self._sentence("words.at_least_sentence", self._number(said.number(low), low, claim, ""), **parts)

    def _since(self, claim: Row | None) -> str:
        if claim is None or claim["period_start"] is None:
            return ""
        is_day = len(claim["period_start"]) == len("2000-01-01")
        return self._phrases.say("words.since_day" if is_day else "words.since", date=self._phrases.day(claim["period_start"]))

    def _as_of(self, claim: Row) -> str:
        return self._phrases.day(claim["period_end"] or claim["published_on"]) or self._phrases.say("claim.unknown_date")

    def _registers(self, key: SeriesKey) -> list[Sentence]:
        """What each family that keeps a register said last."""
        measure, context, population, place = key
        told: dict[str, Row] = {}
        for row in self._record.claims:  # by the day they speak of
            origin = self._record.origin.get(row["origin_id"])
            if (
                origin is not None
                and origin["coverage"] == "register"
                and row["as_of_last"] is not None
                and row["series_exclusion"] is None
                and row["basis"] == "cumulative"
                and (row["measure"], row["context_id"], row["population"], row["place_id"]) == (measure, context, population, place)
            ):
                told[origin["family"]] = row
        return [
            self._sentence(
                "words.last_sentence",
                self._number(self._phrases.value(row), row["value"], row, ""),
                origin=self.origin(row["origin_id"]),
                date=self._as_of(row),
            )
            for row in told.values()
        ]

    def _held(self, key: SeriesKey, points: list[Row]) -> list[Sentence]:
        said = self._phrases
        reported = [row for row in points if row["reported_claims"]]
        if not reported:
            return self._contested(points)
        last = reported[-1]
        claims = [self._record.claim[one] for one in last["reported_claims"] if one in self._record.claim]
        words = list(dict.fromkeys(said.value(one) for one in claims))
        if len(words) != 1 or len({one["origin_id"] for one in claims}) != 1:
            text = "; ".join(words) or said.range(last["reported_low"], last["reported_high"])
            piece = self._number(text, last["reported_high"], None, links.series(key))
            return [self._sentence("words.last_among", piece, month=said.month(last["month_end"])), *self._contested(points)]
        claim = next((one for one in claims if one["relation"] != "echo"), claims[0])
        key_of = "words.last_uncredited" if claim["origin_id"] == "uncredited" else "words.last_single"
        parts = self._where(key) | {"origin": self.origin(claim["origin_id"]), "date": self._as_of(claim)}
        return [self._sentence(key_of, self._number(words[0], claim["value"], claim, ""), **parts), *self._contested(points)]

    def _contested(self, points: list[Row]) -> list[Sentence]:
        count = sum(bool(row["contested"]) for row in points)
        return [[self._phrases.count("words.contested_months", count)]] if count else []
