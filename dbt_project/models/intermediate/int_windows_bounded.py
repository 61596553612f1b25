"""Bounds of every window of days: glue round orchestration.series."""

import pandas as pd

from orchestration.model.window import Window
from orchestration.series.frames import series_windows
from orchestration.series.stock_frames import stock_windows
from orchestration.store.lake import typed
from orchestration.store.warehouse import apart, frame, parts


def model(dbt, session):
    months, assumptions = frame(dbt.ref("int_months_spined")), frame(dbt.ref("stg_assumption_sets"))
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]
    windows = []
    for evidence in parts(dbt.ref("int_windows_evidenced"), "context_id", "measure", "assumption_set"):
        limited = evidence[evidence["measure"].isin(limits["measure"])]
        windows += [series_windows(evidence, months), series_windows(limited, months, limits)]
    del evidence, limited  # the stocks need the room
    # bounds must not hang on how busy the machine is: the limit is for a solver that does not end
    windows += [stock_windows(parts(stocks, "measure"), months, seconds=600) for stocks in apart(dbt.ref("int_stocks_evidenced"), "assumption_set")]
    return typed(pd.concat([Window.validate(found) for found in windows], ignore_index=True), Window)
