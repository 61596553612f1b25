"""What could be false is not published: a failing dbt test or a failing blocking check leaves the published release as it was."""

import json
import subprocess
import sys

import dagster as dg
import pytest
import small_raw
from world import ROOT, World

Tampered = tuple[dict[str, list[str]], dict[str, str], dict[str, str]]
Miscounted = tuple[World, subprocess.CompletedProcess[str]]

TAMPERED = """
import json
import sys
from orchestration import settings
from orchestration.cli import _initialise

_initialise(settings.load())
from orchestration.defs import instance, words

real = {"extracted_claims": words.extracted_claims, "coded_claims": words.coded_claims, "split": words.split}

def quote(*given):
    claims = real["extracted_claims"](*given)
    claims.loc[0, "quote_text"] = "Nobody said this."
    return claims

def value(*given):
    claims = real["extracted_claims"](*given)
    said = claims["value"].notna() & (claims["qualifier"] == "exactly")
    claims.loc[said.idxmax(), "value"] += 1
    return claims

def lost(codings, documents):
    return real["coded_claims"](codings, documents).iloc[1:]

def twice(*given):
    return __import__("pandas").concat([real["split"](*given)] * 2, ignore_index=True)

said = {}
for name, target, tampered in (("quote", "extracted_claims", quote), ("value", "extracted_claims", value),
                               ("lost", "coded_claims", lost), ("twice", "split", twice)):
    setattr(words, target, tampered)
    said[name] = instance.refresh(lambda table, total: None, settings.load().var / "refresh.log")
    setattr(words, target, real[target])
print(json.dumps(said), file=open(sys.argv[1], "w"))
"""
"""Refreshes in one process, each with one stage that errs; what each said goes to the file named on the command line."""


MISCOUNTED = """
from orchestration import settings
from orchestration.cli import _initialise, app

_initialise(settings.load())
from orchestration.defs import release

counted = release.outcomes
release.outcomes = lambda read: {outcome: count + 1 for outcome, count in counted(read).items()}
app(["refresh"])
"""
"""A refresh that counts wrongly what it has read, which a dbt test sees."""


@pytest.fixture(scope="module")
def tampered(published: World, tmp_path_factory: pytest.TempPathFactory) -> Tampered:
    """What the tampered refreshes said, and the published state before and after all of them."""
    folder = tmp_path_factory.mktemp("tampered")
    world = published.copied(folder)
    small_raw.append_coding(world.raw, small_raw.coding(40, small_raw.DOCUMENTS[3].folder, small_raw.REGISTER, "arrests", 45001, "2023-12-30"))
    before = world.state()
    command = [sys.executable, "-c", TAMPERED, str(folder / "said.json")]
    subprocess.run(command, cwd=ROOT, env=world.environment(), check=True, capture_output=True, text=True)
    return json.loads((folder / "said.json").read_text(encoding="utf-8")), before, world.state()


@pytest.mark.parametrize(
    ("fault", "check", "seen"),
    [
        ("quote", "claims_are_in_their_text", "the sentence is not at its offsets"),
        ("value", "claims_are_in_their_text", "the number does not read back to the value"),
        ("lost", "nothing_is_lost", "were accepted, but"),
        ("twice", "passages_keeps_its_schema", "passage_id"),
    ],
)
def test_a_stage_that_errs_is_caught_by_its_check(tampered: Tampered, fault: str, check: str, seen: str) -> None:
    said = "\n".join(tampered[0][fault])
    assert f"check {check} did not pass" in said
    assert seen in said


def test_a_failing_check_publishes_nothing(tampered: Tampered) -> None:
    _, before, after = tampered
    assert after == before


@pytest.fixture(scope="module")
def miscounted(published: World, tmp_path_factory: pytest.TempPathFactory) -> Miscounted:
    """A world with a new coding, after a refresh of it that counts wrongly."""
    world = published.copied(tmp_path_factory.mktemp("miscounted"))
    small_raw.append_coding(world.raw, small_raw.coding(41, small_raw.DOCUMENTS[2].folder, small_raw.REGISTER, "arrests", 61234, "2023-06-30"))
    command = [sys.executable, "-c", MISCOUNTED]
    return world, subprocess.run(command, cwd=ROOT, env=world.environment(), check=False, capture_output=True, text=True)


def test_a_failing_dbt_test_ends_the_refresh_and_is_named(miscounted: Miscounted) -> None:
    ended = miscounted[1]
    assert ended.returncode == 1
    assert "what_was_read_was_accepted_repeated_or_set_aside" in ended.stderr
    assert "The published release 2024.06.30-1 is as it was." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_failing_dbt_test_shows_in_dagster_which_rows_failed(miscounted: Miscounted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(miscounted[0].var / "dagster"))
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


def test_a_failing_dbt_test_publishes_nothing(published: World, miscounted: Miscounted) -> None:
    assert miscounted[0].state() == published.state()


def test_a_failing_dbt_test_is_not_tried_again(miscounted: Miscounted) -> None:
    made = miscounted[1].stderr.splitlines()
    assert made.count("made main/dim_documents") == 1, "the data are what they are: a retry costs time and changes nothing"
