"""PDF files: two engines, pages, scans, and what cannot be read."""

import pytest

from orchestration.documents.locate import locator
from orchestration.documents.read import read, reading
from tests.documents.made import lines, numbered, pdf, picture, stream

FIRST = lines("The police arrested 1,200 peo-", "ple between January and March 2023.", "At least 3 died in custody.")
SECOND = lines("The prison was built for 4,000 people.", "It held 6,300.")


def test_the_text_of_every_page_is_read_and_pages_are_parted_by_form_feeds() -> None:
    assert read("document.pdf", pdf([FIRST, SECOND])) == (
        "The police arrested 1,200 people between January and March 2023.\nAt least 3 died in custody.\f"
        "The prison was built for 4,000 people.\nIt held 6,300."
    )


def test_packed_pages_read_as_plain_ones_do() -> None:
    assert read("document.pdf", pdf([FIRST, SECOND], packed=True)) == read("document.pdf", pdf([FIRST, SECOND]))


def test_the_page_follows_from_the_offset() -> None:
    text = read("document.pdf", pdf([FIRST, b"", SECOND]))
    assert [locator("document.pdf", text, text.index(words)) for words in ("The police", "At least", "The prison", "It held")] == [
        "page 1", "page 1", "page 3", "page 3",
    ]  # fmt: skip


def test_columns_are_read_one_after_the_other() -> None:
    page = lines("Left 11 people", "and 12 more.") + b"\n" + lines("Right 21 people", "and 22 more.", x=320)
    assert read("document.pdf", pdf([page])) == "Left 11 people\nand 12 more.\nRight 21 people\nand 22 more."


def test_numbers_on_which_the_engines_do_not_agree_are_named_with_their_page() -> None:
    unseen = lines("Arrested: 500") + b"\n" + lines("Arrested: 900", x=-400, y=2_000)
    with pytest.raises(ValueError, match=r"two readers do not agree: page 2: only one has 900: look at the page"):
        read("document.pdf", pdf([FIRST, unseen]))


@pytest.mark.parametrize(("pages", "named"), [
    ([FIRST, picture(), picture()], "pages 2, 3: scanned, without text: needs OCR"),
    ([picture()], "page 1: scanned, without text: needs OCR"),
])  # fmt: skip
def test_scanned_pages_are_named(pages: list[bytes], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        read("document.pdf", pdf(pages))


UNEXPLAINED = numbered([
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
    stream(b"BT /F1 12 Tf 72 700 Td <00010002000300040005> Tj ET"),
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
])  # fmt: skip


@pytest.mark.parametrize("data", [UNEXPLAINED, pdf([b"0 0 m 9 9 l S " * 200])])
def test_a_page_whose_letters_are_drawings_or_have_no_meaning_is_a_scan(data: bytes) -> None:
    with pytest.raises(ValueError, match="page 1: scanned, without text: needs OCR"):
        read("document.pdf", data)


def test_text_that_a_machine_left_behind_a_scan_is_read_and_said_to_be_recognised() -> None:
    found = reading("document.pdf", pdf([FIRST, b"3 Tr " + SECOND + b" " + picture()]))
    assert (found.text.partition("\f")[2], found.is_ocr) == ("The prison was built for 4,000 people.\nIt held 6,300.", True)
    assert found.note == "recognised by a machine (OCR): page 2"


def test_text_that_is_seen_on_a_picture_is_text() -> None:
    assert not reading("document.pdf", pdf([picture() + b" " + SECOND])).is_ocr


def test_a_page_that_is_empty_because_the_file_is_damaged_is_not_passed_over() -> None:
    whole = pdf([FIRST, SECOND], packed=True)
    at = whole.rindex(b"stream\n", 0, whole.rindex(b"endstream")) + 12
    with pytest.raises(ValueError, match="a page is empty and the file is damaged"):
        read("document.pdf", whole[:at] + bytes(40) + whole[at + 40 :])


def test_a_page_with_a_logo_is_no_scan() -> None:
    assert "1,200" in read("document.pdf", pdf([picture(90, 40), FIRST]))


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "damaged or no PDF"),
    (b"%PDF-1.4\n", "damaged or no PDF"),
    (pdf([FIRST])[:400], "damaged"),
    (pdf([b"", b""]), "no page holds text"),
    (numbered([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]), "no page|damaged"),
    (pdf([FIRST], trailer="/Encrypt 5 0 R/ID[<00><00>]",
         more=[b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"x" * 32, b"y" * 32)]), "encrypted"),
    (numbered([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2001/Kids[" + b"3 0 R " * 2_001 + b"]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", stream(b"")]), "2,001 pages, more than the 2,000"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read("document.pdf", data)
