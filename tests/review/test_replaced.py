"""Claims of a document that took the place of another under its address, or gave it up, with and without judgements."""

from typing import Any

import pandas as pd
import pytest
from invented import claim, documents, judged, line, table

from orchestration.model.judgement import ClaimVersion
from orchestration.review.versions import apply


def versions(*lines: dict[str, Any], begun: str | None = None, ended: str | None = None, **said: Any) -> list[tuple[str, str | None, str | None]]:
    """Status and days of every version of the claim, in a document that was given between these days."""
    found = table(claim())
    dated = documents(**said).assign(version_from=begun, version_to=ended)
    made = apply(found, dated, judged(*lines, claims=found))
    ClaimVersion.validate(made)
    return list(made[["review_status", "known_from", "known_to"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(("begun", "ended", "days"), [
    (None, None, ("2030-06-30", None)),
    (None, "2030-08-01", ("2030-06-30", "2030-08-01")),
    ("2030-08-01", None, ("2030-08-01", None)),
    ("2030-08-01", "2030-09-01", ("2030-08-01", "2030-09-01")),
    ("2030-08-01", "2030-08-01", ("2030-08-01", "2030-08-02")),  # what became known on a day was known on it
    (None, "2030-06-01", ("2030-06-30", "2030-07-01")),
    ("2030-06-05", None, ("2030-06-05", None)),
])  # fmt: skip
def test_a_claim_is_known_while_its_address_gave_it(begun: str | None, ended: str | None, days: tuple[str, str | None]) -> None:
    assert versions(begun=begun, ended=ended) == [("machine", *days)]


def test_a_text_that_is_in_its_place_is_not_known_from_its_publication_on() -> None:
    assert versions(begun="2030-08-01", published_on="2030-06-05", retrieved_at="2030-08-01") == [("machine", "2030-08-01", None)]


def test_without_any_day_what_was_given_up_is_still_given_up() -> None:
    assert versions(ended="2030-08-01", published_on=None) == [("machine", None, "2030-08-01")]


def test_a_judgement_of_a_claim_that_was_given_up_brings_it_not_back() -> None:
    assert versions(line("accept"), ended="2030-08-01") == [("machine", "2030-06-30", "2030-08-01")]


def test_a_claim_that_was_judged_while_it_was_given_ends_as_judged() -> None:
    assert versions(line("accept"), ended="2031-08-01") == [("machine", "2030-06-30", "2031-05-01"), ("accepted", "2031-05-01", "2031-08-01")]
    assert versions(line("accept"), begun="2031-04-01") == [("machine", "2031-04-01", "2031-05-01"), ("accepted", "2031-05-01", None)]


def test_a_withdrawal_before_the_text_was_replaced_ends_the_claim_earlier() -> None:
    made = versions(line("retract", withdrawn_on="2030-09-01"), ended="2030-10-01")
    assert made == [("machine", "2030-06-30", "2030-09-01")]


def test_every_claim_of_the_document_is_given_up_with_it() -> None:
    found = table(claim(1), claim(2), claim(3, document_id="d2"))
    dated = pd.concat([documents().assign(version_to="2030-08-01"), documents().assign(document_id="d2")], ignore_index=True)
    assert list(apply(found, dated, judged(claims=found))["known_to"]) == ["2030-08-01", "2030-08-01", None]
