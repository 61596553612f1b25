"""Claims that cannot all hold: glue round orchestration.series."""

import pandas as pd

from orchestration.model.conflict import Conflict
from orchestration.series.frames import series_conflicts
from orchestration.series.stock_frames import stock_conflicts
from orchestration.store.lake import typed
from orchestration.store.warehouse import apart, frame, parts


def model(dbt, session):
    assumptions = frame(dbt.ref("stg_assumption_sets"))
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]
    found = []
    for evidence in parts(dbt.ref("int_windows_evidenced"), "context_id", "measure", "assumption_set"):
        limited = evidence[evidence["measure"].isin(limits["measure"])]
        found += [series_conflicts(evidence), series_conflicts(limited, limits)]
    del evidence, limited  # the stocks need the room
    found += [stock_conflicts(parts(stocks, "measure")) for stocks in apart(dbt.ref("int_stocks_evidenced"), "assumption_set")]
    return typed(pd.concat([Conflict.validate(conflicts) for conflicts in found], ignore_index=True), Conflict)
