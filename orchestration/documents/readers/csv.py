"""Reads CSV tables: the text is the file, unchanged, after every row was seen to fit the header. One line is one passage."""

import csv
import io

from orchestration.documents.readers import text
from orchestration.documents.reading import Reading

MAX_ROWS = 100_000
"""Every row becomes a passage; a table of figures about a place of this many rows is none that a person could check."""


def read(data: bytes) -> Reading:
    """The text of the table. Raises ``ValueError`` naming the line that does not fit the header."""
    reading = text.read(data)
    reader = csv.reader(io.StringIO(reading.text), strict=True)
    rows, width = 0, None
    try:
        for row in reader:
            rows += 1
            if rows > MAX_ROWS:
                raise ValueError(f"more than {MAX_ROWS:,} rows: keep those that are needed")
            width = len(row) if width is None else width
            if len(row) != width:
                raise ValueError(f"line {reader.line_num}: {len(row)} fields, but the header has {width}: correct the row")
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}: quote the field properly") from error
    return reading
