"""Claims that cannot all hold: glue round orchestration.series."""

import pandas as pd

from orchestration.model.conflict import Conflict
from orchestration.series.frames import series_conflicts
from orchestration.series.stock_frames import stock_conflicts
from orchestration.store.lake import typed


def model(dbt, session):
    evidence, stocks = dbt.ref("int_windows_evidenced").df(), dbt.ref("int_stocks_evidenced").df()
    assumptions = dbt.ref("stg_assumption_sets").df()
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]
    limited = evidence[evidence["measure"].isin(limits["measure"])]
    found = [series_conflicts(evidence), series_conflicts(limited, limits), stock_conflicts(stocks)]
    return typed(pd.concat([Conflict.validate(conflicts) for conflicts in found], ignore_index=True), Conflict)
