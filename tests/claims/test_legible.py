"""What a reader sees of a text, and the way back to what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.claims.extract import extract
from orchestration.claims.legible import is_disguised, legible
from orchestration.claims.reading import Sentence
from orchestration.languages import load


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("plain words", "plain words"),
        ("ar\u00adrested", "arrested"),
        ("\u202e40\u202c people", "40 people"),
        ("81&nbsp;000", "81 000"),
        ("detencio\u0301n", "detención"),
        ("<p>forty</p><p>men</p>", " forty  men "),
        ("<b>8</b>1,000", "81,000"),
        ("3 < 5 & 6 > 4", "3 < 5 & 6 > 4"),
        ("AT&T", "AT&T"),
        ("&unknown; &#x34;", "&unknown; 4"),
        ("<a href=", "<a href="),
    ],
)
def test_a_reader_sees_words_not_marks(written: str, seen: str) -> None:
    assert legible(written).text == seen


@given(st.text(alphabet="a4é\u0301\u200b\u00ad<b>/&amp;#1 \n", max_size=60))
def test_every_character_seen_has_its_place_in_what_is_written(text: str) -> None:
    seen = legible(text)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert all(start < end for start, end in zip(seen.starts, seen.ends, strict=True))
    assert list(seen.starts) == sorted(seen.starts)
    assert is_disguised(text) or seen.text == text


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Police <b>arrested 7</b>1,776 people.", "7</b>1,776"),
        ("Police arre\u00adsted 71,\u200b776 people.", "71,\u200b776"),
        ("Police arrested 71&#44;776 people.", "71&#44;776"),
        ("\ufeffPolice arrested \u202a71,776\u202c people.", "71,776"),
    ],
)
def test_a_figure_is_quoted_as_it_is_written(written: str, number: str) -> None:
    (reading,) = extract([Sentence(5, written)], lexicon=load("en"), published_on=None)
    assert (reading.value, reading.number_text, reading.quote_text) == (71776, number, written)
    assert written[reading.number_start - 5 :].startswith(number)
