"""Scanned pages: refused unless a program that recognises them is named, and marked where they are read."""

import shutil
from datetime import date

import pytest

from orchestration.documents.captures import documents, read_folders, versions
from orchestration.documents.sandbox import MOST_SCANS, Sandbox
from orchestration.model.document import Document
from tests.documents.made import html, lines, pdf, picture, scan
from tests.documents.test_captures import SOURCES, folder

SAID = ("The police arrested 1,200 people", "between January and March 2023.")
SCAN = scan(lines(*SAID))
PROGRAM = shutil.which("tesseract")
needs_tesseract = pytest.mark.skipif(PROGRAM is None, reason="tesseract is not installed")


@needs_tesseract
def test_a_scan_is_recognised_page_by_page_where_a_program_is_named() -> None:
    with Sandbox(program=PROGRAM) as sandbox:
        found = sandbox.reading("document.pdf", SCAN)
    assert found.text.splitlines() == list(SAID)
    assert (found.is_ocr, found.note) == (True, "recognised by a machine (OCR): page 1")


@needs_tesseract
def test_a_page_that_is_a_picture_without_text_makes_no_document_a_recognised_one() -> None:
    with Sandbox(program=PROGRAM) as sandbox:
        found = sandbox.reading("document.pdf", pdf([lines(*SAID), picture()]))
    assert (found.text, found.is_ocr, found.note) == ("\n".join(SAID) + "\f", False, None)


@needs_tesseract
def test_a_document_of_recognised_pages_says_so_to_every_claim_of_it() -> None:
    (captures,) = read_folders(
        [folder(text=SCAN, file="document.pdf", text_kind="original", note="Seen.")],
        SOURCES,
        "press_articles",
        frozenset({"al"}),
        date(2024, 6, 15),
        ocr=PROGRAM,
    )
    (found,) = documents(captures, versions(captures)).to_dict("records")
    Document.validate(documents(captures, versions(captures)))
    assert (found["text_kind"], found["note"]) == ("ocr", "Seen.; recognised by a machine (OCR): page 1")


def test_a_scan_is_refused_without_a_program_and_other_files_are_read_with_one() -> None:
    with Sandbox() as sandbox, pytest.raises(ValueError, match="page 1: scanned, without text: needs OCR"):
        sandbox.reading("document.pdf", SCAN)
    with Sandbox(program="tesseract") as sandbox:
        assert sandbox.reading("document.pdf", pdf([lines("12 people")])).text == "12 people"
        assert "1,200" in sandbox.reading("document.html", html(*[" ".join(SAID)] * 3)).text


def test_more_scans_than_a_person_would_wait_for_are_not_recognised() -> None:
    with Sandbox(program="tesseract") as sandbox, pytest.raises(ValueError, match=r"pages 1, 2, .* …: scanned, without text: needs OCR"):
        sandbox.reading("document.pdf", pdf([picture()] * (MOST_SCANS + 1)))


def test_a_program_that_fails_is_the_fault_of_the_file() -> None:
    with Sandbox(program=shutil.which("false")) as sandbox, pytest.raises(ValueError, match="OCR failed"):
        sandbox.reading("document.pdf", SCAN)


def test_a_confined_reader_starts_no_other_program() -> None:
    with Sandbox(program="no-such-program") as sandbox, pytest.raises(ValueError, match=r"the reader failed .*no-such-program"):
        sandbox.reading("document.pdf", SCAN)
