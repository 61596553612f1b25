"""Reads CSV tables: the text is the file, unchanged, after every row was seen to fit the header. One line is one passage."""

import csv
import io

from orchestration.documents.readers import text


def read(data: bytes) -> str:
    """The text of the table. Raises ``ValueError`` naming the line that does not fit the header."""
    decoded = text.read(data)
    reader = csv.reader(io.StringIO(decoded), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}: quote the field properly") from error
    for line, row in rows:
        if len(row) != len(rows[0][1]):
            raise ValueError(f"line {line}: {len(row)} fields, but the header has {len(rows[0][1])}: correct the row")
    return decoded
