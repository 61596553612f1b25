"""Resources of the pipeline: the lake with its one-writer lock, and dbt. Only what assets need from outside belongs here.

This module has a ``@dg.definitions`` function, so it must define no asset: Dagster would drop it without a word.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import pandas as pd

from orchestration import settings
from orchestration.store import lake
from orchestration.store.lock import one_writer


def _bury_the_killed(context: dg.InitResourceContext) -> None:
    """Mark runs failed that Dagster believes to go on although the lock that they held is free. They would block the run queue.

    A capture and the upkeep hold no lock, and may well go on.
    """
    instance = context.instance or dg.DagsterInstance.get()
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        if run.run_id != context.run_id and run.job_name != "upkeep" and "dagster/partition" not in run.tags:
            instance.report_run_failed(run, "The process of this run was killed before it ended. Nothing was published by it that is not whole.")


class LakeIOManager(dg.ConfigurableIOManager):
    """Keeps what an asset returns as the lake table of its name, and reads the ``columns`` of it that an input names.

    Holds the one-writer lock for the length of a run: every asset needs the lake.
    """

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["LakeIOManager"]:
        with one_writer(settings.load().var) as last_was_killed:
            if last_was_killed:
                _bury_the_killed(context)
            yield self

    def handle_output(self, context: dg.OutputContext, obj: pd.DataFrame) -> None:
        lake.write(settings.load().lake, context.asset_key.path[-1], obj)
        context.add_output_metadata({"dagster/row_count": len(obj)})
        # a job in this process keeps what every asset returned until it ends; whoever needs the table reads it from the lake
        obj.drop(columns=obj.columns, inplace=True)

    def load_input(self, context: dg.InputContext) -> pd.DataFrame:
        return lake.read(settings.load().lake, context.asset_key.path[-1], (context.definition_metadata or {}).get("columns"))


@dg.definitions
def resources() -> dg.Definitions:
    from orchestration.defs.warehouse import LocalDbt, project  # seconds: only those who load all definitions pay

    return dg.Definitions(
        resources={"io_manager": LakeIOManager(), "nowhere": dg.mem_io_manager, "dbt": LocalDbt(project_dir=str(project().project_dir))},
        executor=dg.in_process_executor,
    )
