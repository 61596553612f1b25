"""Echoes: which claim repeats which, and what a retelling changed."""

from typing import Final

from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import CARD_TEXT_KINDS

RELATIONS: Final = ("own", "first", "echo")
"""How a claim stands in its group: in a document of its own origin, the earliest statement known, or a repetition. An echo bears no bound."""

DISTORTIONS: Final = (
    "lost_bound",
    "shifted_window",
    "lost_window",
    "stale_figure",
    "unit_shift",
    "scope_shift",
    "lost_attribution",
    "gained_certainty",
    "quoted_to_deny",
)
"""What a retelling changed. ``gained_certainty``: a figure that was alleged, disputed or rejected is told as asserted. ``quoted_to_deny``: an
asserted figure is told only to dispute or reject it; the retelling is no evidence for it."""

DOUBTS: Final = ("alleged",)
"""Circumstances that say how sure the origin is, not which part of the total is counted."""

RETOLD_AS: Final = {"arrests": "persons_held"}
"""Measures that are told in place of another: people arrested so far, told as people held now."""


class Echo(Table):
    """Which claims repeat one statement of one origin. One row per claim."""

    claim_id: Series[str] = column("The claim.", unique=True)
    voice_id: Series[str] = column("The claim that leads its group: the origin's own document, else the earliest published.")
    relation: Series[str] = column("own (in a document of its own origin), first (the earliest known) or echo (a repetition).", isin=list(RELATIONS))
    rule: Series[str] = column("Why, in words.")
    likeness: Series[float] = column(
        "Likeness of the sentence to that of its voice, word by word (0 to 1); supporting evidence only. Empty without both sentences.",
        nullable=True,
        ge=0,
        le=1,
    )
    likeness_text_kind: Series[str] = column(
        "What was compared: original sentences; or abstract, where a sentence is the project's own account and its likeness proves nothing.",
        nullable=True,
        isin=list(CARD_TEXT_KINDS),
        caveats=("abstract_not_original",),
    )
    independent_families: Series[int] = column(
        "Origin families credited with this number for the same measure, population, place and an overlapping window; 0 when nobody is credited.",
        unit="count",
        ge=0,
    )


class RelayDistortion(Table):
    """What retellings changed in a figure. One row per retelling, original and kind."""

    claim_id: Series[str] = column("The claim that retells.")
    original_claim_id: Series[str] = column("The claim that it is compared with.")
    kind: Series[str] = column("What was changed.", isin=list(DISTORTIONS))
    explanation: Series[str] = column("What was said and what was made of it, in words.")
