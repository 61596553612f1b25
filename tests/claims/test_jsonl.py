"""Lines of JSON in, answers out: what a line may hold, what a wrong one is told, and that one is answered before the next is read."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.claims.jsonl import Answer, answers
from orchestration.model.claim import Claim

TEXT = "The Watch said that police arrested at least 40 women on Sunday."


def split(text: str, language: str) -> list[tuple[int, int]]:
    """Sentences end at line ends here."""
    assert language
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def line(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": TEXT} | fields).encode()


def asked(*lines: bytes, explain: bool = False) -> list[Answer]:
    return list(answers(lines, split, explain=explain))


def claims(**fields: object) -> list[dict[str, Any]]:
    (answer,) = asked(line(**fields))
    assert answer.content is not None, answer.fault
    found: list[dict[str, Any]] = answer.content["claims"]
    return found


def fault(data: bytes) -> str:
    (answer,) = asked(data)
    assert answer.content is None
    return answer.fault or ""


def test_a_claim_has_the_fields_of_the_vocabulary_and_its_number_as_written() -> None:
    (claim,) = claims(published_on="2024-06-05", language="en")
    wanted = {"measure": "arrests", "value": 40, "value_low": 40, "value_high": None, "qualifier": "at_least", "basis": "flow", "population": "women"}
    dated = {"period_start": "2024-06-02", "period_end": "2024-06-02", "date_precision": "day", "period_is_implied": False}
    assert claim.items() >= (wanted | dated | {"origin": "Watch", "number_text": "40", "quote_text": TEXT, "stance": "asserted"}).items()
    assert TEXT[claim["number_start"] :].startswith("40")
    assert claim["rules"]
    # what only the pipeline knows: keys of its tables, places in files, and whether a person has looked
    keys = {"claim_id", "document_id", "passage_id", "coding_id", "context_id", "locator"}
    unknown = keys | {"other_measure", "method", "review_status", "published_on", "note"}
    assert set(Claim.to_schema().columns) - set(claim) == unknown


def test_the_language_is_detected_when_none_is_said() -> None:
    assert [claim["language"] for claim in claims(text="La policía detuvo a 40 personas en la capital")] == ["es"]


@pytest.mark.parametrize("said", ["en", "EN", "en-GB", "en_GB"])
def test_a_language_may_be_said_with_its_region(said: str) -> None:
    assert len(claims(language=said)) == 1


@pytest.mark.parametrize("name", ["Watch", "The Watch", "the watch"])
def test_nobody_but_whom_the_text_credits_is_the_origin(name: str) -> None:
    assert [claim["origin"] for claim in claims(text="Police arrested 40 people on Sunday.", publisher=name)] == [None]


def test_a_context_says_which_body_a_name_means() -> None:
    text = "According to Humanitarian Legal Relief, 40 people have died in prison."
    expected = ("Humanitarian Legal Relief", "sv_socorro_juridico", "ngo")
    for context in ("sv", "el_salvador"):
        assert [(claim["origin"], claim["origin_id"], claim["origin_kind"]) for claim in claims(text=text, context=context)] == [expected]
    assert [claim["origin_id"] for claim in claims(text=text, context="nowhere")] == [None]
    assert [claim["origin_id"] for claim in claims(text=text)] == [None]


def test_what_the_text_does_not_assert_is_no_claim_and_is_not_lost() -> None:
    (answer,) = asked(line(text="The government plans to release 500 prisoners.\nThe new prison will hold 300 inmates.", language="en"))
    assert answer.content is not None
    assert [(claim["value"], claim["stance"]) for claim in answer.content["not_asserted"]] == [(500, "planned")]
    assert [claim["measure"] for claim in answer.content["claims"]] == ["facility_capacity"]


def test_a_report_on_a_year_is_read_as_written_at_its_end() -> None:
    text = "During the year police arrested 40 people."
    for year in (2023, "2023"):
        assert [claim["period_end"] for claim in claims(text=text, published_on="2024-04-01", reference_period=year)] == ["2023"]


def test_a_text_without_letters_states_nothing() -> None:
    assert (claims(text=""), claims(text="12 + 30 = 42")) == ([], [])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"40 arrested", "not JSON: "),
        (b"[1, 2]", "not a JSON object"),
        (b'{"text": "a"}', "id: "),
        (b'{"id": 1}', "text: "),
        (b'{"id": 1, "text": 2}', "text: "),
        (line(published_on="soon"), "published_on: 'soon' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        (line(published_on="2023-02-30"), "published_on: "),
        (line(reference_period="2022 to 2023"), "'2022 to 2023-12-31' is not a date"),
        (line(language="zz"), "language: no lexicon for 'zz': there is one for de, en, es, fr, pt"),
        (line(text="警察は四十人を逮捕した"), "language: not recognised as any of de, en, es, fr, pt: say which it is"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8 at byte 20"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": 1, "text": ' + b"9" * 5000 + b"}", ""),
    ],
)
def test_a_wrong_line_is_told_what_is_wrong(data: bytes, told: str) -> None:
    assert fault(data).startswith(told)


def test_the_rest_is_read_and_the_wrong_line_is_named() -> None:
    found = asked(line(id=1), b"nonsense", b"  \n", line(id=2))
    assert [(answer.line, answer.fault is None) for answer in found] == [(1, True), (2, False), (4, True)]


def test_a_byte_order_mark_is_let_pass() -> None:
    assert asked(b"\xef\xbb\xbf" + line())[0].fault is None


def test_half_a_character_breaks_nothing_and_moves_no_offset() -> None:
    text = "\ud800 Police arrested 40 people \udc00 in the capital."
    (claim,) = claims(text=text)
    assert claim["quote_text"] == text
    assert text[claim["number_start"] : claim["number_start"] + 2] == "40"


def test_a_line_is_answered_before_the_next_is_read() -> None:
    read: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(3):
            read.append(number)
            yield line(id=number)

    next(answers(lines(), split))
    assert read == [0]


@given(st.lists(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: line(text=text, language="en")), max_size=6))
def test_whatever_comes_in_every_line_is_answered_or_told_why_not(lines: list[bytes]) -> None:
    found = asked(*lines)
    assert [answer.line for answer in found] == [number for number, data in enumerate(lines, 1) if data.strip()]
    assert all((answer.content is None) == bool(answer.fault) for answer in found)


def test_the_order_of_the_lines_changes_no_answer() -> None:
    lines = [line(id=number, text=f"{TEXT}\nPolice arrested {number + 2} people.") for number in range(5)]
    assert [answer.content for answer in asked(*lines)][::-1] == [answer.content for answer in asked(*lines[::-1])]


def test_an_explanation_is_given_when_asked_for() -> None:
    (plain,), (explained,) = asked(line()), asked(line(), explain=True)
    assert plain.content is not None
    assert explained.content is not None
    assert "why" not in plain.content["claims"][0]
    assert {item["field"] for item in explained.content["claims"][0]["why"]} >= {"value", "qualifier", "measure", "basis", "period", "origin"}
