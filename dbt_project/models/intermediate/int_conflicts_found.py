"""Claims that cannot all hold: glue round orchestration.series."""

from orchestration.model.conflict import Conflict
from orchestration.series.frames import series_conflicts
from orchestration.series.stock_frames import stock_conflicts
from orchestration.store.lake import gathered
from orchestration.store.warehouse import apart, frame, parts


def model(dbt, session):
    assumptions = frame(dbt.ref("stg_assumption_sets"))
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]

    def found():
        for evidence in parts(dbt.ref("int_windows_evidenced"), "context_id", "measure", "assumption_set"):
            yield series_conflicts(evidence)
            yield series_conflicts(evidence[evidence["measure"].isin(limits["measure"])], limits)
        del evidence  # the stocks need the room
        for stocks in apart(dbt.ref("int_stocks_evidenced"), "assumption_set"):
            yield stock_conflicts(parts(stocks, "measure"))

    return gathered(found(), Conflict)
