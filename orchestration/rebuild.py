"""A rebuild from ``raw/`` alone, aside, and what it says of the current release."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace

from orchestration.settings import Settings
from orchestration.store import releases


def compared(settings: Settings) -> tuple[str, int]:
    """The name of the current release and how many relations it has, all the same rows in the same order as ``raw/`` and this code give now.

    Builds in a folder of its own, with Dagster's runs aside too, and removes it. Raises ``ValueError`` where the rebuild fails, nothing is published,
    or relations differ; what is published stays as it is.
    """
    aside = replace(settings, var=settings.rebuild)
    shutil.rmtree(aside.var, ignore_errors=True)
    try:
        # its run is none of the server's: it is kept aside too
        environment = os.environ | aside.environment() | {"DETENTION_POSTGRES": ""}
        ended = subprocess.run([sys.executable, "-m", "orchestration.cli", "refresh"], env=environment, check=False)
        anew, now = releases.current(aside.releases), releases.current(settings.releases)
        if ended.returncode or anew is None:
            raise ValueError("The rebuild failed. What is published stays as it is.")
        if now is None:
            raise ValueError("The rebuild went well, and nothing is published to compare it with: run 'make run'")
        built, published = releases.logical_hashes(anew), releases.logical_hashes(now)
    finally:
        shutil.rmtree(aside.var, ignore_errors=True)
    if others := sorted(table for table in built.keys() | published.keys() if built.get(table) != published.get(table)):
        raise ValueError(
            f"Release {now.name} is not what raw/ and this code give now, in: {', '.join(others)}. If raw/ or the code changed since: make run"
        )
    return now.name, len(built)
