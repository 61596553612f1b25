"""Blocks: paragraphs, and pieces of those that are too long for one look."""

import sentencex
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.passages import split_text
from orchestration.model.passage import blocks


@given(st.text(alphabet="ab .\n\r\t", max_size=80))
def test_blocks_are_what_stands_between_empty_lines(text: str) -> None:
    found = list(blocks(text))
    assert all(text[start : start + len(block)] == block and "\n\n" not in block for start, block in found)
    assert "".join(block for _, block in found).replace("\n", "") == text.replace("\n", "")


def test_a_paragraph_longer_than_a_block_is_cut_at_the_end_of_a_line_or_word() -> None:
    lines, words, letters = "line of words\n" * 3_000, "word " * 9_000, "x" * 45_000
    for text, end in ((lines, "\n"), (words, " "), (letters, "x")):
        found = list(blocks(text))
        assert "".join(block for _, block in found) == text
        assert len(found) > 1
        assert all(block.endswith(end) and len(block) <= 20_000 for _, block in found)


@given(st.lists(st.sampled_from(["One came. ", "Dr. Two said: ", '"Three left." ', "\n", "\n\n", "(four) ", "no. 5 ", "… "]), max_size=12))
def test_sentences_are_those_of_the_whole_text(parts: list[str]) -> None:
    text = "".join(parts)
    whole = [text[bound["start_index"] : bound["end_index"]].strip() for bound in sentencex.get_sentence_boundaries("en", text)]
    assert [text[start:end] for start, end in split_text(text, "en")] == [sentence for sentence in whole if sentence]
