"""The last stage: what was refreshed becomes a release."""

import subprocess
from datetime import UTC, datetime

import dagster as dg
import pandas as pd

from orchestration import settings
from orchestration.claims.extract import EXTRACTOR_VERSION
from orchestration.defs import warehouse  # an asset that is imported by name would be defined here too
from orchestration.defs.kinds import FRESH, OWNERS, RETRY, refusing
from orchestration.model.identities import outcomes
from orchestration.model.refresh import Refresh
from orchestration.store import releases
from orchestration.store.integrity import fall_back, note_hashes
from orchestration.store.upkeep import LastRefresh, note_refresh
from orchestration.store.warehouse import has_passed

COUNTED = {"captures": "outcome", "codings": "outcome", "claims": "method"}
"""Tables that a refresh counts, and by which column."""


def git_revision() -> str | None:
    """Revision of the checkout, with ``-dirty`` when tracked files differ from it; None outside one."""
    command = ["git", "-C", str(settings.ROOT), "describe", "--always", "--dirty", "--abbrev=40", "--exclude", "*"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or None


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins={name: dg.AssetIn(key_prefix="lake", metadata={"columns": [column]}) for name, column in COUNTED.items()},
    description=Refresh.__doc__,
)
def refreshes(context: dg.AssetExecutionContext, captures: pd.DataFrame, codings: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    found = settings.load()
    if (damaged := fall_back(found.releases)) is not None:
        context.log.warning("%s is damaged and served no longer: 'detention verify' said in which file", damaged)
    folders, rows = outcomes(captures), outcomes(codings)
    this = {
        "version": releases.next_version(found.releases, found.today),
        "started_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}",
        "git_revision": git_revision(),
        "extractor_version": EXTRACTOR_VERSION,
        "folders_read": len(captures),
        **{f"documents_{outcome}": count for outcome, count in folders.items()},
        "codings_read": len(codings),
        **{f"codings_{outcome}": count for outcome, count in rows.items()},
        "claims_extracted": int((claims["method"] == "extracted").sum()),
    }
    past = releases.refreshes(found.releases)
    return pd.DataFrame([*past, this], columns=list(Refresh.to_schema().columns))


@dg.asset(
    group_name="release",
    owners=OWNERS,
    kinds={"python", "duckdb"},
    tags={"stage": "release"},
    retry_policy=RETRY,
    deps=[warehouse.dbt_models],
    freshness_policy=FRESH,
    ins={"refreshes": dg.AssetIn(key_prefix="lake")},
    description="The published warehouse: var/releases/current, swapped in whole after every check has passed.",
)
@refusing()
def release(refreshes: pd.DataFrame) -> dg.MaterializeResult[None]:
    found = settings.load()
    this = refreshes.iloc[-1]
    if not has_passed(found.build_file, this["started_at"]):
        raise ValueError("there is no build of this refresh that passed every test: nothing is published. Run the job refresh, or: make run")
    published = releases.publish(
        found.build_file,
        found.releases,
        this["version"],
        settings.RELEASES_KEPT,
        {"git_revision": this["git_revision"], "started_at": this["started_at"], "extractor_version": this["extractor_version"]},
        found.memory,
    )
    note_hashes(found.raw, found.var)
    note_refresh(found.var, LastRefresh(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", published.version))
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "is_new": published.is_new,
            "file": dg.MetadataValue.path(found.releases / "current" / releases.DATABASE),
            **{f"rows_{relation}": count for relation, count in published.rows.items()},
        }
    )
