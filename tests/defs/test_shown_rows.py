"""What a check shows of the rows that failed."""

import pandas as pd

from orchestration.defs.kinds import shown


def test_the_first_twenty_rows_are_shown() -> None:
    assert [row.data for row in shown(pd.DataFrame({"n": range(25)})).records] == [{"n": str(n)} for n in range(20)]


def test_a_cell_that_holds_a_document_is_cut_short() -> None:
    (row,) = shown(pd.DataFrame({"text": ["a" * 10_000], "list": [["b", "c"]], "none": [None]})).records
    assert row.data == {"text": "a" * 300 + "…", "list": "['b', 'c']", "none": "None"}
