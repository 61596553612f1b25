"""What a refresh costs beside a plain ``dbt build`` of the same project: medians of interleaved runs in a folder of their own.

    make bench

Whole refresh: the command with nothing new, from the shell's prompt to the shell's prompt. Job: the same run in a process that has loaded
Dagster and the project. dbt build: the command alone, on the lake that the refresh left.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from orchestration import settings
from orchestration.store import warehouse

RUNS = 3

JOB = """
import time
from orchestration import cli, settings
found = settings.load()
cli._initialise(found)
from orchestration.defs import instance
started = time.perf_counter()
failed = instance.refresh(lambda table, total: None, found.var / "dbt" / "refresh.log")
print(time.perf_counter() - started)
assert not failed, failed
"""


def _command(*words: str) -> list[str]:
    return [str(Path(sys.executable).with_name(words[0])), *words[1:]]


def _timed(command: list[str], found: settings.Settings) -> tuple[float, str]:
    """Seconds that the command took, and what it printed; it must end well."""
    started = time.perf_counter()
    ended = subprocess.run(command, env=os.environ | found.environment(), cwd=found.dbt_project, capture_output=True, text=True, check=False)
    took = time.perf_counter() - started
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return took, ended.stdout


def main() -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as folder:
        found = replace(settings.load(), var=Path(folder))
        first, _ = _timed(_command("detention", "refresh"), found)
        seconds: dict[str, list[float]] = {"whole refresh": [], "job": [], "dbt build": []}
        for _ in range(RUNS):
            seconds["whole refresh"].append(_timed(_command("detention", "refresh"), found)[0])
            seconds["job"].append(float(_timed([sys.executable, "-c", JOB], found)[1].split()[-1]))
            warehouse.discard(found.build_file)
            build = _command("dbt", "build", "--target-path", str(found.var / "dbt" / "run"))
            seconds["dbt build"].append(_timed(build, found)[0])
    medians = {name: statistics.median(runs) for name, runs in seconds.items()}
    print(f"first refresh, from nothing  {first:6.1f} s")
    for name, runs in seconds.items():
        ratio = medians[name] / medians["dbt build"]
        print(f"{name:<27}  {medians[name]:6.1f} s   {ratio:4.2f} x dbt build   ({', '.join(f'{run:.1f}' for run in runs)})")


if __name__ == "__main__":
    main()
