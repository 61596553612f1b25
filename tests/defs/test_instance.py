"""What a failed refresh says: the cause in its own words, however often it was tried and whatever Dagster wrapped around it."""

from collections.abc import Callable

import dagster as dg
import pytest

from orchestration.defs.instance import _failures, _seen
from orchestration.defs.kinds import refusing

PATIENT = dg.RetryPolicy(max_retries=2, delay=0.01)


def said_of(step: Callable[[], None]) -> list[str]:
    """What is said of a run of one step that is tried again twice."""

    @dg.op(name="reading", retry_policy=PATIENT)
    def reading() -> None:
        step()

    @dg.job
    def refresh() -> None:
        reading()

    with dg.DagsterInstance.ephemeral() as instance:
        return _failures(refresh.execute_in_process(instance=instance, raise_on_error=False))


def test_a_passing_cause_is_tried_again_and_named_when_it_did_not_pass() -> None:
    tries = []

    def fails() -> None:
        tries.append(1)
        raise OSError(28, "No space left on device")

    assert said_of(fails) == ["reading: OSError: [Errno 28] No space left on device"]
    assert len(tries) == 3


def test_what_was_not_understood_is_not_tried_again_and_keeps_its_words() -> None:
    tries = []

    @refusing()
    def refuses() -> None:
        tries.append(1)
        raise ValueError("raw/codings/a_land.csv: the file is missing: restore it")

    assert said_of(refuses) == ["reading: ValueError: raw/codings/a_land.csv: the file is missing: restore it"]
    assert len(tries) == 1


def test_what_is_nobodys_fault_is_not_taken_for_a_refusal() -> None:
    @refusing()
    def errs() -> None:
        raise KeyError("folder")

    with pytest.raises(KeyError):
        errs()


def test_what_a_check_saw_is_told_in_words_and_of_a_table_row_by_row() -> None:
    rows = [dg.TableRecord({"column": "quote", "case": "a | b"}), dg.TableRecord({"column": "value", "case": "-1"})]
    assert _seen(dg.MetadataValue.table(rows)) == "\n  column: quote, case: a | b\n  column: value, case: -1"
    assert _seen(dg.MetadataValue.int(3)) == "3"
