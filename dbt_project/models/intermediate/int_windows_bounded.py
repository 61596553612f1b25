"""Bounds of every window of days: glue round orchestration.series."""

import pandas as pd

from orchestration.model.window import Window
from orchestration.series.frames import series_windows
from orchestration.series.stock_frames import stock_windows
from orchestration.store.lake import typed


def model(dbt, session):
    evidence, stocks = dbt.ref("int_windows_evidenced").df(), dbt.ref("int_stocks_evidenced").df()
    months = dbt.ref("int_months_spined").df()
    assumptions = dbt.ref("stg_assumption_sets").df()
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]
    limited = evidence[evidence["measure"].isin(limits["measure"])]
    windows = [
        series_windows(evidence, months),
        series_windows(limited, months, limits),
        # bounds must not hang on how busy the machine is: the limit is for a solver that does not end
        stock_windows(stocks, months, seconds=600),
    ]
    return typed(pd.concat([Window.validate(found) for found in windows], ignore_index=True), Window)
