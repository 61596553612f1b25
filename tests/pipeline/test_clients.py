"""The published file in the hands of older DuckDB releases: it opens, its series are read, its macros answer.

Not part of ``make test``: installs each release into an environment of its own. Run with ``make test-clients``.
"""

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from world import World

from orchestration.settings import ROOT

CLIENTS = sorted((ROOT / "requirements").glob("clients-*.txt"))

pytestmark = pytest.mark.clients


def python(requirements: Path, folder: Path) -> Path:
    """The Python of a new environment that has the client and nothing else."""
    venv.create(folder, with_pip=True)
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--requirement", requirements]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution" in ended.stderr:
        pytest.skip(f"SKIPPED: no wheel of this release for this machine and Python {sys.version_info.major}.{sys.version_info.minor}")
    assert ended.returncode == 0, ended.stderr
    return folder / "bin" / "python"


def test_there_are_at_least_three_older_releases() -> None:
    assert len(CLIENTS) >= 3


@pytest.mark.parametrize("requirements", CLIENTS, ids=lambda path: path.stem)
def test_an_older_release_opens_the_file_and_its_macros_answer(published: World, tmp_path: Path, requirements: Path) -> None:
    program = Path(__file__).with_name("client.py")
    client = python(requirements, tmp_path / "client")
    asked = subprocess.run([client, program, str(published.database())], capture_output=True, text=True, check=False)
    version = requirements.stem.removeprefix("clients-")
    assert (asked.stdout.splitlines(), asked.returncode) == ([f"DuckDB {version}"], 0), asked.stderr
