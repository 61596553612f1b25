import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.passages import overlong, passages, split_text
from orchestration.model.passage import Passage
from orchestration.model.schema import records

LANGUAGES = ["en", "es", "fr", "de", "ar", "ja", "zzz"]
prose = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "At least 1,200 people were arrested.",
                "Mr. A. B. said so!",
                "¿Cuántos? 7.000…",
                "\n\n",
                "  ",
                "\t",
                "«», ",
                "😀",
                "逮捕された。",
                "e.g. ",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
).map("".join)


def document(text: str, *, language: str = "en", file_name: str = "abstract.md", document_id: str = "d") -> pd.DataFrame:
    row = {"document_id": document_id, "text": text, "language": language, "file_name": file_name, "text_kind": "original", "mapping": None}
    return pd.DataFrame([row])


@pytest.mark.parametrize("file_name", ["abstract.md", "document.csv", "document.pdf", "document.xlsx"])
@given(text=prose, language=st.sampled_from(LANGUAGES))
def test_passages_are_the_text_at_their_offsets_and_leave_out_nothing_but_white_space(file_name: str, text: str, language: str) -> None:
    at = 0
    found = passages(document(text, language=language, file_name=file_name))
    for position, row in enumerate(found.itertuples()):
        assert row.position == position
        assert text[row.char_start : row.char_end] == row.text
        assert row.text.strip()
        assert at <= row.char_start < row.char_end
        assert not text[at : row.char_start].strip()
        at = row.char_end
    assert not text[at:].strip()


def test_sentences_are_told_apart_and_keep_no_white_space_around_them() -> None:
    text = "  Police arrested 500 people.\nAt least 3 died on 4 Jan. 2023 in custody.  \n\nSource: <https://a.example/1>\n"
    assert [text[start:end] for start, end in split_text(text, "en")] == [
        "Police arrested 500 people.",
        "At least 3 died on 4 Jan. 2023 in custody.",
        "Source: <https://a.example/1>",
    ]


@given(st.lists(st.lists(st.integers(0, 10**6).map(str), min_size=2, max_size=4).map(",".join), min_size=1, max_size=8))
def test_a_line_of_a_table_is_one_passage(lines: list[str]) -> None:
    found = passages(document("\n".join(lines) + "\n", file_name="document.csv"))
    assert list(found["text"]) == lines


def test_blank_lines_of_a_table_are_no_passages() -> None:
    assert list(passages(document("a,b\r\n\r\n1,2\r\n", file_name="document.csv"))["text"]) == ["a,b", "1,2"]


def test_the_same_text_gives_the_same_ids_and_another_document_gives_others() -> None:
    text = "Police arrested 500 people. At least 3 died."
    one, again, other = (passages(document(text, document_id=name)) for name in ("a", "a", "b"))
    pd.testing.assert_frame_equal(one, again)
    assert not set(one["passage_id"]) & set(other["passage_id"])


def test_the_order_of_documents_does_not_change_their_ids() -> None:
    both = pd.concat([document("One. Two.", document_id="a"), document("Three. Four.", document_id="b")])
    forth, back = passages(both), passages(both.iloc[::-1])
    assert dict(zip(forth["passage_id"], forth["text"], strict=True)) == dict(zip(back["passage_id"], back["text"], strict=True))
    Passage.validate(forth)


def test_a_sentence_longer_than_people_write_is_set_aside_with_its_place() -> None:
    good, endless = "Police arrested 500 people.", "No end " + "and 7 more " * 500 + "came."
    found = document(f"{good}\n\n{endless}").assign(folder="press_articles/a_paper/one")
    (row,) = records(overlong(found, passages(found)))
    assert (row["item"], row["outcome"]) == ("press_articles/a_paper/one", "quarantined")
    assert row["faults"] == [
        {"place": f"character {len(good) + 2}", "reason": f"a sentence of {len(endless):,} characters", "remedy": "break it into lines or sentences"}
    ]


def test_no_document_gives_no_passage_and_every_column() -> None:
    found = passages(document("x").iloc[:0])
    assert found.empty
    assert list(found.columns) == list(Passage.to_schema().columns)


@pytest.mark.parametrize(("file_name", "text", "found"), [
    ("document.pdf", "One came. Two\f\nleft. Three.\n\nFour.", [
        ("One came.", "page 1"), ("Two", "page 1"), ("left.", "page 2"), ("Three.", "page 2"), ("Four.", "page 2"),
    ]),
    ("document.xlsx", "S\na\tb\n\n1. Two\t2\fT\n3", [
        ("S", "sheet 'S'"), ("a\tb", "sheet 'S', row 1"), ("1. Two\t2", "sheet 'S', row 3"), ("T", "sheet 'T'"), ("3", "sheet 'T', row 1"),
    ]),
    ("document.csv", "a,b\r\n1,2\r\n", [("a,b", "line 1"), ("1,2", "line 2")]),
    ("document.txt", "One came. Two left.", [("One came.", None), ("Two left.", None)]),
])  # fmt: skip
def test_a_passage_says_where_in_the_file_it_stands_and_goes_over_no_page(file_name: str, text: str, found: list[tuple[str, str | None]]) -> None:
    split = passages(document(text, file_name=file_name))
    assert list(zip(split["text"], split["locator"], strict=True)) == found
    Passage.validate(split)
