"""Writes down the asset graph as plain text, for ``asset_graph.txt`` and for the test that compares with it.

    python tests/defs/write_snapshot.py [FILE]

Works in a folder of its own and touches no ``var/``.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SNAPSHOT = Path(__file__).with_name("asset_graph.txt")
VARIABLES = ("DETENTION_VAR", "DETENTION_RAW", "DAGSTER_HOME")


def described() -> str:
    """Everything of the definitions that a person or a schedule meets, one line each, sorted."""
    import dagster as dg

    from orchestration.definitions import defs

    definitions = defs()
    dg.Definitions.validate_loadable(definitions)  # as a server does: what it refuses would leave the UI empty
    graph = definitions.resolve_asset_graph()
    lines = []
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        if node.is_external:
            continue
        lines += [
            f"asset {key.to_user_string()}",
            f"  group: {node.group_name}",
            f"  kinds: {' '.join(sorted(node.kinds))}",
            f"  owners: {' '.join(sorted(node.owners))}",
            f"  tags: {' '.join(sorted(f'{name}={value}' for name, value in node.tags.items() if not name.startswith('dagster/')))}",
            f"  described: {'yes' if (node.description or '').strip() else 'no'}",
            f"  fresh: {'yes' if node.freshness_policy is not None else 'no'}",
            f"  columns: {_columns(node.metadata)}",
            f"  file: {'yes' if 'file' in node.metadata else 'no'}",
            f"  explorer: {_page(node.metadata)}",
            *(f"  from {parent.to_user_string()}" for parent in sorted(node.parent_keys)),
            *(f"  check {check.name}{' (blocking)' if graph.get(check).blocking else ''}" for check in sorted(node.check_keys, key=lambda c: c.name)),
        ]
    for job in definitions.jobs or ():
        resolved = definitions.resolve_job_def(job.name)
        assert isinstance(resolved, dg.JobDefinition)
        lines += [f"job {job.name}", f"  executor: {resolved.executor_def.name}", f"  longest: {job.tags['dagster/max_runtime']} s"]
    for schedule in definitions.schedules or ():
        assert isinstance(schedule, dg.ScheduleDefinition)
        when = f"{schedule.cron_schedule} {schedule.execution_timezone}"
        lines += [f"schedule {schedule.name}", f"  job: {schedule.job.name}", f"  when: {when}", f"  at first: {schedule.default_status.value}"]
    for sensor in definitions.sensors or ():
        started = sensor.job.name if sensor.has_jobs else "none"
        lines += [f"sensor {sensor.name}", f"  job: {started}", f"  at first: {sensor.default_status.value}"]
    return "\n".join(lines) + "\n"


def _columns(metadata: Mapping[str, Any]) -> str:
    """Whether the columns are known, and which of them lack a type or a description."""
    if (schema := metadata.get("dagster/column_schema")) is None:
        return "unknown"
    silent = [column.name for column in getattr(schema, "value", schema).columns if column.type in ("", "?") or not column.description]
    return f"not described: {' '.join(silent)}" if silent else "described"


def _page(metadata: Mapping[str, Any]) -> str:
    """The page of the explorer that the asset leads to, below the address of the explorer."""
    return str(urlsplit(metadata["explorer"].value)._replace(scheme="", netloc="").geturl()) if "explorer" in metadata else "none"


def main(target: Path) -> None:
    """Write the snapshot to ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {name: os.environ.get(name) or str(Path(folder) / name.lower()) for name in VARIABLES}
        os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
        target.write_text(described(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SNAPSHOT)
