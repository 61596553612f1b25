"""What a refresh costs: of the record beside a plain ``dbt build``, and of invented corpora of growing size.

    make bench-refresh SIZES="1000 10000"

Every line is followed by how much more it took than the one before, as the corpus grew. The largest size takes hours.
Idle: the command with nothing new. One new: with one new document. First: from nothing, which is a whole rebuild. dbt build: that command alone,
on the lake that the refresh left. Peak: the most memory that a process of the first refresh took.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import invented_corpus

from orchestration import settings
from orchestration.store import published, warehouse


def _timed(command: list[str], found: settings.Settings) -> float:
    """Seconds that the command took; it must end well."""
    program = [str(Path(sys.executable).with_name(command[0])), *command[1:]]
    started = time.perf_counter()
    ended = subprocess.run(program, env=os.environ | found.environment(), cwd=found.dbt_project, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return time.perf_counter() - started


def _say(words: str) -> None:
    """Print without waiting for the end of the line."""
    print(words, end="", flush=True)


def _measured(name: str, found: settings.Settings, count: int | None) -> dict[str, float]:
    """Seconds by what was measured, each printed as soon as it is known."""
    _say(f"{name:>16}")
    took = {"first": _timed(["detention", "refresh"], found)}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    _, ((claims,),) = published.ask(found.releases, "select count(*) from fct_claims")
    _say(f"  {claims:>9,} claims  first {took['first']:7.1f} s  peak {peak:5.2f} GB")
    took["idle"] = _timed(["detention", "refresh"], found)
    _say(f"  idle {took['idle']:7.1f} s")
    if count is not None:
        invented_corpus.add(found.raw, count)
        took["one new"] = _timed(["detention", "refresh"], found)
        _say(f"  one new {took['one new']:7.1f} s ({took['one new'] / took['idle']:4.2f} x idle)")
    warehouse.discard(found.build_file)
    took["dbt build"] = _timed(["dbt", "build", "--exclude-resource-type", "unit_test", "--target-path", str(found.var / "dbt" / "run")], found)
    _say(f"  dbt build {took['dbt build']:7.1f} s (idle is {took['idle'] / took['dbt build']:4.2f} x)\n")
    return took


def main(sizes: list[int]) -> None:
    """Run and print, the record first."""
    with tempfile.TemporaryDirectory() as folder:
        _measured("the record", replace(settings.load(), var=Path(folder)), None)
    before: tuple[int, dict[str, float]] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = replace(settings.load(), raw=Path(folder) / "raw", var=Path(folder) / "var")
            invented_corpus.write(found.raw, size)
            took = _measured(f"{size:,} invented", found, size)
        if before is not None:
            grew = ", ".join(f"{name} {seconds / before[1][name]:.1f} x" for name, seconds in took.items())
            _say(f"{'':>16}  {size / before[0]:.1f} x the documents: {grew}\n")
        before = size, took


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
