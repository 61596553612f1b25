"""An analyst's process: asks the published file one question again and again until told to stop, then says what it saw.

    python reader.py hold|reopen DATABASE STOP_FILE

``hold`` keeps its first connection open, ``reopen`` connects anew for each question. Prints one JSON object: the number of answers, the distinct
answers in the order first seen, and the errors.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

QUESTION = (
    "select (select arg_max(version, started_at) from refreshes), (select count(*) from fct_claims), (select sum(value) from fct_claims),"
    " (select count(*) from lineage), (select count(*) from series_arrests)"
)
"""Four relations that a new coding changes together: an answer that mixes two releases is in neither."""


def watch(manner: str, database: str, stop: Path) -> dict[str, object]:
    answers: list[list[object]] = []
    errors: list[str] = []
    count = 0
    held = duckdb.connect(database, read_only=True) if manner == "hold" else None
    while not stop.exists():
        try:
            connection = held or duckdb.connect(database, read_only=True)
            row = connection.execute(QUESTION).fetchone()
            if held is None:
                connection.close()
        except duckdb.Error as error:
            errors.append(str(error))
        else:
            answer = [str(cell) for cell in row or ()]
            count += 1
            if answer not in answers:
                answers.append(answer)
        time.sleep(0.02)
    return {"count": count, "answers": answers, "errors": errors}


if __name__ == "__main__":
    print(json.dumps(watch(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
