"""The base of every table model: strict, in order, nothing coerced, every column described.

A model is the one place where a lake table and its columns are described; the schema checks, dbt's source descriptions and column texts, the
catalogue comments and the data dictionary are all derived from it.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.api.pandas.model_config import BaseConfig

from orchestration.model.caveats import CAVEATS


class Table(pa.DataFrameModel):
    """A table of the lake. Subclasses say in their docstring what a row is."""

    class Config(BaseConfig):
        """Strict: no column more, none less, in order, as they are."""

        strict = True
        ordered = True
        coerce = False


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each as its values by column."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def column(description: str, *, unit: str | None = None, caveats: tuple[str, ...] = (), **checks: Any) -> Any:
    """Declare a column with its description, its unit where it has one, and the caveats its reader must know."""
    unknown = [name for name in caveats if name not in CAVEATS]
    if unknown:
        raise KeyError(f"caveats {unknown} are not named in orchestration/model/caveats.py: add them there")
    return pa.Field(description=description, metadata={"unit": unit, "caveats": list(caveats)}, **checks)
