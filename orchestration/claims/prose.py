"""Reads whole texts: finds the paragraphs that can state a figure, and splits only those into sentences.

Belongs here: what need not be looked at closely.
Does not belong here: reading sentences (``extract.py``), and where sentences end (the splitter is given).
"""

from collections.abc import Callable, Iterator

from orchestration.claims.extract import extract
from orchestration.claims.gate import may_have_number, may_state_figures
from orchestration.claims.lists import leads_list
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import Lexicon
from orchestration.model.passage import blocks

Split = Callable[[str, str], list[tuple[int, int]]]
"""Start and end offsets of the sentences of a text in a language; none goes over the end of a block (:func:`orchestration.model.passage.blocks`)."""


def read_text(text: str, *, lexicon: Lexicon, published_on: str | None, split: Split) -> list[Reading]:
    """The figures that a text states, the same as :func:`orchestration.claims.extract.extract` finds in all of its sentences."""
    if not may_state_figures(text, lexicon):
        return []
    return extract(_sentences(text, lexicon, split), lexicon=lexicon, published_on=published_on)


def _sentences(text: str, lexicon: Lexicon, split: Split) -> Iterator[Sentence]:
    """The sentences of the paragraphs that can state a figure; an empty one stands for a paragraph left out, over which nothing is carried."""
    carries = False
    for start, block in blocks(text):
        if may_state_figures(block, lexicon) or leads_list(block) or (carries and may_have_number(block, lexicon)):
            yield from (Sentence(start + first, block[first:last]) for first, last in split(block, lexicon.code))
            carries = True
        elif carries:
            yield Sentence(start, "")
            carries = False
