"""From an address, a file or a folder to a document that a refresh reads."""

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from loopback import Reply, moved, page
from publishing import Paper

from orchestration import capture
from orchestration.capture import Capturer, Told
from orchestration.model import strict_yaml
from orchestration.model.capture import CaptureCard

PAGE = """<!doctype html><html lang="es-SV"><head><title>Nueve muertes</title><meta property="og:site_name" content="Un diario">
<meta property="article:published_time" content="2024-05-06T23:30:00-06:00"></head>
<body><article><p>Nueve personas murieron bajo custodia del Estado durante el mes de mayo, dijo la policía.</p></article></body></html>"""


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_address_becomes_a_document_with_what_its_page_says(paper: Paper) -> None:
    paper.site.answers["/1"] = page(PAGE)
    captured = paper.url()
    (folder,) = paper.folders()
    assert (captured.outcome, captured.folder) == ("new", folder)
    assert folder.name == f"2024-06-01_{hashed(PAGE)[:16]}"
    assert {file.name: file.read_bytes() for file in folder.iterdir()}["document.html"] == PAGE.encode()
    card = paper.card()
    assert card.pop("retrieved_at").startswith("2024-06-01T10:00:")  # type: ignore[union-attr]
    assert card == {
        "source": "a_paper", "context": None, "url": paper.site.url("/1"), "title": "Nueve muertes", "title_known_from": "document",
        "language": "es", "published_on": "2024-05-06", "published_on_known_from": "page metadata", "text_kind": "original",
        "sha256": hashed(PAGE), "publisher": "Un diario",
    }  # fmt: skip
    (document,) = paper.read()
    assert (document["document_id"], document["retrieved_at"], document["published_on"]) == (hashed(PAGE), "2024-06-01", "2024-05-06")


def test_what_a_person_tells_goes_before_what_the_page_says(paper: Paper) -> None:
    paper.site.answers["/1"] = page(PAGE)
    paper.url(
        title=" Nine\ndeaths ", title_known_from="capture", language="en", published_on="2024-05", published_on_known_from="capture", context="sv"
    )
    card = paper.card()
    assert (card["title"], card["title_known_from"], card["language"], card["context"]) == ("Nine deaths", "capture", "en", "sv")
    assert (card["published_on"], card["published_on_known_from"]) == ("2024-05", "capture")


@pytest.mark.parametrize(("languages", "body", "headers", "language"), [
    ("[en, es]", "<html><body><p>The police said that nine people died in custody in May, and that two were released.</p>", {}, "en"),
    ("[en, es]", "<p>Zzz qqq.", {"Content_Language": "es-SV, en"}, "es"),
    ("[es]", "<p>Zzz qqq.", {"Content_Language": "*"}, "es"),
    ("[en, es]", '<html lang="DE"><p>Zzz qqq.', {"Content_Language": "es"}, "de"),
])  # fmt: skip
def test_a_language_is_what_page_words_or_server_say(paper: Paper, languages: str, body: str, headers: dict[str, str], language: str) -> None:
    paper.describe(languages=languages)
    paper.site.answers["/1"] = page(body, **headers)
    paper.url()
    assert paper.card()["language"] == language


def test_a_language_that_nobody_says_is_asked_for(paper: Paper) -> None:
    paper.describe(languages="[en, es]")
    paper.site.answers["/1"] = page("<p>Zzz qqq.")
    with pytest.raises(ValueError, match="it does not say its language, and its source has several: capture it with --language"):
        paper.url()
    assert paper.folders() == []


@pytest.mark.parametrize(("told", "words"), [
    ({"language": "Spanish"}, "language: String should match pattern"), ({"published_on": "6 May"}, "is not a date"),
    ({"context": "zz"}, "context: zz is unknown: use one of"), ({"published_on": "2023-02-29"}, "day is out of range"),
])  # fmt: skip
def test_what_is_told_and_cannot_be_is_refused(paper: Paper, told: dict[str, str], words: str) -> None:
    paper.site.answers["/1"] = page(PAGE)
    with pytest.raises(ValueError, match=words) as refused:
        paper.url(**told)
    assert "\n" not in str(refused.value)
    assert paper.folders() == []


@pytest.mark.parametrize("day", ["2024-06-17", "2094-05-06", "1944-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_is_not_believed(paper: Paper, day: str) -> None:
    paper.site.answers["/1"] = page(PAGE.replace("2024-05-06", day))
    paper.url()
    assert (paper.card()["published_on"], paper.card()["published_on_known_from"]) == (None, None)


@pytest.mark.parametrize(("reply", "words"), [
    (Reply(b"", headers={"Content-Type": "text/html"}), "it holds nothing"),
    (Reply(b" \n", headers={"Content-Type": "text/plain"}), "it holds nothing"),
    (Reply(b"\x89PNG", headers={"Content-Type": "image/png"}), "no format that is read"), (Reply(status=404), "answers 404"),
    (Reply(b"no", headers={"Content-Type": "application/pdf"}), "its bytes are not"), (moved("/2"), "answers 404"),
    (moved("/1"), "redirected more than"),
])  # fmt: skip
def test_what_is_no_document_leaves_nothing(paper: Paper, reply: Reply, words: str) -> None:
    paper.site.answers["/1"] = reply
    with pytest.raises(ValueError, match=words):
        paper.url()
    assert paper.folders() == []


def test_the_same_bytes_ten_times_are_one_document(paper: Paper) -> None:
    paper.site.answers["/1"] = page(PAGE)
    assert [paper.url().outcome for _ in range(10)] == ["new", *["unchanged"] * 9]
    (folder,) = paper.folders()
    assert len(paper.read()) == 1
    assert paper.card(folder)["sha256"] == hashed(PAGE)


def test_a_known_document_is_asked_for_by_condition(paper: Paper) -> None:
    paper.site.answers["/1"] = [page(PAGE, ETag='"1"', Last_Modified="Mon, 06 May 2024 10:00:00 GMT"), Reply(status=304)]
    assert [paper.url().outcome for _ in range(3)] == ["new", "unchanged", "unchanged"]
    asked = [headers for path, headers in paper.site.asked if path == "/1"]
    assert [headers.get("if-none-match") for headers in asked] == [None, '"1"', '"1"']


def test_without_its_bytes_a_document_is_asked_for_anew(paper: Paper) -> None:
    paper.site.answers["/1"] = page(PAGE, ETag='"1"')
    paper.url()
    (folder,) = paper.folders()
    (folder / "document.html").unlink()  # as in a clone: git has the certificate alone
    assert paper.url().outcome == "new"
    assert "if-none-match" not in paper.site.asked[-1][1]


def test_a_memory_that_is_lost_or_broken_captures_nothing_twice(paper: Paper) -> None:
    paper.site.answers["/1"] = page(PAGE, ETag='"1"')
    paper.url()
    memory = paper.settings.var / "seen.sqlite"
    memory.unlink()
    assert paper.url().outcome == "unchanged"
    memory.write_bytes(b"nonsense" * 1_000)
    assert paper.url().outcome == "unchanged"
    assert len(paper.folders()) == 1


def test_a_card_that_is_broken_stops_no_capture(paper: Paper) -> None:
    for name, text in (("a", b"retrieved_at: 2024-06-01T10:00:00Z\n"), ("b", b"\xff"), ("c", b"retrieved_at: [1]\nurl: x\n"), ("d", b"- x\n")):
        (paper.folder / name).mkdir()
        (paper.folder / name / "capture.yml").write_bytes(text)
        (paper.folder / name / "document.txt").write_bytes(b"x")
    (paper.folder / "e" / "capture.yml").mkdir(parents=True)
    paper.site.answers["/1"] = page(PAGE)
    assert paper.url().outcome == "new"


def test_an_address_is_kept_as_it_was_asked_and_letters_of_other_scripts_in_per_cent(paper: Paper) -> None:
    paper.site.answers |= {"/%C3%B1%20x": moved("/2"), "/2": page(PAGE)}
    paper.url("/ñ x")
    assert paper.card()["url"] == paper.site.url("/%C3%B1%20x")


# files and folders


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    (folder / "inner").mkdir(parents=True)
    return folder


def capture_folder(paper: Paper, saved: Path) -> dict[str, str]:
    """The outcome of every file, by its name."""
    with paper.capturer() as capturer:
        found = list(capturer.folder(saved, "https://a-paper.example/reports/"))
    assert all((one.folder is None) == (one.outcome != "new") for one in found)
    return {os.path.relpath(one.asked, saved): f"{one.outcome} {one.reason}".strip() for one in found}


def test_a_file_is_captured_without_asking_anybody(paper: Paper, saved: Path) -> None:
    (saved / "a.htm").write_text(PAGE, encoding="utf-8")
    for outcome in ("new", "unchanged"):
        assert paper.capture(lambda capturer: capturer.file(saved / "a.htm", "https://a-paper.example/a")).outcome == outcome
    assert paper.card()["url"] == "https://a-paper.example/a"
    assert paper.site.connections == 0
    assert len(paper.read()) == 1


def test_a_folder_with_hostile_and_unreadable_names_is_captured_as_far_as_it_goes(paper: Paper, saved: Path) -> None:
    for number, name in enumerate(["a b?#%.txt", "ñ.txt", "\u202egpj.txt", "line\nbreak.txt", "inner/..txt", "-rf.txt", "'; drop table.txt"]):
        (saved / name).write_text(f"Murieron {number} personas.", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(saved) + b"/\xff.txt")).write_text("Murieron 20 personas.", encoding="utf-8")
    for name in (".hidden.txt", "inner/.hidden"):
        (saved / name).write_text("x", encoding="utf-8")
    (saved / ".git").mkdir()
    (saved / ".git" / "a.txt").write_text("x", encoding="utf-8")
    (saved / "empty.txt").touch()
    (saved / "picture.png").write_bytes(b"\x89PNG")
    (saved / "link.txt").symlink_to("/etc/hostname")
    (saved / "way").symlink_to(saved.parent)
    os.mkfifo(saved / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(saved / "s.txt"))
        outcomes = capture_folder(paper, saved)
    assert {name: said for name, said in outcomes.items() if said != "new"} == {
        "empty.txt": f"refused {saved}/empty.txt: it holds nothing", "link.txt": "refused a link", "way": "refused a link",
        "picture.png": outcomes["picture.png"], "pipe.txt": "refused not a regular file", "s.txt": "refused not a regular file",
    }  # fmt: skip
    assert "no format that is read" in outcomes["picture.png"]
    urls = {paper.card(folder)["url"] for folder in paper.folders()}
    assert {"https://a-paper.example/reports/a%20b%3F%23%25.txt", "https://a-paper.example/reports/%FF.txt"} < urls
    assert len(urls) == len(paper.read()) == 7


def test_a_file_that_is_too_large_or_gone_is_refused(paper: Paper, saved: Path) -> None:
    with (saved / "long.txt").open("wb") as file:
        file.truncate(50_000_001)
    assert capture_folder(paper, saved) == {"long.txt": "refused larger than 50,000,000 bytes"}
    with pytest.raises(FileNotFoundError):
        paper.capturer().file(saved / "gone.txt", "https://a-paper.example/gone")


def test_a_file_of_no_web_address_is_refused(paper: Paper, saved: Path) -> None:
    (saved / "a.txt").write_text("Murieron 9 personas.", encoding="utf-8")
    for url in ("nonsense", "", "ftp://a.example/", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="url: "):
            paper.capturer().file(saved / "a.txt", url)
    assert paper.folders() == []


@pytest.fixture
def capturer(paper: Paper) -> Iterator[Capturer]:
    with paper.capturer() as found:
        yield found


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(), max_size=400) | st.from_regex(r"[a: \n'\"#null~]{0,120}", fullmatch=True))
def test_a_title_of_any_characters_comes_back_as_it_was_written(capturer: Capturer, title: str) -> None:
    card = capturer._card("https://a-paper.example/1", capture._now(), "document.txt", b"Murieron 9 personas.", Told(title, title and "feed"), None)
    read = CaptureCard.model_validate(strict_yaml.parse(strict_yaml.written(card.model_dump(exclude_defaults=True)).encode().decode()))
    assert read == card
    assert card.title is None or (card.title.isprintable() or "\n" not in card.title)
    assert (card.title is None) == (card.title_known_from is None)
