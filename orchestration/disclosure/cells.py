"""Counts of few people of one sex or age at one place: they point to someone, and are withheld."""

import pandas as pd

from orchestration.model.vocabulary import SEX_AND_AGE

_NUMBERS = ["value", "value_low", "value_high"]
COUNTED = ("claim_id", "document_id", "measure", "population", "place", *_NUMBERS)
"""What of a claim says whether its count is withheld."""


def small_cells(versions: pd.DataFrame, threshold: int) -> list[str]:
    """Ids of the claims whose counts are withheld, of a table of versions of claims (its columns ``COUNTED``), in order.

    A version is a small cell when it counts fewer than ``threshold`` people, but not none, of one sex or age, at a place narrower than the whole
    context. With it go the claims of the same document and measure that state the same number: one reading gives the other away.
    """
    numbers = versions[_NUMBERS].astype("Float64")
    few = ((numbers > 0) & (numbers < threshold)).fillna(False).any(axis=1)
    cells = versions[few & versions["place"].notna() & versions["population"].isin(SEX_AND_AGE) & (versions["measure"] != "facility_capacity")]
    told = set(zip(cells["document_id"], cells["measure"], cells["value"].fillna(0), strict=True))
    alike = [key in told for key in zip(versions["document_id"], versions["measure"], versions["value"].fillna(0), strict=True)]
    return sorted(set(cells["claim_id"]) | set(versions.loc[pd.Series(alike, index=versions.index, dtype=bool) & few, "claim_id"]))
