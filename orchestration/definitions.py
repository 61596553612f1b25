"""Entry point for Dagster: everything under ``defs/``."""

from pathlib import Path

import dagster as dg

import orchestration.defs


@dg.definitions
def defs() -> dg.Definitions:
    """Everything under ``defs/``."""
    return dg.load_from_defs_folder(path_within_project=Path(orchestration.defs.__file__).parent)
