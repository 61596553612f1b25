"""Caveats: named warnings that tables and columns carry, so that a reader meets them beside the number.

A caveat is a key and one plain sentence. Columns name the keys in their metadata; the data dictionary and the catalogue comments print them.
"""

from typing import Final

CAVEATS: Final = {
    "cumulative_not_flow": "A running total since a start: differences between two of them are bounds, not monthly counts.",
    "publication_date_stands_in": "The figure has no stated date; the date it was published stands in for it.",
    "publication_date_inferred": "The publication date was worked out from the page or its address and may be wrong.",
    "abstract_not_original": "The text is the project's own-words account of the document, not the document.",
    "recognised_in_pictures": "Pages were pictures: a machine recognised their text (OCR), and may have read a digit wrong.",
    "machine_reading": "Read by the extractor and not looked at by a person.",
    "coded_without_sentence": "Coded by hand from the document as a whole; no sentence is recorded.",
    "documented_count": "Counts only what the organisation could document: the true number can be higher.",
    "arrests_are_not_persons": "The producer does not say whether a person arrested twice counts twice.",
    "aggregation_hazard": "Rows overlap (totals and subsets, origins repeating one another): never add them up.",
}
