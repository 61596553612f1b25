"""The state of the pipeline at a glance, for people and for cron: is what analysts read fresh, whole and looked after?

It needs no daemon and no Dagster: a daemon that died shows as a refresh that did not come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from orchestration import settings as knobs
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import Settings
from orchestration.store import lock, published, raw, releases, removed, seen, upkeep

LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Sign:
    """One thing looked at: what, how it is, and what to do where something must be done (then it is not well)."""

    what: str
    how: str
    remedy: str | None = None


def signs(settings: Settings, now: datetime) -> Iterator[Sign]:
    """What there is to see, the urgent first. ``now`` is in UTC."""
    yield _refreshed(settings, now)
    for failed in upkeep.alerts(settings.var):
        first = next(iter(failed.words.splitlines()), "it does not say why")
        yield Sign("failed", f"{failed.job} at {failed.failed_at}: {first}", "see the run in the Dagster UI, then 'make run'")
    for folder in removed.unfinished(settings.var):
        yield Sign("takedown", f"of raw/{folder} is not done", f"run 'detention remove {folder}' again, with its reason")
    if settings.var.is_dir():
        yield _lock(settings)
        taken, free = upkeep.disk(settings.var)
        how = f"var/ takes {taken / 1e9:.1f} GB, {free / 1e9:.1f} GB are free"
        yield Sign("disk", how, "make room: a refresh writes aside before it swaps" if free < LEAST_FREE_BYTES else None)
    yield from _sources(settings, now)


def _refreshed(settings: Settings, now: datetime) -> Sign:
    current, last = releases.current(settings.releases), upkeep.last_refresh(settings.var)
    if current is None or last is None:
        return Sign(
            "refresh", "nothing is published yet" if current is None else f"release {current.name}, and no refresh is on record", "run 'make run'"
        )
    hours = upkeep.hours_since(last.ended_at, now)
    late = hours > knobs.FRESH_HOURS
    remedy = "is the daemon alive? 'make run' takes in everything that is pending" if late else None
    return Sign("refresh", f"release {current.name}, refreshed {hours:.1f} hours ago", remedy)


def _lock(settings: Settings) -> Sign:
    owner = lock.owner(settings.var)
    if lock.is_held(settings.var):
        return Sign("lock", f"a refresh is under way (process {owner or 'unknown'})")
    return Sign("lock", "free" if owner is None else f"free; its last owner, process {owner}, was killed: the next refresh clears up after it")


def _sources(settings: Settings, now: datetime) -> Iterator[Sign]:
    asked = seen.latest(settings.var)
    newest = published.newest(settings.releases) if releases.current(settings.releases) else {}
    for section in SECTIONS:
        try:
            cards = raw.sources(settings.raw, section)
        except (ValueError, OSError) as error:
            yield Sign("raw", str(error), "mend it: no refresh will end well before")
            continue
        for source_id, card in cards.items():
            if not card.feeds:
                continue
            last = asked.get(source_id)
            how = f"last document {newest.get(source_id) or 'none'}, last asked {last or 'never'}"
            silent = last is None or upkeep.hours_since(last, now) > 2 * knobs.FRESH_HOURS
            yield Sign(source_id, how, f"run 'detention capture --source {source_id}', or switch capture_schedule on" if silent else None)
