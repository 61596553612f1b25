"""What could be false is not published: a failing dbt test or a failing blocking check leaves the published release as it was."""

import json
import subprocess
import sys
from dataclasses import dataclass

import dagster as dg
import pytest
import small_raw
from world import ROOT, World

TAMPERED = """
import json
import sys
import dagster as dg
from orchestration import settings
from orchestration.cli import _initialise, app

_initialise(settings.load())
from orchestration.defs import instance, release, words

real = {"extracted_claims": words.extracted_claims, "coded_claims": words.coded_claims, "split": words.split}

def misread(*given):
    claims = real["extracted_claims"](*given)
    exact = claims.index[claims["value"].notna() & (claims["qualifier"] == "exactly")]
    claims.loc[exact[0], "value"] += 1
    claims.loc[exact[1], "quote_text"] = "Nobody said this."
    return claims

def lost(codings, documents):
    return real["coded_claims"](codings, documents).iloc[1:]

def twice(*given):
    return __import__("pandas").concat([real["split"](*given)] * 2, ignore_index=True)

said = {}
for name, target, tampered in (("misread", "extracted_claims", misread), ("lost", "coded_claims", lost), ("twice", "split", twice)):
    setattr(words, target, tampered)
    said[name] = instance.refresh(lambda table, total: None, settings.load().var / "refresh.log")
    setattr(words, target, real[target])

def made_alone(*keys):
    with dg.DagsterInstance.get() as kept:
        job = instance._definitions().resolve_implicit_global_asset_job_def()
        ended = job.execute_in_process(instance=kept, asset_selection=keys, raise_on_error=False)
    return instance.said_by_steps(event for event in ended.all_events if event.is_step_failure)

models = [key for key in instance._definitions().resolve_all_asset_keys() if key.path[0] in ("staging", "intermediate", "main")]
said["one model"] = made_alone(dg.AssetKey(["staging", "stg_contexts"]))
said["all models"] = made_alone(*models, dg.AssetKey("release"))
said["release"] = made_alone(dg.AssetKey("release"))
said["published"] = [version.name for version in sorted(settings.load().releases.iterdir())]
with open(sys.argv[1], "w") as file:
    json.dump(said, file)

counted = release.outcomes
release.outcomes = lambda read: {outcome: count + 1 for outcome, count in counted(read).items()}
app(["refresh"])
"""
"""Refreshes in one process, each with one stage that errs; what each said goes to the file named on the command line. Then models alone are
to be made, and a release of the build before, as a person may ask in the Dagster UI. The last is the command, and counts wrongly what it has
read, which a dbt test sees.
"""


@dataclass(frozen=True)
class Tampered:
    """A world with a new coding after all these refreshes, what each but the last said, how the last ended, and the published state before them."""

    world: World
    said: dict[str, list[str]]
    miscounted: subprocess.CompletedProcess[str]
    before: dict[str, str]


@pytest.fixture(scope="module")
def tampered(published: World, tmp_path_factory: pytest.TempPathFactory) -> Tampered:
    folder = tmp_path_factory.mktemp("tampered")
    world = published.copied(folder)
    small_raw.append_coding(world.raw, small_raw.coding(40, small_raw.DOCUMENTS[3].folder, small_raw.REGISTER, "arrests", 45001, "2023-12-30"))
    before = world.state()
    command = [sys.executable, "-c", TAMPERED, str(folder / "said.json")]
    ended = subprocess.run(command, cwd=ROOT, env=world.environment(), check=False, capture_output=True, text=True)
    assert (folder / "said.json").is_file(), ended.stderr
    return Tampered(world, json.loads((folder / "said.json").read_text(encoding="utf-8")), ended, before)


@pytest.mark.parametrize(
    ("fault", "check", "seen"),
    [
        ("misread", "claims_are_in_their_text", "the sentence is not at its offsets"),
        ("misread", "claims_are_in_their_text", "the number does not read back to the value"),
        ("lost", "nothing_is_lost", "were accepted, but"),
        ("twice", "passages_keeps_its_schema", "passage_id"),
    ],
)
def test_a_stage_that_errs_is_caught_by_its_check(tampered: Tampered, fault: str, check: str, seen: str) -> None:
    said = "\n".join(tampered.said[fault])
    assert f"check {check} did not pass" in said
    assert seen in said


def test_a_failing_check_publishes_nothing(tampered: Tampered) -> None:
    assert tampered.said["published"] == sorted({path.split("/")[0] for path in tampered.before}), "looked at before a dbt test failed"


@pytest.mark.parametrize("asked", ["one model", "all models"])
def test_models_are_not_made_without_the_checks_of_the_lake(tampered: Tampered, asked: str) -> None:
    (refused,) = tampered.said[asked]
    assert "the warehouse is built whole, of a lake that is checked in the same run" in refused


def test_a_release_is_not_made_of_the_build_of_an_earlier_refresh(tampered: Tampered) -> None:
    (refused,) = tampered.said["release"]
    assert "there is no build of this refresh that passed every test: nothing is published" in refused


def test_a_failing_dbt_test_ends_the_refresh_and_is_named(tampered: Tampered) -> None:
    ended = tampered.miscounted
    assert ended.returncode == 1
    assert "what_was_read_was_accepted_repeated_or_set_aside" in ended.stderr
    assert "The published release 2024.06.30-1 is as it was." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_failing_dbt_test_shows_in_dagster_which_rows_failed(tampered: Tampered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tampered.world.var / "dagster"))
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs(limit=1)
        told = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    checks = [entry.dagster_event.asset_check_evaluation_data for entry in told if entry.dagster_event is not None]
    (failed,) = [check for check in checks if not check.passed]
    assert failed.check_name == "what_was_read_was_accepted_repeated_or_set_aside"
    assert failed.metadata["dagster_dbt/failed_row_count"].value == 1
    (row,) = failed.metadata["which"].records
    counts = {name: int(row.data[f"codings_{name}"]) for name in ("read", "accepted", "duplicate", "quarantined")}
    assert counts["accepted"] + counts["duplicate"] + counts["quarantined"] == counts["read"] + 3, "each outcome was counted once too often"


def test_what_does_not_pass_publishes_nothing(tampered: Tampered) -> None:
    """No check and no dbt test: a release of any of the refreshes would be one of those that are kept."""
    assert tampered.world.state() == tampered.before


def test_a_failing_dbt_test_is_not_tried_again(tampered: Tampered) -> None:
    made = tampered.miscounted.stderr.splitlines()
    assert made.count("made main/dim_documents") == 1, "the data are what they are: a retry costs time and changes nothing"
