"""Entry point for Dagster: everything under ``defs/``."""

from pathlib import Path

import dagster as dg

import orchestration.defs
from orchestration.defs.catalogue import catalogued


@dg.definitions
def defs() -> dg.Definitions:
    """Everything under ``defs/``, its assets as the catalogue of the UI tells of them."""
    loaded = dg.load_from_defs_folder(path_within_project=Path(orchestration.defs.__file__).parent)
    return dg.Definitions(
        assets=dg.map_asset_specs(catalogued, loaded.assets or ()),  # type: ignore[arg-type]  # no asset is of the older kinds
        asset_checks=loaded.asset_checks,
        jobs=loaded.jobs,
        schedules=loaded.schedules,
        sensors=loaded.sensors,
        resources=loaded.resources,
        executor=loaded.executor,
    )
