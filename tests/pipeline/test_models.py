"""What the SQL of the models does with a few rows each, as the unit tests beside the models say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml
from world import World

from orchestration import settings


def test_every_unit_test_of_the_models_holds(world: World) -> None:
    found = settings.Settings(world.raw, world.var, settings.load().today)
    command = [str(Path(sys.executable).with_name("dbt")), "test", "--select", "test_type:unit", "--quiet"]
    ended = subprocess.run(command, env=os.environ | found.environment(), cwd=found.dbt_project, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    results = json.loads((world.var / "dbt" / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    written = sum(len(yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", [])) for path in found.dbt_project.rglob("models/**/*.yml"))
    ran = [result["status"] for result in results if result["unique_id"].startswith("unit_test.")]
    assert ran == ["pass"] * written
    assert written > 30
