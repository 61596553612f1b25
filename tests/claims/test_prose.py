"""Whole texts: only what can state a figure is split into sentences, and nothing is lost by it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.claims.extract import extract
from orchestration.claims.prose import read_text
from orchestration.claims.reading import Reading, Sentence
from orchestration.documents.passages import split_text
from orchestration.languages import load
from tests.adversarial import adversarial_texts

SENTENCES = [
    "Police arrested 40 people on Sunday.",
    "Of these, 14 were women.",
    "The total has risen to 900.",
    "It also said that 12 inmates died in prison.",
    "According to the Open Cells Network, 300 prisoners were freed.",
    "The market reopened.",
    "The museum holds 40 paintings.",
    "Nobody was arrested.",
    "Another five died.",
]
GAPS = [" ", "\n", "\n\n", "\n\n\n", "\n \n", "\r\n\r\n"]


def read(text: str) -> list[Reading]:
    return read_text(text, lexicon=load("en"), published_on="2022-06-14", split=split_text)


def read_every_sentence(text: str) -> list[Reading]:
    return extract([Sentence(start, text[start:end]) for start, end in split_text(text, "en")], lexicon=load("en"), published_on="2022-06-14")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), max_size=8))
def test_what_is_left_out_states_nothing(parts: list[tuple[str, str]]) -> None:
    text = "".join(sentence + gap for sentence, gap in parts)
    assert read(text) == read_every_sentence(text)


def test_a_part_is_counted_over_the_end_of_a_paragraph() -> None:
    _, part = read("Police arrested 80 people on Sunday.\n\nOf these, 14 were women.")
    assert (part.measure, part.value) == ("arrests", 14)


def test_nothing_is_carried_over_a_paragraph_that_is_left_out() -> None:
    assert len(read("Police arrested 80 people on Sunday.\n\nThe market reopened.\n\nOf these, 14 were women.")) == 1


KINDS = adversarial_texts(0)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_makes_it_fail_or_quote_what_is_not_there(kind: str) -> None:
    text = adversarial_texts(8_000)[kind]
    for reading in read(text):
        assert text[reading.char_start : reading.char_end] == reading.quote_text
        assert text[reading.number_start : reading.number_start + len(reading.number_text)] == reading.number_text
