"""The lake between assets: what is kept of a table, and what of it is read."""

from pathlib import Path

import dagster as dg
import pandas as pd
import pytest

from orchestration.defs.resources import LakeIOManager
from orchestration.store import lake

FACILITY = {"facility_id": "al_north", "context_id": "al", "name": "North", "kind": "prison", "locality": None, "names": ["north"]}


def test_an_asset_reads_the_columns_that_it_names_and_no_frame_outlives_its_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path))
    made = pd.DataFrame([FACILITY])
    seen = []

    @dg.asset(key_prefix="lake")
    def facilities() -> pd.DataFrame:
        return made

    @dg.asset(ins={"facilities": dg.AssetIn(key_prefix="lake", metadata={"columns": ["name"]})}, io_manager_key="nowhere")
    def named(facilities: pd.DataFrame) -> None:
        seen.append(facilities.to_dict("records"))

    resources = {"io_manager": LakeIOManager(), "nowhere": dg.mem_io_manager}
    with dg.DagsterInstance.ephemeral() as instance:
        assert dg.materialize([facilities, named], instance=instance, resources=resources).success
    assert seen == [[{"name": "North"}]]
    assert list(made.columns) == []
    assert lake.read(tmp_path / "lake", "facilities")["facility_id"].tolist() == ["al_north"]
