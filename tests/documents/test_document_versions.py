"""From when to when the addresses of a document gave it."""

import hashlib
from collections.abc import Iterable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.captures import documents, mark_duplicates
from orchestration.documents.captures import versions as days_of
from orchestration.model.capture import Capture

Given = tuple[str, str, str | None]
"""Text, address, and when it was retrieved."""


def versions(*given: Given, source_id: str = "a_paper", outcome: str = "accepted") -> dict[str, tuple[str | None, str | None]]:
    """The days of every document, by its text."""
    rows = [
        dict.fromkeys(Capture.to_schema().columns)
        | {"folder": f"press_articles/{source_id}/{number:03}", "section": "press_articles", "outcome": outcome, "faults": [], "source_id": source_id}
        | {"document_id": hashlib.sha256(text.encode()).hexdigest(), "text": text, "url": url, "retrieved_at": instant}
        for number, (text, url, instant) in enumerate(given)
    ]
    (captures,) = mark_duplicates([pd.DataFrame(rows, columns=list(Capture.to_schema().columns))])
    made = documents(captures, days_of(captures))
    assert made["retrieved_at"].dropna().str.len().isin([4, 7, 10]).all()
    found = made[["text", "version_from", "version_to"]].itertuples(index=False, name=None)
    return {text: (begun, ended) for text, begun, ended in found}


def on(day: int, hour: int = 10) -> str:
    return f"2024-06-{day:02}T{hour:02}:00:00Z"


@pytest.mark.parametrize(("given", "expected"), [
    ([("A", "1", on(1))], {"A": (None, None)}),
    ([("A", "1", on(1)), ("B", "1", on(2))], {"A": (None, "2024-06-02"), "B": ("2024-06-02", None)}),
    ([("B", "1", on(2)), ("A", "1", on(1))], {"A": (None, "2024-06-02"), "B": ("2024-06-02", None)}),
    ([("A", "1", on(1)), ("B", "1", on(2)), ("A", "1", on(3))], {"A": (None, None), "B": ("2024-06-02", "2024-06-03")}),
    ([("A", "1", on(1, 9)), ("B", "1", on(1, 10)), ("A", "1", on(1, 11))], {"A": (None, None), "B": ("2024-06-01", "2024-06-01")}),
    ([("A", "1", on(1)), ("B", "2", on(2))], {"A": (None, None), "B": (None, None)}),
    # another address gives it still, or gave it before
    ([("A", "1", on(1)), ("B", "1", on(2)), ("A", "2", on(1))], {"A": (None, None), "B": ("2024-06-02", None)}),
    ([("A", "1", on(1)), ("B", "1", on(2)), ("B", "2", on(5))], {"A": (None, "2024-06-02"), "B": (None, None)}),
    # only an instant puts captures in order
    ([("A", "1", "2024-06-01"), ("B", "1", on(2))], {"A": (None, None), "B": (None, None)}),
    ([("A", "1", None), ("B", "1", "2024")], {"A": (None, None), "B": (None, None)}),
    ([("A", "1", on(1)), ("B", "1", on(2)), ("A", "3", "2024-06-01")], {"A": (None, None), "B": ("2024-06-02", None)}),
])  # fmt: skip
def test_a_document_is_given_from_when_it_was_first_seen_until_another_took_its_place(
    given: Iterable[Given], expected: dict[str, tuple[str | None, str | None]]
) -> None:
    assert versions(*given) == expected


def test_what_was_set_aside_takes_no_place() -> None:
    assert versions(("A", "1", on(1)), ("B", "1", on(2)), outcome="quarantined") == {}


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("12")), min_size=1, max_size=8))
def test_what_an_address_gave_last_reads_and_no_text_begins_after_it_ends(steps: list[tuple[str, str]]) -> None:
    made = versions(*((text, url, on(day)) for day, (text, url) in enumerate(steps, 1)))
    assert set(made) == {text for text, _ in steps}
    last = {url: text for text, url in steps}
    assert {text for text, (_, ended) in made.items() if ended is None} == set(last.values())
    assert all(begun is None or ended is None or begun <= ended for begun, ended in made.values())
