"""The explorer: a static site of the published release, built after it in a run of its own, so that no page can hold back a release."""

import dagster as dg

from orchestration import settings
from orchestration.defs.kinds import OWNERS
from orchestration.defs.refresh import refresh_job
from orchestration.defs.release import release
from orchestration.explorer.site import build


@dg.asset(
    group_name="explorer",
    owners=OWNERS,
    kinds={"python", "html"},
    tags={"stage": "explorer"},
    deps=[release],
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


site_job = dg.define_asset_job(
    "site",
    selection=dg.AssetSelection.assets(site),
    description="Builds the explorer of the current release.",
    tags={"dagster/max_runtime": 1800},
    executor_def=dg.in_process_executor,
)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[refresh_job],
    request_job=site_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Builds the explorer when a refresh has ended well.",
)
def refreshed(context: dg.RunStatusSensorContext) -> dg.RunRequest:
    return dg.RunRequest(run_key=context.dagster_run.run_id)
