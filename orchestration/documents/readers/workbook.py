"""Reads workbooks (XLSX, XLS, ODS) as the text that :func:`orchestration.model.sheet.written` makes: what the cells hold, nothing evaluated."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine

from orchestration.documents.readers.csv import MAX_ROWS
from orchestration.documents.reading import Reading
from orchestration.model.sheet import written

MAX_CELLS = 1_000_000
MAX_UNPACKED_BYTES = 50_000_000
MAX_PACKED_RATIO = 100
"""Of a part: sheets shrink to a twentieth, bombs to a thousandth."""
_SMALL = 1_000_000
MAX_PARTS = 2_000

_Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes) -> Reading:
    """Text of the sheets, hidden ones too, which the note names.

    Raises ``ValueError`` with the remedy when the file is damaged, encrypted, would unpack to more than is read, or holds no cells.
    """
    if data.startswith(b"PK"):
        _refuse_bomb(data)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
            hidden = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible]
            if sum(sheet.end[0] + 1 for sheet in sheets if sheet.end) > MAX_ROWS:
                raise ValueError(f"more than {MAX_ROWS:,} rows: keep those that are needed")
            if sum((row + 1) * (column + 1) for row, column in (sheet.end or (-1, -1) for sheet in sheets)) > MAX_CELLS:
                raise ValueError(f"more than {MAX_CELLS:,} cells: keep the sheets that are needed")
            rows = [(sheet.name, [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]) for sheet in sheets]
    except python_calamine.PasswordError as error:
        raise ValueError("the file is encrypted: save a copy that opens without a password") from error
    except (python_calamine.CalamineError, OSError) as error:
        raise ValueError(f"damaged or no workbook ({error}): open it and save it anew") from error
    if not any(cell.strip() for _, cells in rows for row in cells for cell in row):
        raise ValueError("no sheet holds a cell with a value: open the workbook, let it calculate, and save it anew")
    return Reading(written(rows), f"hidden sheets: {', '.join(hidden)}" if hidden else None)


def _refuse_bomb(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ValueError(f"damaged or no workbook ({error}): open it and save it anew") from error
    if len(parts) > MAX_PARTS:
        raise ValueError(f"{len(parts):,} parts, more than the {MAX_PARTS:,} of any workbook: save it anew")
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise ValueError(f"unpacks to more than {MAX_UNPACKED_BYTES:,} bytes: keep the sheets that are needed")
    if any(part.file_size > max(_SMALL, part.compress_size * MAX_PACKED_RATIO) for part in parts):
        raise ValueError(f"a part unpacks to more than {MAX_PACKED_RATIO} times its size: save it anew")


def _text(value: _Value) -> str:
    """A cell as a person would write it: whole numbers without a point, 15 digits at most, dates in ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}").normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
