"""E-mail messages: subject and body, never who wrote to whom."""

import pytest

from orchestration.documents.read import read, reading
from tests.documents.made import eml, html

BODY = "The police arrested at least 1,200 people between January and March, the ministry of A Land says in its report of this week."


def test_the_subject_and_the_plain_body_are_read_and_no_address() -> None:
    assert read("document.eml", eml(plain=f"{BODY}\n")) == f"Arrests in A Land\n\n{BODY}\n"


def test_a_message_that_is_a_page_is_read_as_pages_are() -> None:
    assert BODY in read("document.eml", eml(page=html(BODY).decode()))


def test_a_page_in_a_message_is_decoded_as_the_message_says() -> None:
    said = "La detención de 1.200 personas fue anunciada por el ministerio en un comunicado publicado la semana pasada en la capital del país."
    head = b"Subject: x\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n"
    assert said in read("document.eml", head + html(said).decode().encode("latin-1"))


def test_the_plain_body_is_read_where_there_are_both() -> None:
    assert read("document.eml", eml(plain=f"{BODY}\n", page="<p>Another 99</p>")) == f"Arrests in A Land\n\n{BODY}\n"


def test_attachments_are_counted_and_not_read() -> None:
    found = reading("document.eml", eml(plain=f"{BODY}\n", attached=["figures.xlsx", "map.png"]))
    assert found.note == "attachments not read: 2"


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1251", "utf-8"])
def test_the_body_is_decoded_as_the_message_says(encoding: str) -> None:
    said = "Задержаны 1200" if encoding == "windows-1251" else "Detención de 1200"
    head = f"Subject: x\nContent-Type: text/plain; charset={encoding}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read("document.eml", head.encode() + said.encode(encoding)) == f"x\n\n{said}"


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "the message has no text"),
    (b"Subject: only a subject\n\n", "the message has no text"),
    (eml(attached=["figures.xlsx"]), "the message has no text: save its attachments"),
    (b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\xff 12", "not utf-8, the encoding that it declares"),
    (b"Content-Type: text/plain; charset=unicode_escape\n\n\\u0031\\u0032", "not unicode_escape, the encoding"),
    (b"Content-Type: text/plain; charset=klingon\n\n12", "not klingon, the encoding"),
])  # fmt: skip
def test_a_message_without_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read("document.eml", data)
