"""Document folders that are good, bad in one way each, or repeated, as bytes: what comes of them, and what is said of the bad ones."""

import hashlib
from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from orchestration.documents.captures import documents, mark_duplicates, read_folders, versions
from orchestration.documents.sandbox import Sandbox
from orchestration.model.capture import Capture, RawFolder, SourceCard
from orchestration.model.document import Document
from orchestration.model.identities import outcomes, quarantine

TODAY = date(2024, 6, 15)
TEXT = "The police arrested 500 people.\n"
CARD = "capture.yml"
SOURCES = {"a_paper": SourceCard(name="A Paper", kind="press", hosts=("a-paper.example",), languages=("en",), rights="The publisher's.")}


def card(text: bytes, **fields: str | None) -> bytes:
    """A birth certificate for the text; a field given as None is left out."""
    lines: dict[str, str | None] = {
        "source": "a_paper",
        "context": "al",
        "url": '"https://a-paper.example/1"',
        "title": "Arrests",
        "language": "en",
        "published_on": "2024-05",
        "published_on_known_from": "url",
        "retrieved_at": "",
        "text_kind": "abstract",
        "sha256": hashlib.sha256(text).hexdigest(),
    }
    return "".join(f"{name}: {value}\n" for name, value in (lines | fields).items() if value is not None).encode()


def folder(name: str = "one", *, text: bytes = TEXT.encode(), file: str = "abstract.md", source: str = "a_paper", **fields: str | None) -> RawFolder:
    """A document folder whose certificate has these fields."""
    return RawFolder(f"press_articles/{source}/{name}", {CARD: card(text, source=source, **fields), file: text}, {})


def holding(files: Mapping[str, bytes], unreadable: Mapping[str, str] | None = None) -> RawFolder:
    """A document folder of exactly these files."""
    return RawFolder("press_articles/a_paper/one", files, unreadable or {})


def read(*folders: RawFolder) -> pd.DataFrame:
    """The captures of these folders, in the order in which ``raw/`` gives them."""
    ordered = sorted(folders, key=lambda found: found.folder)
    return pd.concat(read_folders(ordered, SOURCES, "press_articles", frozenset({"al"}), TODAY), ignore_index=True)


def marked(captures: pd.DataFrame) -> pd.DataFrame:
    """The captures with their duplicates marked, read a folder at a time."""
    return pd.concat(mark_duplicates(captures.iloc[[at]] for at in range(len(captures)))) if len(captures) else captures


def accepted(captures: pd.DataFrame) -> pd.DataFrame:
    """The documents of the captures."""
    return documents(captures, versions(captures))


GOOD = card(TEXT.encode())

BAD: dict[str, tuple[RawFolder, list[tuple[str, str]]]] = {
    "a field is missing": (folder(url=None), [(f"{CARD}: url", "Field required")]),
    "two fields are missing": (folder(url=None, language=None), [(f"{CARD}: url", "Field required"), (f"{CARD}: language", "Field required")]),
    "a field is unknown": (folder(colour="red"), [(f"{CARD}: colour", "Extra inputs are not permitted")]),
    "a required field is empty": (folder(language=""), [(f"{CARD}: language", "Input should be a valid string")]),
    "a key is said twice": (holding({CARD: GOOD + b"source: a_paper\n", "abstract.md": TEXT.encode()}), [(CARD, "line 1: said twice: source")]),
    "an alias is used": (folder(source="a_paper", title="&a x", agency="*a"), [(CARD, "line 11: an alias is not allowed here")]),
    "the card is no YAML": (holding({CARD: b"source: [\n", "abstract.md": TEXT.encode()}), [(CARD, "line 2: ")]),
    "the card is a list": (holding({CARD: b"- source\n", "abstract.md": TEXT.encode()}), [(CARD, "line 1: a list of 'key: value' lines")]),
    "the card is a bomb": (holding({CARD: b"a: " + b"[" * 9000, "abstract.md": TEXT.encode()}), [(CARD, "nested too deeply")]),
    "the card is not UTF-8": (holding({CARD: b"source: \xff\n", "abstract.md": TEXT.encode()}), [(CARD, "not UTF-8 at byte 8")]),
    "the card is missing": (holding({"abstract.md": TEXT.encode()}), [(CARD, "the file is missing")]),
    "the card is unreadable": (holding({"abstract.md": TEXT.encode()}, {CARD: "Permission denied"}), [(CARD, "Permission denied")]),
    "the text is unreadable": (holding({CARD: GOOD}, {"abstract.md": "Permission denied"}), [("abstract.md", "Permission denied")]),
    "the hash is that of another text": (
        holding({CARD: GOOD, "abstract.md": b"The police arrested 5000 people.\n"}),
        [(f"{CARD}: sha256", "not the hash of abstract.md")],
    ),
    "the hash is no hash": (folder(sha256="abc"), [(f"{CARD}: sha256", "String should match pattern")]),
    "the text is empty": (folder(text=b""), [("abstract.md", "the file holds no text")]),
    "the text is white space": (folder(text=b" \n\t \n"), [("abstract.md", "the file holds no text")]),
    "the text holds NUL": (folder(text=b"500 people\x00"), [("abstract.md", "NUL characters")]),
    "the text is not UTF-8": (folder(text=b"caf\xe9"), [("abstract.md", "not UTF-8 at byte 3")]),
    "the page holds no text": (
        folder(text=b"<html></html>", file="document.html", text_kind="original"),
        [("document.html", "no main text was found")],
    ),
    "the table is ragged": (folder(text=b"a,b\n1\n", file="document.csv", text_kind="original"), [("document.csv", "line 2: 1 fields")]),
    "there is no reader for the format": (
        folder(text=b"x", file="document.docx", text_kind="original"),
        [("document.docx", "no reader for .docx files")],
    ),
    "the file is damaged": (folder(text=b"%PDF", file="document.pdf", text_kind="original"), [("document.pdf", "damaged or no PDF")]),
    "there are two documents": (
        holding({CARD: GOOD, "document.html": b"x", "document.txt": b"x"}),
        [("document.html, document.txt", "two documents in one folder")],
    ),
    "there are two abstracts": (
        holding({CARD: GOOD, "abstract.md": TEXT.encode(), "abstract.txt": b"x"}),
        [("abstract.md, abstract.txt", "two documents in one folder")],
    ),
    "there is no document": (holding({CARD: GOOD}), [("press_articles/a_paper/one", "no document.* and no abstract.md")]),
    "there is a strange file": (
        holding({CARD: GOOD, "abstract.md": TEXT.encode(), "notes.docx": b"x"}),
        [("notes.docx", "a document folder does not hold this file")],
    ),
    "a file lies beside the folders": (
        RawFolder("press_articles/a_paper/stray.txt", {}, {}),
        [(CARD, "the file is missing"), ("press_articles/a_paper/stray.txt", "no document.* and no abstract.md")],
    ),
    "a file lies beside the sources": (
        RawFolder("press_articles/stray.txt", {}, {}),
        [(CARD, "the file is missing"), ("press_articles/stray.txt", "no document.* and no abstract.md")],
    ),
    "the source has no card": (folder(source="b_paper"), [(f"{CARD}: source", "b_paper has no source.yml")]),
    "the folder is another source's": (
        RawFolder("press_articles/b_paper/one", {CARD: GOOD, "abstract.md": TEXT.encode()}, {}),
        [(f"{CARD}: source", "a_paper is not the folder the document lies in")],
    ),
    "the context is unknown": (folder(context="zz"), [(f"{CARD}: context", "zz is unknown")]),
    "published in the future": (folder(published_on="2024-06-16"), [(f"{CARD}: published_on", "2024-06-16 is in the future")]),
    "retrieved in the future": (folder(retrieved_at="2024-07-01"), [(f"{CARD}: retrieved_at", "2024-07-01 is in the future")]),
    "published before there were publishers": (folder(published_on="0001-01-01"), [(f"{CARD}: published_on", "0001-01-01 is before 1945")]),
    "the date is malformed": (folder(published_on="May 2024"), [(f"{CARD}: published_on", "'May 2024' is not a date")]),
    "the date is not in the calendar": (folder(published_on="2023-02-29"), [(f"{CARD}: published_on", "day is out of range for month")]),
    "the kind of text is unknown": (folder(text_kind="summary"), [(f"{CARD}: text_kind", "must be one of original, abstract")]),
    "the kind of text is not that of the file": (folder(text_kind="original"), [(f"{CARD}: text_kind", "the folder holds an abstract")]),
    "the address is no web address": (folder(url="ftp://a-paper.example/1"), [(f"{CARD}: url", "URL scheme should be 'http' or 'https'")]),
    "the language is no code": (folder(language="English"), [(f"{CARD}: language", "String should match pattern")]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_folder_is_set_aside_with_place_reason_and_remedy_and_the_rest_goes_on(name: str) -> None:
    bad, expected = BAD[name]
    good = folder("two", text=b"The police arrested 600 people.\n")
    captures = marked(read(bad, good))
    assert dict(zip(captures["folder"], captures["outcome"], strict=True)) == {bad.folder: "quarantined", good.folder: "accepted"}
    (faults,) = captures.loc[captures["folder"] == bad.folder, "faults"]
    said = [(fault["place"], fault["reason"]) for fault in faults]
    assert len(said) == len(expected), said
    for (place, reason), (expected_place, expected_reason) in zip(said, expected, strict=True):
        assert place == expected_place
        assert expected_reason in reason
    assert all(fault["remedy"] for fault in faults)
    assert list(accepted(captures)["folder"]) == [good.folder]


def test_a_remedy_names_what_may_be_written() -> None:
    (faults,) = read(folder(context="zz"))["faults"]
    assert "al" in faults[0]["remedy"]


def test_a_good_folder_becomes_a_document_with_every_field_of_its_card() -> None:
    captures = read(folder(agency="An Agency", note="Seen twice."))
    Capture.validate(captures)
    found = accepted(captures)
    Document.validate(found)
    row = found.iloc[0]
    expected = {
        "document_id": hashlib.sha256(TEXT.encode()).hexdigest(),
        "text": TEXT,
        "source_id": "a_paper",
        "publisher_kind": "press",
        "context_id": "al",
        "published_on": "2024-05",
        "retrieved_at": None,
        "language": "en",
        "original_language": "en",
        "text_kind": "abstract",
        "agency": "An Agency",
        "note": "Seen twice.",
    }
    assert {name: row[name] for name in expected} == expected


def test_unknown_dates_and_contexts_may_be_empty() -> None:
    captures = read(folder(published_on="", published_on_known_from="", context="", title=""))
    assert list(captures["outcome"]) == ["accepted"]
    assert captures[["published_on", "context_id", "title"]].isna().all(axis=None)


def test_a_document_published_today_is_not_in_the_future() -> None:
    assert list(read(folder(published_on=TODAY.isoformat()))["outcome"]) == ["accepted"]


def test_an_original_kept_beside_its_abstract_is_read_instead() -> None:
    original = b"Police said they had arrested 500 people over the weekend."
    captures = read(holding({CARD: GOOD, "abstract.md": TEXT.encode(), "document.txt": original}))
    row = captures.iloc[0]
    assert (row["outcome"], row["text_kind"], row["file_name"]) == ("accepted", "original", "document.txt")
    assert (row["text"], row["document_id"]) == (original.decode(), hashlib.sha256(original).hexdigest())


def test_of_two_folders_with_the_same_bytes_the_second_is_a_duplicate_that_names_the_first() -> None:
    captures = marked(read(folder("b"), folder("a")))
    assert list(captures["folder"]) == ["press_articles/a_paper/a", "press_articles/a_paper/b"]
    assert list(captures["outcome"]) == ["accepted", "duplicate"]
    assert captures["faults"].map(len).tolist() == [0, 1]
    assert captures["faults"][1][0] == {
        "place": "press_articles/a_paper/b",
        "reason": "same bytes as press_articles/a_paper/a",
        "remedy": "remove one of the folders",
    }
    assert list(accepted(captures)["folder"]) == ["press_articles/a_paper/a"]


def test_a_folder_set_aside_makes_no_duplicate_of_a_good_one() -> None:
    captures = marked(read(folder("a", colour="red"), folder("b")))
    assert list(captures["outcome"]) == ["quarantined", "accepted"]


def test_when_nothing_is_accepted_nothing_is_lost() -> None:
    captures = marked(read(folder("a", colour="red"), folder("b", colour="red")))
    assert outcomes(captures) == {"accepted": 0, "duplicate": 0, "quarantined": 2}
    assert accepted(captures).empty


def test_folders_are_read_in_pieces_and_a_repeat_is_found_in_whichever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.documents.captures.AT_ONCE", 2)
    folders = [folder(name, text=text) for name, text in zip("abcde", (b"One.", b"Two.", b"Three.", b"One.", b"One."), strict=True)]
    pieces = list(mark_duplicates(read_folders(folders, SOURCES, "press_articles", frozenset({"al"}), TODAY)))
    assert [list(piece["outcome"]) for piece in pieces] == [["accepted", "accepted"], ["accepted", "duplicate"], ["duplicate"]]
    assert {fault["reason"] for piece in pieces for faults in piece["faults"] for fault in faults} == {"same bytes as press_articles/a_paper/a"}


def test_a_piece_holds_as_many_documents_as_its_text_allows_and_one_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.documents.captures.MOST_TEXT", 10)
    texts = (b"Six let", b"Two.", b"Far beyond the limit.", b"Five.", b"Five!", b"1.")
    folders = [folder(name, text=text) for name, text in zip("abcdef", texts, strict=True)]
    pieces = [list(piece["text"]) for piece in read_folders(folders, SOURCES, "press_articles", frozenset({"al"}), TODAY)]
    assert pieces == [["Six let"], ["Two."], ["Far beyond the limit."], ["Five.", "Five!"], ["1."]]


def test_no_folder_makes_an_empty_table_with_every_column() -> None:
    (captures,) = mark_duplicates([read()])
    assert list(captures.columns) == list(Capture.to_schema().columns)
    assert captures.empty


@hypothesis_settings(max_examples=20)  # each reads a dozen folders
@given(st.lists(st.sampled_from(["good", "repeat", *BAD]), max_size=12), st.randoms())
def test_what_was_read_was_accepted_repeated_or_set_aside(kinds: list[str], random) -> None:
    def named(position: int, kind: str) -> RawFolder:
        name = f"{position:02}"
        if kind in BAD:
            bad = BAD[kind][0]
            return RawFolder(f"{'/'.join(bad.folder.split('/')[:2])}/{name}", bad.files, bad.unreadable)
        return folder(name, text=f"The police arrested {1000 if kind == 'repeat' else 2000 + position} people.".encode())

    made = [named(position, kind) for position, kind in enumerate(kinds)]
    bad = {found.folder for found, kind in zip(made, kinds, strict=True) if kind in BAD}
    random.shuffle(made)
    captures = marked(read(*made))
    repeats = max(kinds.count("repeat") - 1, 0)
    assert outcomes(captures) == {"accepted": len(kinds) - len(bad) - repeats, "duplicate": repeats, "quarantined": len(bad)}
    assert set(quarantine([("captures", captures.assign(item=captures["folder"]))])["item"]) == bad
    assert list(captures["folder"]) == sorted(found.folder for found in made)
    assert len(accepted(captures)) == len(kinds) - len(bad) - repeats


def test_a_text_that_is_remembered_is_not_read_again_and_a_refusal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: dict[str, str] = {}
    page = b"<html><body><article><p>At least 40 people were arrested on Sunday, the police said in a statement.</p></article></body></html>"
    folders = [
        folder("one", text=page, file="document.html", text_kind="original"),
        folder("two", text=b"%PDF-1.4 cut off", file="document.pdf", text_kind="original"),
    ]
    (first,) = read_folders(folders, SOURCES, "press_articles", frozenset({"al"}), TODAY, memory=memory)
    assert list(first["outcome"]) == ["accepted", "quarantined"]
    asked: list[str] = []
    reading = Sandbox.reading
    monkeypatch.setattr(Sandbox, "reading", lambda sandbox, name, data: asked.append(name) or reading(sandbox, name, data))
    (again,) = read_folders(folders, SOURCES, "press_articles", frozenset({"al"}), TODAY, memory=memory)
    assert asked == ["document.pdf"]
    assert_frame_equal(first, again)
