"""Bounds of every window of days: glue round orchestration.series."""

from orchestration.model.window import Window
from orchestration.series.frames import series_windows
from orchestration.series.stock_frames import stock_windows
from orchestration.store.lake import gathered
from orchestration.store.warehouse import apart, frame, parts


def model(dbt, session):
    months, assumptions = frame(dbt.ref("int_months_spined")), frame(dbt.ref("stg_assumption_sets"))
    limits = assumptions[(assumptions["kind"] == "limit") & assumptions["is_active"]]

    def found():
        for evidence in parts(dbt.ref("int_windows_evidenced"), "context_id", "measure", "assumption_set"):
            yield series_windows(evidence, months)
            yield series_windows(evidence[evidence["measure"].isin(limits["measure"])], months, limits)
        del evidence  # the stocks need the room
        for stocks in apart(dbt.ref("int_stocks_evidenced"), "assumption_set"):
            # bounds must not hang on how busy the machine is: the limit is for a solver that does not end
            yield stock_windows(parts(stocks, "measure"), months, seconds=600)

    return gathered(found(), Window)
