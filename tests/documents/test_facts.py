"""What bytes say of themselves, and what is not taken for it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from orchestration.documents.facts import Facts, ending, language_code, of

HTML = b"<!doctype html><p>Nueve"
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"
WORDS = "La policía dijo que nueve personas murieron bajo custodia del Estado durante el mes de mayo."


@pytest.mark.parametrize(("data", "media_type", "name", "expected"), [
    (HTML, "text/html", "/a", ".html"), (HTML, "application/xhtml+xml", "/a", ".html"), (HTML, "", "/a.htm", ".html"), (HTML, "", "/a", ".html"),
    (HTML, "application/octet-stream", "/a", ".html"), (HTML, "text/plain", "/a.txt", ".html"), (b"\xef\xbb\xbf \n<HTML>", "", "/a", ".html"),
    (b"<?xml version='1.0'?>\n<!-- x --><html>", "", "/a", ".html"), (b"<p>Nueve", "text/html", "/a.pdf", ".html"),
    (PDF, "application/pdf", "/a", ".pdf"), (PDF, "text/html", "/a.html", ".pdf"), (PDF, "", "/a", ".pdf"),
    (PDF, "application/octet-stream", "/a.pdf", ".pdf"),
    (ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "/a", ".xlsx"), (ZIP, "application/octet-stream", "/a.XLSX", ".xlsx"),
    (ZIP, "application/vnd.oasis.opendocument.spreadsheet", "/a.xlsx", ".ods"),
    (OLE, "application/vnd.ms-excel", "/a", ".xls"), (OLE, "", "/a", ".xls"),
    (b"a,b\n1,2", "text/csv", "/a", ".csv"), (b"a,b\n1,2", "", "https://a.example/a.csv?x=y.pdf#z", ".csv"),
    (b"Nueve", "text/plain", "/a", ".txt"),
    (b"Nueve", "", "/a.markdown", ".md"), (b"Nueve", "", "/a%2Etxt", ".txt"), (b"From: a", "message/rfc822", "/a", ".eml"),
])  # fmt: skip
def test_a_format_is_what_the_bytes_show_or_else_what_is_said(data: bytes, media_type: str, name: str, expected: str) -> None:
    assert ending(data, media_type, name) == expected


@pytest.mark.parametrize(("data", "media_type", "name", "words"), [
    (b"Nueve", "application/pdf", "/a", "it is called .pdf, but its bytes are not"),
    (HTML, "application/pdf", "/a.pdf", "its bytes are those of a page"),
    (HTML, "text/csv", "/a.csv", "its bytes are those of a page"), (b"Nueve", "", "/a.xlsx", "it is called .xlsx"),
    (ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "/a.docx", "those of a .xlsx or .ods file"),
    (ZIP, "text/html", "/a", "those of a .xlsx or .ods file"), (b"\x89PNG", "image/png", "/a.png", "image/png is no format that is read"),
    (b"Nueve", "", "/a", "a file without an ending is no format"), (b"MZ", "application/x-msdownload", "/a.exe", "is no format that is read"),
])  # fmt: skip
def test_a_format_that_is_none_or_contradicts_itself_is_refused(data: bytes, media_type: str, name: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ending(data, media_type, name)


def html(head: str = "", body: str = "", tag: str = "<html>") -> bytes:
    return f"<!doctype html>{tag}<head><meta charset='utf-8'>{head}</head><body>{body}<p>{WORDS}</p></body></html>".encode()


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(("head", "body", "day"), [
    ('<meta property="article:published_time" content="2024-05-06T23:30:00-06:00">', "", "2024-05-06"),
    ('<meta name="DC.date.issued" content="2024-05-06">', "", "2024-05-06"),
    ('<meta itemprop="datePublished" content="2024-05-06 10:00">', "", "2024-05-06"),
    ("", '<time itemprop="datePublished" datetime="2024-05-06">6 May</time>', "2024-05-06"),
    (LD.format('{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-06T10:00:00Z", "dateModified": "2024-06-01"}]}'), "", "2024-05-06"),
    # what is no day of publication
    ("", "<p>On 2024-05-06 nine people died.</p>", None),
    ("", '<p>Since <time datetime="2024-05-06">6 May</time> nine people died.</p>', None),
    ('<meta property="article:modified_time" content="2024-05-06">', "", None),
    ('<meta http-equiv="last-modified" content="2024-05-06">', "", None),
    ('<link rel="canonical" href="https://a.example/2024/05/06/a">', "", None),
    ("", "<footer>© 2024</footer>", None),
    ('<meta property="article:published_time" content="May 6">', "", None),
    ('<meta property="article:published_time" content="2024-02-30">', "", None),
    ('<meta property="article:published_time">', "", None),
    (LD.format('[{"datePublished": "2024-05-06"}, {"datePublished": "2024-05-07"}]'), "", None),
    (LD.format('{"datePublished": 20240506}') + LD.format("nonsense") + LD.format("[" * 100_000), "", None),
])  # fmt: skip
def test_a_day_of_publication_is_what_is_marked_as_one(head: str, body: str, day: str | None) -> None:
    assert of("document.html", html(head, body)).published_on == day


@pytest.mark.parametrize(("tag", "language"), [
    ('<html lang="es-SV">', "es"), ('<html xml:lang="ES">', "es"), ("<html>", "es"), ('<html lang="">', "es"), ('<html lang="español">', "es"),
    ('<html lang="de">', "de"),
])  # fmt: skip
def test_a_language_is_what_the_page_says_or_else_its_words(tag: str, language: str) -> None:
    assert of("document.html", html(tag=tag)).language == language


def test_the_words_of_a_text_tell_its_language() -> None:
    assert of("document.txt", WORDS.encode()) == Facts(language="es")
    assert of("document.txt", b"zzz qqq") == of("document.txt", b"\xff") == of("document.nonsense", b"x") == Facts()


@pytest.mark.parametrize(
    ("said", "code"), [("es", "es"), ("es-419", "es"), (" EN ", "en"), ("spanish", None), ("", None), ("e", None), ("*", None), ("ñu", None)]
)
def test_a_tag_of_a_language_is_its_first_part(said: str, code: str | None) -> None:
    assert language_code(said) == code


def test_a_page_says_its_title_and_its_publisher() -> None:
    found = of("document.html", html('<title>Nueve muertes</title><meta property="og:site_name" content="Un diario">'))
    assert (found.title, found.publisher) == ("Nueve muertes", "Un diario")


def pdf(**metadata: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_says_its_title_and_its_day_is_that_of_the_file() -> None:
    assert of("document.pdf", pdf(Title="Informe anual", CreationDate="D:20240506100000Z")) == Facts(title="Informe anual")
    assert of("document.pdf", pdf(Title="")).published_on is None


@given(st.binary(max_size=400))
def test_no_bytes_break_it(data: bytes) -> None:
    for name, start in (("document.html", b"<html>"), ("document.pdf", PDF), ("document.txt", b"")):
        assert isinstance(of(name, start + data), Facts)
    broken = pdf(Title="Informe")
    place = len(data) % len(broken)
    assert isinstance(of("document.pdf", broken[:place] + data + broken[place + len(data) :]), Facts)


def test_of_what_is_too_long_nothing_is_taken() -> None:
    assert of("document.html", html("<title>Nueve</title>") + b" " * 2_000_000) == Facts()


@pytest.mark.parametrize("data", [b"<html>" + b"<div>" * 50_000, b"<html><head>" + b"<meta name=a content=b>" * 20_000, b"<html>" + b"<!--" * 50_000])
def test_a_hostile_page_says_nothing_that_breaks(data: bytes) -> None:
    assert of("document.html", data).title is None
