"""Closed lists: the field's standard terms, one code each.

Every coded column of every table takes its values from here; a value that is not listed is not understood and is quarantined. What a code
means is said once, in ``docs/glossary.md``. Sources: UN-CTS and World Prison Brief (persons held, capacity), HURIDOCS micro-thesauri,
SDMX code lists (OBS_STATUS), Minnesota Protocol and Mandela Rules (deaths in custody), Council of Europe SPACE I (stock and flow).
"""

from types import MappingProxyType
from typing import Final

SERIES_MEASURES: Final = ("arrests", "releases", "custodial_deaths", "persons_held", "facility_capacity")
"""Measures that are extracted and become series."""

MEASURES: Final = (*SERIES_MEASURES, "convictions", "complaints", "transfers", "other")
"""All measures a coder may use; ``other`` needs ``other_measure`` to say what is counted."""

STOCK_MEASURES: Final = ("persons_held", "facility_capacity")

BASES: Final = ("cumulative", "flow", "stock")
BASES_OF: Final = MappingProxyType(
    {measure: ("stock",) if measure in STOCK_MEASURES else BASES if measure == "other" else ("cumulative", "flow") for measure in MEASURES}
)
"""How each measure can be counted: people and places at a moment, events never; of ``other`` only a coder knows."""

QUALIFIERS: Final = ("exactly", "at_least", "more_than", "about", "nearly", "up_to", "between")
DATE_PRECISIONS: Final = ("day", "month", "year")
ACTOR_KINDS: Final = ("press", "ngo", "government", "igo", "other")
"""Kinds of publishers and of origins."""

SECTIONS: Final = {
    "ngo_reports": ("ngo", "igo"),
    "government_statements": ("government",),
    "press_articles": ("press", "other"),
}
"""Folders of ``raw/`` and the publisher kinds each holds."""

CARD_TEXT_KINDS: Final = ("original", "abstract")
TEXT_KINDS: Final = (*CARD_TEXT_KINDS, "ocr")
"""What a birth certificate may say, and what comes of it: an original that is pictures of text becomes ``ocr``."""

METHODS: Final = ("coded", "extracted")
STANCES: Final = ("asserted", "planned", "hypothetical", "disputed", "rejected")
"""How the document stands to the figure. Only an asserted figure enters a series."""

REVIEW_STATUSES: Final = ("machine", "accepted", "corrected", "rejected")
COUNT_UNITS: Final = ("persons", "events", "cases", "places")
POPULATIONS: Final = (
    "all",
    "women",
    "men",
    "adults",
    "minors",
    "newborns",
    "political_prisoners",
    "protesters",
    "journalists",
    "lawyers",
    "foreigners",
    "migrants",
    "opposition",
    "military",
    "civilians",
    "religious",
    "pretrial",
    "convicted",
    "suspects",
    "innocents",
    "other",
)
"""``other`` needs ``population_detail``, and never enters a series: different subsets would share one line."""

SEX_AND_AGE: Final = ("women", "men", "adults", "minors", "newborns")
"""Populations by sex or age: with a place, a small count of them points to someone."""

COVERAGES: Final = ("documented", "register", "estimate", "relay")
"""What kind of counter an origin keeps (see ``docs/decisions``)."""

OUTCOMES: Final = ("accepted", "duplicate", "quarantined")
"""What became of an item that was read. Every item has exactly one."""

OBS_STATUSES: Final = ("A", "B", "D", "E", "L", "M", "O", "P", "U")
"""SDMX OBS_STATUS codes."""
