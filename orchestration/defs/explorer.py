"""The explorer and the exports of the published release, made after it in a run of its own, so that no page can hold back a release."""

import dagster as dg

from orchestration import settings
from orchestration.defs import refresh as refreshing  # a job or an asset that is imported by name would be defined here too
from orchestration.defs import release as releasing
from orchestration.defs.kinds import OWNERS
from orchestration.explorer.site import build
from orchestration.exports.folder import export


@dg.asset(
    group_name="explorer",
    owners=OWNERS,
    kinds={"python", "html"},
    tags={"stage": "explorer"},
    deps=[releasing.release],
    description="The explorer: var/site, pages of every series, document, origin and conflict of the current release, swapped in whole.",
)
def site() -> dg.MaterializeResult[None]:
    found = settings.load()
    built = build(found.releases, found.var, lambda *_: None)
    return dg.MaterializeResult(
        metadata={
            "version": built.version,
            "pages": built.pages,
            "megabytes": round(built.size / 1e6, 1),
            "file": dg.MetadataValue.path(built.folder / "index.html"),
        }
    )


@dg.asset(
    group_name="explorer",
    owners=OWNERS,
    kinds={"python", "csv"},
    tags={"stage": "explorer"},
    deps=[releasing.release],
    description="The exports: var/exports/current, the release as CSV, Parquet, data package, Croissant and SDMX, with citations, swapped in whole.",
)
def exports() -> dg.MaterializeResult[None]:
    found = settings.load()
    written = export(found.releases, found.var, settings.ROOT / "CITATION.cff", found.dbt_manifest)
    return dg.MaterializeResult(
        metadata={
            "version": written.version,
            "files": written.files,
            "megabytes": round(written.size / 1e6, 1),
            "file": dg.MetadataValue.path(written.folder / "datapackage.json"),
        }
    )


explorer_job = dg.define_asset_job(
    "explorer",  # not "site": no job may have the name of an asset
    selection=dg.AssetSelection.assets(site, exports),
    description="Builds the explorer and the exports of the current release.",
    tags={"dagster/max_runtime": 1800},
    executor_def=dg.in_process_executor,
)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[refreshing.refresh_job],
    request_job=explorer_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Builds the explorer and the exports when a refresh has ended well.",
)
def refreshed(context: dg.RunStatusSensorContext) -> dg.RunRequest:
    return dg.RunRequest(run_key=context.dagster_run.run_id)
