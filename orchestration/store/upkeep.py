"""What the machine remembers of its refreshes: when the last one ended well, and what failed since. Read by ``detention status`` without Dagster."""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from orchestration.store.kept import write_whole

LAST = "last_refresh.json"
ALERTS = "alerts"


@dataclass(frozen=True)
class LastRefresh:
    """The last refresh that ended well: when (ISO 8601, UTC), and the release that was current then."""

    ended_at: str
    version: str


@dataclass(frozen=True)
class Alert:
    """A run that failed: which, when (ISO 8601, UTC), of which job, and its words."""

    run_id: str
    failed_at: str
    job: str
    words: str


def note_refresh(var: Path, last: LastRefresh) -> None:
    """Remember that a refresh ended well; the alerts before it have had their answer."""
    write_whole(var / LAST, json.dumps(asdict(last)).encode())
    shutil.rmtree(var / ALERTS, ignore_errors=True)


def last_refresh(var: Path) -> LastRefresh | None:
    """The last refresh that ended well, None when nothing tells of one."""
    try:
        return LastRefresh(**json.loads((var / LAST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def alert(var: Path, failed: Alert) -> Path:
    """Write an alert down, where a person or a program that watches the folder finds it."""
    file = var / ALERTS / f"{failed.failed_at.replace(':', '')}_{failed.run_id[:8]}.json"
    write_whole(file, json.dumps(asdict(failed), ensure_ascii=False, indent=2).encode())
    return file


def alerts(var: Path) -> list[Alert]:
    """Runs that failed since the last refresh that ended well, the oldest first. A file that cannot be read is an alert too."""
    return [_read(path) for path in sorted((var / ALERTS).glob("*.json"))]


def _read(path: Path) -> Alert:
    try:
        return Alert(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Alert("unknown", "an unknown time", "a run", f"{path} cannot be read")


def hours_since(instant: str, now: datetime) -> float:
    """Hours from an instant (ISO 8601 with its zone) to now."""
    return (now - datetime.fromisoformat(instant)).total_seconds() / 3600


def disk(var: Path) -> tuple[int, int]:
    """Bytes that ``var/`` takes, and bytes that are free on its disk."""
    taken = sum(os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(var) for name in names)
    return taken, shutil.disk_usage(var).free
