"""Readings that are remembered are the readings: whatever came when, whatever was known before."""

import hashlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from orchestration import languages
from orchestration.claims import build
from orchestration.claims.build import extracted_claims, sentences_unread
from orchestration.documents.passages import passages

TEXTS = (
    "Police arrested at least 1,200 people on Sunday. The courts freed 30 detainees on Monday.",
    "Seven detainees died in custody in May, according to the Watch. It says that 12 more cases of the arrested are open.",
    "Al menos 153 personas murieron bajo custodia desde marzo de 2022. La policía capturó a 40 mil 201 personas.",
    "There was no news on that day.",
    "",
)


def documents(chosen: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "document_id": hashlib.sha256(TEXTS[number].encode()).hexdigest(),
                "context_id": "al",
                "language": "es" if number == 2 else "en",
                "published_on": None if number == 3 else "2024-06-05",
                "file_name": "abstract.md",
                "text_kind": "abstract",
                "mapping": None,
                "text": TEXTS[number],
            }
            for number in chosen
        ],
        columns=["document_id", "context_id", "language", "published_on", "file_name", "text_kind", "mapping", "text"],
    )


def read(chosen: tuple[int, ...], memory: dict[str, str]) -> tuple[pd.DataFrame, ...]:
    found = documents(chosen)
    split = passages(found, memory)
    claims = extracted_claims(found, split, languages.load, memory)
    return split, claims, sentences_unread(found, split, claims, languages.load, memory)


@given(st.lists(st.lists(st.integers(0, len(TEXTS) - 1), unique=True, max_size=len(TEXTS)), min_size=1, max_size=5))
def test_documents_that_come_in_any_order_read_as_in_one_rebuild(refreshes: list[list[int]]) -> None:
    memory: dict[str, str] = {}
    for chosen in refreshes:
        for known, anew in zip(read(tuple(chosen), memory), read(tuple(chosen), {}), strict=True):
            assert_frame_equal(known, anew)


def test_nothing_that_is_remembered_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: dict[str, str] = {}
    _, before, _ = read((0, 1, 2), memory)
    assert len(before) >= 4
    asked: list[int] = []
    extract = build.extract
    monkeypatch.setattr(build, "extract", lambda sentences, **known: asked.append(len(sentences)) or extract(sentences, **known))
    _, after, _ = read((0, 1, 2, 3), memory)
    assert asked == [1]
    assert_frame_equal(before, after)
