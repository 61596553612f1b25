"""What the published release says of what waits for a person: the queue, one claim of it, one conflict."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store.published import connect, rows

Row = dict[str, Any]
Item = tuple[str, str]
"""Kind (claim or conflict) and id."""

PAGE = 50

_PUBLISHED = "select judgement_id from judgements"

_WAITING = """
    select * from review_queue
    where (? = 'all' or item_kind = ?) and not list_contains(?, item_kind || '/' || item_id)
    order by position limit ? offset ?
"""
_COUNTS = """
    select item_kind, count(*) from review_queue where not list_contains(?, item_kind || '/' || item_id) group by item_kind order by item_kind
"""
_NEXT = """
    select item_kind, item_id from review_queue
    where position > ? and (? = 'all' or item_kind = ?) and not list_contains(?, item_kind || '/' || item_id) order by position limit 1
"""
_PREVIOUS = """
    select item_kind, item_id from review_queue where position < ? and (? = 'all' or item_kind = ?) order by position desc limit 1
"""
_CLAIM = """
    select
        claims.*,
        documents.title, documents.url, documents.text_kind, documents.folder,
        sources.name as source,
        coalesce(lineage.sentence, claims.quote_text) as sentence,
        coalesce(lineage.sentence_before, queue.sentence_before) as sentence_before,
        coalesce(lineage.sentence_after, queue.sentence_after) as sentence_after,
        queue.position, queue.why, queue.points, queue.points_unseen, queue.points_of_pair,
        figures.claim_count, figures.unreviewed_claim_count, figures.document_count
    from fct_claims as claims
    inner join dim_documents as documents on claims.document_id = documents.document_id
    left join dim_sources as sources on documents.source_id = sources.source_id
    left join lineage on claims.claim_id = lineage.claim_id
    left join review_queue as queue on claims.claim_id = queue.item_id and queue.item_kind = 'claim'
    left join fct_figures as figures on claims.figure_id = figures.figure_id
    where claims.claim_id = ?
"""
_BESIDE = """
    select
        claims.claim_id, claims.caption, claims.fingerprint
    from fct_claims as claims
    inner join fct_claims as one on one.claim_id = ?
    where
        claims.claim_id <> one.claim_id
        and claims.document_id <> one.document_id
        and claims.is_leading
        and claims.context_id = one.context_id
        and claims.measure = one.measure
        and coalesce(claims.value, claims.value_low) = coalesce(one.value, one.value_low)
        and claims.value is not distinct from one.value
        and claims.value_high is not distinct from case when one.value is null then one.value_high else claims.value_high end
    order by abs(coalesce(claims.as_of_last - one.as_of_last, 99999)), claims.claim_id
    limit 12
"""
_POINTS = """
    select
        '{measure}' as measure, origin_id, population, place,
        strftime(min(month_end), '%Y-%m') as first_month, strftime(max(month_end), '%Y-%m') as last_month, count(*) as points,
        count(*) filter (where list_contains(reported_claims, ?)) as reported,
        count(*) filter (where list_contains(bound_low_claims, ?)) as bounds_below,
        count(*) filter (where list_contains(bound_high_claims, ?)) as bounds_above
    from series_{measure}
    where
        assumption_set in (select assumption_id from assumption_sets where is_default)
        and (list_contains(reported_claims, ?) or list_contains(bound_low_claims, ?) or list_contains(bound_high_claims, ?))
    group by origin_id, population, place
    order by points desc, origin_id, population, place
"""
_CONFLICTS = """
    select distinct conflict_id, kind, status from conflicts where list_contains(claims, ?) or list_contains(echo_claims, ?) order by conflict_id
"""
_CONFLICT = """
    select conflicts.*, queue.position, queue.points, queue.points_unseen
    from conflicts left join review_queue as queue on conflicts.conflict_id = queue.item_id and queue.item_kind = 'conflict'
    where conflicts.conflict_id = ? order by conflicts.assumption_set, conflicts.origin_id
"""
_SAID = """
    select claims.claim_id, claims.caption, coalesce(lineage.sentence, claims.quote_text) as sentence, claims.language
    from fct_claims as claims left join lineage on claims.claim_id = lineage.claim_id
    where list_contains(?, claims.claim_id) order by claims.claim_id
"""


class Queue:
    """The queue of the current release; every question opens it anew, so that a refresh is seen at once.

    Raises ``FileNotFoundError`` before the first release.
    """

    def __init__(self, releases: Path) -> None:
        self._releases = releases

    def published(self) -> set[str]:
        """Keys of the judgements that the release knows."""
        with connect(self._releases) as connection:
            return {row["judgement_id"] for row in rows(connection.execute(_PUBLISHED))}

    def waiting(self, kind: str, done: Iterable[Item], page: int) -> list[Row]:
        """A page of what waits, of a kind or of all."""
        with connect(self._releases) as connection:
            return rows(connection.execute(_WAITING, [kind, kind, _keys(done), PAGE, PAGE * (page - 1)]))

    def counts(self, done: Iterable[Item]) -> dict[str, int]:
        """How many wait, by kind."""
        with connect(self._releases) as connection:
            return {row["item_kind"]: row["count_star()"] for row in rows(connection.execute(_COUNTS, [_keys(done)]))}

    def after(self, position: int, kind: str, done: Iterable[Item]) -> Item | None:
        """The next that waits after a position."""
        with connect(self._releases) as connection:
            return _item(rows(connection.execute(_NEXT, [position, kind, kind, _keys(done)])))

    def before(self, position: int, kind: str) -> Item | None:
        """The one before a position, dealt with or not."""
        with connect(self._releases) as connection:
            return _item(rows(connection.execute(_PREVIOUS, [position, kind, kind])))

    def claim(self, claim_id: str) -> Row | None:
        """A claim with its document, the sentences round it and its place in the queue."""
        with connect(self._releases) as connection:
            return next(iter(rows(connection.execute(_CLAIM, [claim_id]))), None)

    def beside(self, claim_id: str) -> list[Row]:
        """Claims of other documents that state the same number of the same measure, the nearest in time first."""
        with connect(self._releases) as connection:
            return rows(connection.execute(_BESIDE, [claim_id]))

    def points(self, claim_id: str) -> list[Row]:
        """The series whose points name a claim, under the default assumption set."""
        with connect(self._releases) as connection:
            found: list[Row] = []
            for measure in SERIES_MEASURES:
                found += rows(connection.execute(_POINTS.format(measure=measure), [claim_id] * 6))
        return found

    def conflicts_of(self, claim_id: str) -> list[Row]:
        """The conflicts that a claim is part of."""
        with connect(self._releases) as connection:
            return rows(connection.execute(_CONFLICTS, [claim_id, claim_id]))

    def conflict(self, conflict_id: str) -> list[Row]:
        """A conflict, a row for every series and assumption set in which it shows."""
        with connect(self._releases) as connection:
            return rows(connection.execute(_CONFLICT, [conflict_id]))

    def said(self, claims: Iterable[str]) -> list[Row]:
        """What claims say."""
        with connect(self._releases) as connection:
            return rows(connection.execute(_SAID, [list(claims)]))


def _keys(items: Iterable[Item]) -> list[str]:
    return [f"{kind}/{item_id}" for kind, item_id in items]


def _item(found: list[Row]) -> Item | None:
    return (found[0]["item_kind"], found[0]["item_id"]) if found else None
