"""What is withheld from what is published, and why. Never the words themselves."""

from typing import Final

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column

WITHHELD_KINDS: Final = ("name", "identifier", "phone", "email", "address", "page", "count")
"""``page``: an address of a page, or a folder, that carries a name. ``count``: few people of one sex or age at one place."""


class Withheld(Table):
    """Stretches of texts, and counts of few people, that no mart shows. One row per document, column, text and stretch, and per claim whose count
    is withheld. Found by rules: a name they do not know may stand, and what is no name may be withheld."""

    document_id: Series[str] = column("The document; empty for a judgement or a quarantined item.", nullable=True)
    claim_id: Series[str] = column("The claim whose count is withheld; empty for a text.", nullable=True)
    found_in: Series[str] = column("Table and column of the lake that hold it.")
    text_hash: Series[str] = column("MD5 of the text as it was; empty for a count.", nullable=True)
    start: Series[pd.Int64Dtype] = column("Offset of the stretch in its text.", unit="characters", nullable=True)
    length: Series[pd.Int64Dtype] = column("Length of the stretch.", unit="characters", nullable=True)
    kind: Series[str] = column(
        "What is withheld: name, identifier, phone, email, address, page (an address of a page or a folder that carries a name) or count.",
        isin=list(WITHHELD_KINDS),
    )
    rule: Series[str] = column("The rule that found it.")
    language: Series[str] = column("Language of the document (ISO 639).", nullable=True)
    shown: Series[str] = column("The text as marts show it; empty for a count.", nullable=True)
