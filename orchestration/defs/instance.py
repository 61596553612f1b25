"""The Dagster instance of this machine, and a refresh run in this process."""

import atexit
import gc
import logging
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy
import sqlalchemy.exc

JOB = "refresh"

_WRAPPERS = ("Dagster", "Failure", "RetryRequested")
"""How the names begin of errors that only carry another one."""

Report = Callable[[str, int], None]
"""Told the name of every table that was made and how many the refresh makes in all."""


@cache
def _definitions() -> dg.Definitions:
    from orchestration.definitions import defs  # loads every asset: only when one is to run

    return defs()


def initialise(postgres: str | None = None) -> None:
    """Create the instance's databases and dbt's manifest. One process at a time: see :func:`orchestration.store.lock.one_opener`.

    Raises ``ConnectionError`` when the Postgres at the address cannot be used, without telling the address.
    """
    if postgres is not None:
        _reach(postgres)
    with dg.DagsterInstance.get() as instance:
        instance.get_runs(limit=1)
    _definitions()
    gc.freeze()  # thousands of modules that stay: a search for garbage need not walk them again and again
    atexit.register(gc.unfreeze)  # what is still held at the very end, DuckDB reports as leaked


def _reach(postgres: str) -> None:
    """Connect once, before Dagster tries for long. What the driver says may hold a piece of an address that is written wrong: it is not repeated."""
    try:
        sqlalchemy.create_engine(postgres, connect_args={"connect_timeout": 10}).connect().close()
    except (sqlalchemy.exc.SQLAlchemyError, ValueError) as error:
        kind = type(error).__name__
        raise ConnectionError(
            f"DETENTION_POSTGRES: no connection ({kind}): is the server up, and are user, password, host and database right? Try psql"
        ) from None


def refresh(report: Report, log: Path) -> list[str]:
    """Run the refresh in this process, dbt's output kept in ``log``; what failed, in words, empty when all passed."""
    definitions = _definitions()
    total = sum(1 for _ in definitions.resolve_all_asset_keys())
    loud = dg.Definitions.merge(definitions, dg.Definitions(loggers={"made": _made_logger(report, total)}))
    log.parent.mkdir(parents=True, exist_ok=True)
    # dbt's own lines go to a file: the terminal shows what was made
    with dg.DagsterInstance.get() as instance, log.open("w", encoding="utf-8") as lines, redirect_stdout(lines):
        result = loud.resolve_job_def(JOB).execute_in_process(instance=instance, raise_on_error=False, run_config={"loggers": {"made": {}}})
    return [] if result.success else _failures(result)


def _made_logger(report: Report, total: int) -> dg.LoggerDefinition:
    """Takes the place of Dagster's console log, whose every line is kept in the instance anyway."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = getattr(record, "dagster_meta", {}).get("dagster_event")
            if event is not None and event.is_step_materialization:
                report(event.asset_key.to_user_string(), total)

    @dg.logger
    def made(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger("made", logging.DEBUG)
        logger.addHandler(Handler())
        return logger

    return made


def _failures(result: dg.ExecuteInProcessResult) -> list[str]:
    """Every failed step with its cause, every check that did not pass with what it saw; or why the run failed outside its steps. Never empty."""
    words = said_by_steps(event for event in result.all_events if event.is_step_failure)
    for evaluation in result.get_asset_check_evaluations():
        if not evaluation.passed:
            seen = "; ".join(f"{name}: {_seen(entry)}" for name, entry in evaluation.metadata.items())
            words.append(f"{evaluation.asset_key.to_user_string()}: check {evaluation.check_name} did not pass: {seen}")
    outside = [event.job_failure_data.error for event in result.all_events if event.is_job_failure]
    return words or [_cause(error).message.strip() for error in outside if error is not None] or ["the run failed and does not say why"]


def said_by_steps(failures: Iterable[dg.DagsterEvent]) -> list[str]:
    """Every failed step with its cause; checks that did not pass say more by themselves."""
    causes = [(event.step_key, _cause(event.step_failure_data.error)) for event in failures if event.step_failure_data.error is not None]
    return [f"{step}: {cause.message.strip()}" for step, cause in causes if cause.cls_name != "DagsterAssetCheckFailedError"]


def _seen(entry: dg.MetadataValue[Any]) -> str:
    """What a check saw, in words; of a table, a line a row."""
    if isinstance(entry, dg.TableMetadataValue):
        return "".join(f"\n  {', '.join(f'{name}: {value}' for name, value in row.data.items())}" for row in entry.records)
    return str(entry.value)


def _cause(error: Any) -> Any:
    """The error that Dagster wrapped. What it was itself raised from is left out: it says less about what to do."""
    while error.cause is not None and (error.cls_name or "").startswith(_WRAPPERS):
        error = error.cause
    return error
