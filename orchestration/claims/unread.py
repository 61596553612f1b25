"""Sentences that speak of detention and of a number, and of which nothing was made.

Belongs here: telling a number that is known to be something else from one that nothing accounts for.
Does not belong here: reading (``extract.py``), and what is done about what was missed.
"""

from collections.abc import Sequence

from orchestration.claims.dates_said import find_dates
from orchestration.claims.extract import extract
from orchestration.claims.measure import is_governed
from orchestration.claims.quantity import find_quantities
from orchestration.claims.reading import Sentence
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.vocabulary import SERIES_MEASURES


def unread(sentences: Sequence[Sentence], *, lexicon: Lexicon) -> list[Sentence]:
    """The consecutive sentences of a document with a detention word and a number of two or more that yield neither a figure nor a reason for none.

    A reason is that the number is a date, an age, a sum or another look-alike, or that something else happens to those it counts.
    """
    read = {reading.char_start for reading in extract(sentences, lexicon=lexicon, published_on=None)}
    return [sentence for sentence in sentences if sentence.char_start not in read and _is_unaccounted_for(sentence.text, lexicon)]


def _is_unaccounted_for(text: str, lexicon: Lexicon) -> bool:
    if not any(character.isalnum() for character in text):
        return False
    view = View(text, lexicon)
    if not any(hit.label.split(".")[1] in SERIES_MEASURES for hit in view.of("trigger.")):
        return False
    taken = [(view.tokens[said.first].start, view.tokens[said.last].end) for said in find_dates(view, None)]
    quantities = find_quantities(view, taken)
    return any(not is_governed(view, quantity, [other for other in quantities if other is not quantity]) for quantity in quantities)
