"""What the pages tell, read from a published release: plain rows, as the marts have them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store.published import opened, release_of, rows
from orchestration.store.releases import manifest

Row = dict[str, Any]
SeriesKey = tuple[str, str, str, str]
"""Measure, context, population and place."""

CLAIM_LISTS = ("reported_claims", "bound_low_claims", "bound_high_claims")
"""Columns of a point that name claims."""

_CLAIMS = """
    select
        claims.*,
        lineage.sentence,
        lineage.sentence_before,
        lineage.sentence_after,
        lineage.trace,
        echoes.relation,
        echoes.voice_id,
        coalesce(claims.number_start, paired.number_start) - claims.char_start as number_at,
        length(coalesce(claims.number_text, paired.number_text)) as number_length
    from fct_claims as claims
    left join lineage on claims.claim_id = lineage.claim_id
    left join echoes on claims.claim_id = echoes.claim_id
    left join fct_claims as paired
        on claims.paired_claim_id = paired.claim_id and claims.char_start = paired.char_start
    where claims.is_leading
    order by claims.as_of_last, claims.published_on, claims.claim_id
"""

_POINTS = """
    select '{measure}' as measure, * from series_{measure}
    order by context_id, population, place, origin_id, assumption_set, month_end
"""

_DOCUMENTS = """
    select documents.*, sources.name as source_name, sources.rights
    from dim_documents as documents
    left join dim_sources as sources on documents.source_id = sources.source_id
    order by documents.published_on desc nulls last, documents.document_id
"""

_TABLES = {
    "contexts": "select * from dim_contexts order by context_id",
    "origins": "select * from dim_origins order by context_id, claim_count desc, name, origin_id",
    "facilities": "select * from dim_facilities order by context_id, name, facility_id",
    "sources": "select * from dim_sources order by name, source_id",
    "conflicts": "select * from conflicts order by measure, context_id, population, place, conflict_id, origin_id, assumption_set",
    "changes": "select * from changes order by measure, context_id, population, place, origin_id, assumption_set, month_end",
    "judgements": "select * from judgements order by decided_at, judgement_id",
    "sets": "select * from assumption_sets order by is_default desc, assumption_id",
    "withheld": "select * from withheld_texts order by document_id, found_in, kind, rule, withheld_id",
    "tables": "select table_name, comment, estimated_size from duckdb_tables() where schema_name = 'main' and not internal order by all",
}


@dataclass(frozen=True)
class Record:
    """A release: what it says of itself, and its rows. ``points`` are those of all series, ``claims`` the leading ones."""

    folder: Path
    version: str
    content_hash: str
    started_at: str
    points: list[Row]
    claims: list[Row]
    documents: list[Row]
    contexts: list[Row]
    origins: list[Row]
    facilities: list[Row]
    sources: list[Row]
    conflicts: list[Row]
    changes: list[Row]
    judgements: list[Row]
    sets: list[Row]
    withheld: list[Row]
    tables: list[Row]

    @cached_property
    def claim(self) -> dict[str, Row]:
        """The leading claims by id."""
        return {row["claim_id"]: row for row in self.claims}

    @cached_property
    def document(self) -> dict[str, Row]:
        """The documents by id."""
        return {row["document_id"]: row for row in self.documents}

    @cached_property
    def origin(self) -> dict[str, Row]:
        """The origins by id."""
        return {row["origin_id"]: row for row in self.origins}

    @cached_property
    def echoes_of(self) -> dict[str, list[Row]]:
        """The claims that repeat a claim, by its id."""
        return grouped((row for row in self.claims if row["relation"] == "echo"), "voice_id")

    @cached_property
    def series(self) -> dict[SeriesKey, list[Row]]:
        """The points of each series."""
        found: dict[SeriesKey, list[Row]] = {}
        for row in self.points:
            found.setdefault((row["measure"], row["context_id"], row["population"], row["place"]), []).append(row)
        return dict(sorted(found.items(), key=lambda item: (item[0][1], SERIES_MEASURES.index(item[0][0]), item[0][2] != "all", item[0])))

    @cached_property
    def claims_of(self) -> dict[SeriesKey, list[Row]]:
        """The claims of each series, and those that its points name: the marks of its chart."""
        found: dict[SeriesKey, dict[str, Row]] = {}
        for row in self.claims:
            if row["series_exclusion"] is None:
                found.setdefault((row["measure"], row["context_id"], row["population"], row["place_id"]), {})[row["claim_id"]] = row
        for key, points in self.series.items():
            named = {claim for point in points for name in CLAIM_LISTS for claim in point[name]}
            found.setdefault(key, {}).update({claim: self.claim[claim] for claim in named if claim in self.claim})
        place = {row["claim_id"]: index for index, row in enumerate(self.claims)}
        return {key: sorted(claims.values(), key=lambda row: place[row["claim_id"]]) for key, claims in found.items()}

    @cached_property
    def series_of_origin(self) -> dict[str, list[SeriesKey]]:
        """The series that an origin has points in."""
        found: dict[str, dict[SeriesKey, None]] = {}
        for key, points in self.series.items():
            for point in points:
                found.setdefault(point["origin_id"], {})[key] = None
        return {origin: list(keys) for origin, keys in found.items()}

    def first_points(self, key: SeriesKey) -> list[Row]:
        """The points of a series that a reader sees first: over all origins, or of the first origin there is, under the default set."""
        shown = [row for row in self.series[key] if row["assumption_set"] == self.default_set()]
        return [row for row in shown if row["origin_id"] == "all"] or [row for row in shown if row["origin_id"] == self.origins_of(key)[0]]

    def origins_of(self, key: SeriesKey) -> list[str]:
        """The origins that have points in a series: all together first, then families, then the others by name."""
        found = {row["origin_id"] for row in self.series[key]}
        return sorted(found, key=lambda one: (one != "all", not one.startswith("family: "), self.origin.get(one, {}).get("name", one)))

    def default_set(self) -> str:
        """The assumption set that a reader sees first."""
        return str(next(row["assumption_id"] for row in self.sets if row["is_default"] and row["kind"] == "reading"))


def grouped(rows: Any, key: str) -> dict[Any, list[Row]]:
    """Rows by the value of one column, in their order."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def read(releases: Path) -> Record:
    """The current release. Raises ``FileNotFoundError`` before the first."""
    release = release_of(releases)
    with opened(release) as connection:
        said = manifest(release)
        points = [row for measure in SERIES_MEASURES for row in rows(connection.execute(_POINTS.format(measure=measure)))]
        tables = {name: rows(connection.execute(query)) for name, query in _TABLES.items()}
        return Record(
            folder=release,
            version=release.name,
            content_hash=said["content_hash"],
            started_at=said["started_at"],
            points=points,
            claims=rows(connection.execute(_CLAIMS)),
            documents=rows(connection.execute(_DOCUMENTS)),
            **tables,
        )
