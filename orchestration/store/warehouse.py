"""The private build file that dbt writes. It is thrown away before every build, so that nothing of a build that died is left in the next."""

from pathlib import Path


def discard(build_file: Path) -> None:
    """Remove the build file and its write-ahead log, and make sure that its folder exists."""
    build_file.parent.mkdir(parents=True, exist_ok=True)
    for path in (build_file, build_file.with_name(f"{build_file.name}.wal")):
        path.unlink(missing_ok=True)
