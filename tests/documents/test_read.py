"""Bytes to text, by format."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.read import READERS, read
from orchestration.documents.readers import html

PAGE = """\
<!doctype html>
<html lang="en"><head><title>A page</title><script>var fines = "9,999 people were arrested";</script>
<style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Arrests in A Land</h1>
{paragraphs}
</article><footer>Copyright</footer></body></html>
"""
SENTENCES = [
    "The ministry of A Land says that the police arrested at least 1,200 people between January and March.",
    "According to a rights group, seven detainees have died in custody since the emergency began last year.",
    "The national prison was built for 4,000 people, and 6,300 were held there at the end of the month.",
]


def text_or_reason(file_name: str, data: bytes) -> str:
    """What a reader makes of the bytes; any error but the one it may raise is an error of the test."""
    try:
        return read(file_name, data)
    except ValueError as error:
        return str(error)


def test_the_main_text_of_a_page_is_read_and_its_scripts_are_not() -> None:
    found = read("document.html", PAGE.format(paragraphs="\n".join(f"<p>{sentence}</p>" for sentence in SENTENCES)).encode())
    assert [sentence for sentence in SENTENCES if sentence not in found] == []
    assert "9,999" not in found
    assert "color" not in found


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "no main text was found"),
    (b"<html><body></body></html>", "no main text was found"),
    (b"<html><body><p>caf\xe9</p></body></html>", "not UTF-8 at byte 18"),
    (b"<p>x</p>".ljust(html.MAX_BYTES + 1), "2,000,001 bytes of HTML, more than the 2,000,000"),
])  # fmt: skip
def test_a_page_that_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read("document.html", data)


def test_a_page_of_the_largest_size_is_not_refused_for_its_size() -> None:
    page = PAGE.format(paragraphs=f"<p>{SENTENCES[0]}</p>").encode()
    assert SENTENCES[0] in read("document.html", page.ljust(html.MAX_BYTES))


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul"])
def test_a_page_of_endless_nesting_is_read_or_refused_and_does_not_hang(tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 40_000}{SENTENCES[0]}</body></html>".encode()
    started = time.monotonic()
    said = text_or_reason("document.html", page)
    assert SENTENCES[0] in said or "no main text" in said or "nested more than 250 deep" in said
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("file_name", ["abstract.md", "document.txt", "document.csv"])
@given(text=st.text(alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters=',"'), min_size=1))
def test_plain_text_and_tables_are_kept_to_the_byte(file_name: str, text: str) -> None:
    assert read(file_name, text.encode()).encode() == text.encode()


@pytest.mark.parametrize("suffix", sorted(READERS))
@given(data=st.binary(max_size=200))
def test_whatever_the_bytes_are_a_reader_gives_text_or_a_reason(suffix: str, data: bytes) -> None:
    assert text_or_reason(f"document{suffix}", data).strip()


@pytest.mark.parametrize(("data", "reason"), [
    (b"a,b\n1,2\n3\n", "line 3: 1 fields, but the header has 2: correct the row"),
    (b"a,b\n1,2,3\n", "line 2: 3 fields, but the header has 2: correct the row"),
    (b'a,b\n"1\n2",2\n3\n', "line 4: 1 fields, but the header has 2: correct the row"),
    (b'a,b\n1,"2\n', "line 2: unexpected end of data: quote the field properly"),
    (b'a,b\n1,"2" x\n', "line 2: .*: quote the field properly"),
    (b"a\n" * 100_001, "more than 100,000 rows: keep those that are needed"),
    (b"a,b\n\xff,2\n", "not UTF-8 at byte 4"),
    (b"", "the file holds no text"),
])  # fmt: skip
def test_a_table_that_does_not_fit_its_header_is_refused_with_the_line(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read("document.csv", data)


@pytest.mark.parametrize("file_name", ["document.doc", "document.zip", "document", "abstract.HTML.exe"])
def test_a_format_without_a_reader_is_refused_with_those_that_have_one(file_name: str) -> None:
    with pytest.raises(ValueError, match=r"no reader for .* files: use one of \.csv, \.eml, \.html, \.md, \.ods, \.pdf, \.txt, \.xls, \.xlsx"):
        read(file_name, b"x")
