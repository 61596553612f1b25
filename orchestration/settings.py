"""Every path, knob and clock, and the only place that reads the environment.

``DETENTION_RAW`` and ``DETENTION_VAR`` move the two data folders (tests use this), ``DETENTION_TODAY`` sets the day (a replay, a test).
``DETENTION_OCR`` names the program that recognises scanned pages (tesseract); without it none are read.
``DETENTION_NETWORKS`` names networks beyond the public internet that capture may ask (``10.1.2.0/24``, a mirror of one's own), by commas.
``DETENTION_WEBHOOK`` is the address that is told when a run failed; it may hold a secret, and is never printed.
``DETENTION_MEMORY`` is what DuckDB may take for a step before it goes to disk (``768MB``); the frames of Python come on top.
``DETENTION_POSTGRES`` is the address of the Postgres that Dagster keeps its runs in (``postgresql+psycopg2://``); never printed.
``DETENTION_EXPLORER`` is the address at which people read the explorer; the Dagster UI leads there. Without it, where ``detention serve`` serves it.
dbt's profile and sources read ``DETENTION_VAR`` too: :func:`Settings.environment` hands it to them.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
"""The checkout. The package is installed in place, so the folders of the repository lie beside it."""

COOKBOOK = ROOT / "docs" / "cookbook.md"
"""Questions with their queries."""

REFRESH_CRON = "15 5 * * *"
"""The refresh: daily at 05:15 UTC, before the working day of the monitors in the Americas and in Europe."""

CAPTURE_CRON = "45 4 * * *"
"""The capture, where it is switched on: half an hour before the refresh."""

SMALL_CELL = 5
"""Fewer people than this of one sex or age at one place are withheld: the least that statistical offices show (docs/decisions/0013)."""

FRESH_HOURS = 26
"""What analysts read is a day old at most, and the time that a refresh may take."""

MEMORY = "768MB"
"""Enough for the joins of a million claims, which go to disk in part; 512 MB are not, for 800,000 (docs/architecture.md)."""

_FREED = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "262144", "ARROW_DEFAULT_MEMORY_POOL": "system"}
"""For dbt: large blocks go back to the system when Python frees them, and DuckDB finds room. glibc only."""

EXPLORER_PORT = 8000
"""The explorer's, of this machine alone, unless another is asked for."""

THREADS = 2
"""Of DuckDB, here and in dbt's profile: each holds rows of its own."""

UPKEEP_CRON = "0 3 * * 0"
RUN_DAYS_KEPT = 60
"""Dagster keeps about 150 KB of every run, and purges none."""

RELEASES_KEPT = 5


@dataclass(frozen=True)
class Settings:
    """Where things are and what day it is, for one process."""

    raw: Path
    var: Path
    today: date
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    webhook: str | None = field(default=None, repr=False)
    postgres: str | None = field(default=None, repr=False)
    ocr: str | None = None
    """Path of the program that recognises scanned pages."""
    memory: str = MEMORY
    """What DuckDB may take, as it writes sizes."""
    explorer: str = f"http://127.0.0.1:{EXPLORER_PORT}"
    """Address of the explorer, without a slash at its end."""

    @property
    def lake(self) -> Path:
        """Parquet tables that Python writes and dbt reads."""
        return self.var / "lake"

    @property
    def build_file(self) -> Path:
        """The private database that dbt writes."""
        return self.var / "build" / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        """The published releases."""
        return self.var / "releases"

    @property
    def site(self) -> Path:
        """The explorer of the current release, for a browser."""
        return self.var / "site"

    @property
    def dbt_manifest(self) -> Path:
        """What dbt read of its project."""
        return self.var / "dbt" / "target" / "manifest.json"

    @property
    def rebuild(self) -> Path:
        """A ``var/`` of its own for a rebuild, while one runs."""
        return self.var / "rebuild"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance."""
        return self.var / "dagster"

    @property
    def dbt_project(self) -> Path:
        """The dbt project."""
        return ROOT / "dbt_project"

    def environment(self) -> dict[str, str]:
        """Variables that dbt and Dagster need to work on the same folders, without telemetry; their commands lie beside this Python."""
        commands = str(Path(sys.executable).parent)
        return {
            "PATH": os.pathsep.join([commands, *(entry for entry in os.environ.get("PATH", "").split(os.pathsep) if entry != commands)]),
            "DETENTION_RAW": str(self.raw),
            "DETENTION_VAR": str(self.var),
            "DETENTION_MEMORY": self.memory,
            "DAGSTER_HOME": str(self.dagster_home),
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "DO_NOT_TRACK": "1",
            "DBT_PROFILES_DIR": str(self.dbt_project),
            "DBT_TARGET_PATH": str(self.var / "dbt" / "target"),
            "DBT_LOG_PATH": str(self.var / "dbt" / "logs"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            **_FREED,
        }


def _today() -> date:
    said = os.environ.get("DETENTION_TODAY")
    try:
        return date.fromisoformat(said) if said else datetime.now(UTC).date()
    except ValueError as error:
        raise ValueError(f"DETENTION_TODAY: {said!r} is not a date: write YYYY-MM-DD, or unset it") from error


def now() -> datetime:
    """The instant in UTC, on the day that the settings say it is."""
    instant = datetime.now(UTC)
    return datetime.combine(_today(), instant.time(), UTC) if os.environ.get("DETENTION_TODAY") else instant


def _ocr() -> str | None:
    said = os.environ.get("DETENTION_OCR")
    found = shutil.which(said) if said else None
    if said and found is None:
        raise ValueError(f"DETENTION_OCR: {said!r} is no program: install tesseract and write its name, or unset it")
    return found


def _memory() -> str:
    said = os.environ.get("DETENTION_MEMORY") or MEMORY
    if not re.fullmatch(r"[1-9]\d*(MB|GB)", said):
        raise ValueError(f"DETENTION_MEMORY: {said!r} is no size: write 768MB or 4GB, or unset it")
    return said


def _explorer() -> str:
    said = os.environ.get("DETENTION_EXPLORER") or Settings.explorer
    if urlsplit(said).scheme not in ("http", "https") or not urlsplit(said).netloc:
        raise ValueError(f"DETENTION_EXPLORER: {said!r} is no address: write https://read.example.org, or unset it")
    return said.rstrip("/")


def _networks() -> tuple[IPv4Network | IPv6Network, ...]:
    said = os.environ.get("DETENTION_NETWORKS", "")
    try:
        return tuple(ip_network(part.strip()) for part in said.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"DETENTION_NETWORKS: {error}: write networks as 10.1.2.0/24, by commas, or unset it") from error


def _postgres() -> str | None:
    said = os.environ.get("DETENTION_POSTGRES") or None
    if said is not None and not said.startswith(driver := "postgresql+psycopg2://"):  # without it SQLAlchemy takes a driver that is not installed
        raise ValueError(f"DETENTION_POSTGRES: it does not begin with {driver}: write {driver}user:password@host/database, or unset it")
    return said


def load() -> Settings:
    """The settings of this process, from its environment. Raises ``ValueError``, naming the variable, when one is not understood."""
    return Settings(
        networks=_networks(),
        webhook=os.environ.get("DETENTION_WEBHOOK") or None,
        postgres=_postgres(),
        raw=Path(os.environ.get("DETENTION_RAW", ROOT / "raw")).resolve(),
        var=Path(os.environ.get("DETENTION_VAR", ROOT / "var")).resolve(),
        today=_today(),
        ocr=_ocr(),
        memory=_memory(),
        explorer=_explorer(),
    )


def export(settings: Settings) -> None:
    """Hand the settings to the processes and libraries that read them from the environment."""
    os.environ.update(settings.environment())
