"""The tables of the lake by name. A table that is not listed here is neither checked nor described, and dbt does not see it."""

from types import MappingProxyType
from typing import NamedTuple

from orchestration.model.agreement import CoderAgreement
from orchestration.model.capture import Capture, Source
from orchestration.model.claim import Claim
from orchestration.model.coding import Coding
from orchestration.model.conflict import Conflict
from orchestration.model.context import AssumptionSet, Context, Definition, Facility, Origin, Rhythm
from orchestration.model.document import Document
from orchestration.model.echo import Echo, RelayDistortion
from orchestration.model.judgement import ClaimVersion, Judgement
from orchestration.model.passage import Passage
from orchestration.model.quarantine import Quarantine
from orchestration.model.refresh import Refresh
from orchestration.model.schema import Table
from orchestration.model.unread import UnreadSentence
from orchestration.model.vocabulary import SECTIONS
from orchestration.model.window import Window
from orchestration.model.withheld import Withheld


class Entry(NamedTuple):
    """A table: its model, whether dbt stages it, whether it may hold no row."""

    model: type[Table]
    is_staged: bool
    may_be_empty: bool


TABLES = MappingProxyType(
    {section: Entry(Capture, is_staged=False, may_be_empty=True) for section in SECTIONS}
    | {
        "captures": Entry(Capture, is_staged=False, may_be_empty=False),
        "codings": Entry(Coding, is_staged=True, may_be_empty=True),
        "sources": Entry(Source, is_staged=True, may_be_empty=False),
        "contexts": Entry(Context, is_staged=True, may_be_empty=False),
        "origins": Entry(Origin, is_staged=True, may_be_empty=True),
        "facilities": Entry(Facility, is_staged=True, may_be_empty=True),
        "definitions": Entry(Definition, is_staged=True, may_be_empty=True),
        "rhythms": Entry(Rhythm, is_staged=True, may_be_empty=True),
        "assumption_sets": Entry(AssumptionSet, is_staged=True, may_be_empty=False),
        "documents": Entry(Document, is_staged=True, may_be_empty=False),
        "passages": Entry(Passage, is_staged=True, may_be_empty=False),
        "claims": Entry(Claim, is_staged=True, may_be_empty=False),
        "judgements": Entry(Judgement, is_staged=True, may_be_empty=True),
        "claim_versions": Entry(ClaimVersion, is_staged=True, may_be_empty=False),
        "unread_sentences": Entry(UnreadSentence, is_staged=True, may_be_empty=True),
        "quarantine": Entry(Quarantine, is_staged=True, may_be_empty=True),
        "withheld": Entry(Withheld, is_staged=True, may_be_empty=True),
        "refreshes": Entry(Refresh, is_staged=True, may_be_empty=False),
    }
)

FOUND = MappingProxyType(
    {"coder_agreement": CoderAgreement, "echoes": Echo, "relay_distortions": RelayDistortion, "series_windows": Window, "conflicts": Conflict}
)
"""Tables that dbt's Python models find in other tables, by the name of their mart."""
