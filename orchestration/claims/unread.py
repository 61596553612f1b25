"""Sentences that speak of detention and of a number, and of which nothing was made.

Belongs here: telling a number that is known to be something else from one that nothing accounts for.
Does not belong here: reading (``extract.py``), and what is done about what was missed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from orchestration.claims.dates_said import find_dates
from orchestration.claims.extract import extract
from orchestration.claims.measure import is_governed
from orchestration.claims.quantity import find_quantities
from orchestration.claims.reading import Sentence
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.vocabulary import SERIES_MEASURES


class Unread(NamedTuple):
    """What nothing was made of: the number that counts nobody we know, and the word of detention beside it, as worded."""

    number_text: str
    detention_word: str


def unread(sentences: Sequence[Sentence], *, lexicon: Lexicon) -> list[tuple[Sentence, Unread]]:
    """The consecutive sentences of a document with a detention word and a number of two or more that yield neither a figure nor a reason for none.

    A reason is that the number is a date, an age, a sum or another look-alike, or that something else happens to those it counts.
    """
    read = {reading.char_start for reading in extract(sentences, lexicon=lexicon, published_on=None)}
    missed = ((sentence, unaccounted(sentence.text, lexicon)) for sentence in sentences if sentence.char_start not in read)
    return [(sentence, found) for sentence, found in missed if found is not None]


def unaccounted(text: str, lexicon: Lexicon) -> Unread | None:
    """The first number of a sentence without figures that no rule ties to what happened to people, or rules out."""
    if not any(character.isalnum() for character in text):
        return None
    view = View(text, lexicon)
    word = next((hit for hit in view.of("trigger.") if hit.label.split(".")[1] in SERIES_MEASURES), None)
    if word is None:
        return None
    taken = [(view.tokens[said.first].start, view.tokens[said.last].end) for said in find_dates(view, None)]
    quantities = find_quantities(view, taken)
    loose = (quantity for quantity in quantities if not is_governed(view, quantity, [other for other in quantities if other is not quantity]))
    number = next(loose, None)
    return None if number is None else Unread(text[number.start : number.end], view.words(word.first, word.last))
