"""Rows of a codings file that are good, wrong in one way each, or repeated: what comes of them, and what is said of the wrong ones."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.claims.codings import bounds, read_codings
from orchestration.model.coding import CODING_COLUMNS, Coding
from orchestration.model.identities import outcomes, quarantine
from orchestration.model.vocabulary import QUALIFIERS

FILE = "codings/a_land.csv"
DOCUMENT = "press_articles/a_paper/2024-05_arrests"
COUNTS_FROM = date(2022, 3, 25)
TODAY = date(2024, 6, 15)
SET_ASIDE = "press_articles/a_paper/2024-05_set-aside"
COPY = "press_articles/a_paper/2024-05_copy"
CAPTURES = pd.DataFrame(
    [(DOCUMENT, "d1", "accepted"), (SET_ASIDE, None, "quarantined"), (COPY, "d1", "duplicate")], columns=["folder", "document_id", "outcome"]
)
GOOD = {
    "coding_id": "A-01",
    "document": DOCUMENT,
    "origin": "Ministry of the Interior",
    "origin_kind": "government",
    "measure": "arrests",
    "value": "500",
    "value_low": "500",
    "value_high": "500",
    "qualifier": "exactly",
    "basis": "flow",
    "period_start": "2024-01",
    "period_end": "2024-03",
    "date_precision": "month",
    "period_is_implied": "false",
    "population": "all",
    "count_unit": "persons",
    "stance": "asserted",
}


def cells(**fields: str) -> list[str]:
    """The cells of a good row with these fields changed."""
    return [(GOOD | fields).get(name, "") for name in CODING_COLUMNS]


def text(*rows: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([list(CODING_COLUMNS), *rows])
    return file.getvalue()


def read(*rows: list[str]) -> pd.DataFrame:
    return read_codings(FILE, text(*rows), "al", COUNTS_FROM, TODAY, CAPTURES)


BAD: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "the measure is unknown": (cells(measure="detentions"), [("measure", "'detentions' is unknown")]),
    "the basis is unknown": (cells(basis="total"), [("basis", "'total' is unknown")]),
    "the population is unknown": (cells(population="children"), [("population", "'children' is unknown")]),
    "the stance is unknown": (cells(stance="said"), [("stance", "'said' is unknown")]),
    "the unit is unknown": (cells(count_unit="people"), [("count_unit", "'people' is unknown")]),
    "the kind of origin is unknown": (cells(origin_kind="state"), [("origin_kind", "'state' is unknown")]),
    "the qualifier is unknown": (cells(qualifier="only"), [("qualifier", "'only' is unknown")]),
    "implied is neither true nor false": (cells(period_is_implied="yes"), [("period_is_implied", "'yes' is unknown")]),
    "the value is a word": (cells(value="many"), [("value", "'many' is not a whole number")]),
    "the value has separators": (cells(value="1,500"), [("value", "'1,500' is not a whole number")]),
    "the value is negative": (cells(value="-5"), [("value", "'-5' is not a whole number")]),
    "the value is in another script": (cells(value="٥٠٠"), [("value", "'٥٠٠' is not a whole number")]),
    "the value is too long to count anybody": (cells(value="9" * 20), [("value", "has 20 digits")]),
    "the value is too long to be read": (cells(value="9" * 5000), [("value", "has 5000 digits")]),
    "the bounds are crossed": (
        cells(value="", qualifier="between", value_low="600", value_high="500"),
        [("value_low", "600 is above value_high 500")],
    ),
    "exactly without its bounds": (cells(value_low=""), [("qualifier", "exactly does not go with value 500, low None, high 500")]),
    "at least with an upper bound": (cells(qualifier="at_least"), [("qualifier", "at_least does not go with")]),
    "more than with an upper bound": (cells(qualifier="more_than"), [("qualifier", "more_than does not go with")]),
    "about with bounds": (cells(qualifier="about"), [("qualifier", "about does not go with")]),
    "nearly with a lower bound": (cells(qualifier="nearly"), [("qualifier", "nearly does not go with")]),
    "up to with a lower bound": (cells(qualifier="up_to"), [("qualifier", "up_to does not go with")]),
    "between with a value": (cells(qualifier="between", value_high="900"), [("qualifier", "between does not go with")]),
    "the end is in the future": (cells(period_end="2024-07"), [("period_end", "2024-07 is in the future")]),
    "the start is in the future": (
        cells(period_start="2024-07", period_end="", date_precision=""),
        [("period_start", "2024-07 is in the future")],
    ),
    "the start is before the context counts": (
        cells(period_start="2022-03-24"),
        [("period_start", "2022-03-24 is before 2022-03-25, the earliest day the context counts")],
    ),
    "the end is before the start": (
        cells(period_start="2024-04", period_end="2024-03"),
        [("period_start", "2024-04 is after period_end 2024-03")],
    ),
    "the date is malformed": (cells(period_start="January 2024"), [("period_start", "'January 2024' is not a date")]),
    "the precision is another": (cells(date_precision="day"), [("date_precision", "is not the precision of period_end")]),
    "the precision is missing": (cells(date_precision=""), [("date_precision", "is not the precision of period_end")]),
    "a precision without a date": (cells(period_end="", period_start=""), [("date_precision", "is not the precision of period_end")]),
    "the document was set aside": (cells(document=SET_ASIDE), [("document", f"{SET_ASIDE} was set aside")]),
    "other without saying what": (cells(measure="other"), [("other_measure", "is empty although measure is other")]),
    "other people without saying who": (cells(population="other"), [("population_detail", "is empty although population is other")]),
    "a cell is missing": (cells()[:-1], [("row", "21 cells, but the header has 22")]),
    "a cell is too many": ([*cells(), ""], [("row", "23 cells, but the header has 22")]),
    "the line is blank": ([], [("row", "0 cells, but the header has 22")]),
    "arrests at a moment": (cells(basis="stock"), [("basis", "stock does not go with measure arrests")]),
    "people held since a start": (cells(measure="persons_held", basis="cumulative"), [("basis", "cumulative does not go with measure persons_held")]),
    "a capacity of a window": (cells(measure="facility_capacity"), [("basis", "flow does not go with measure facility_capacity")]),
    "two fields are wrong": (cells(basis="total", stance=""), [("stance", "is empty"), ("basis", "'total' is unknown")]),
} | {
    f"{name} is empty": (cells(**{name: ""}), [(name, "is empty")])
    for name in ("coding_id", "measure", "qualifier", "basis", "period_is_implied", "population", "stance")
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_row_is_set_aside_with_line_field_reason_and_remedy_and_the_rest_goes_on(name: str) -> None:
    wrong, expected = BAD[name]
    codings = read(cells(coding_id="A-00"), wrong, cells(coding_id="A-02"))
    assert list(codings["outcome"]) == ["accepted", "quarantined", "accepted"]
    assert list(codings["line"]) == [2, 3, 4]
    faults = codings["faults"][1]
    said = [(fault["place"], fault["reason"]) for fault in faults]
    assert [place for place, _ in said] == [place for place, _ in expected]
    for (_, reason), (_, expected_reason) in zip(said, expected, strict=True):
        assert expected_reason in reason
    assert all(fault["remedy"] for fault in faults)
    Coding.validate(codings)


@pytest.mark.parametrize("row", [cells(document="press_articles/a_paper/2024-05_other"), cells(document=""), ["A-01"], ["A-01", "elsewhere"]])
def test_a_row_that_names_no_folder_stops_because_its_document_would_be_read_by_the_machine_alone(row: list[str]) -> None:
    with pytest.raises(ValueError, match=rf"{FILE}: line 3: no folder '.*' in raw/: restore the folder, or write where the coded document lies"):
        read(cells(coding_id="A-00"), row)


def test_a_row_knows_its_document_whatever_became_of_folder_and_row() -> None:
    codings = read(cells(), cells(coding_id="A-02", basis="total"), cells(coding_id="A-03", document=COPY), cells(document=SET_ASIDE), cells()[:3])
    assert list(codings["document_id"]) == ["d1", "d1", "d1", None, "d1"]


def test_a_coding_of_a_copy_is_a_coding_of_the_document() -> None:
    codings = read(cells(document=COPY))
    assert list(codings[["outcome", "document_id"]].iloc[0]) == ["accepted", "d1"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_change_nothing(ending: str) -> None:
    lines = text(cells(), cells(coding_id="A-02", note="one\ntwo"))
    found, expected = (read_codings(FILE, lines.replace("\n", end), "al", COUNTS_FROM, TODAY, CAPTURES) for end in (ending, "\n"))
    pd.testing.assert_frame_equal(found, expected)


def test_a_quote_that_is_never_closed_in_the_header_stops_with_the_remedy() -> None:
    with pytest.raises(ValueError, match=f"{FILE}: .*: close the quotes"):
        read_codings(FILE, '"coding_id,document\n', "al", COUNTS_FROM, TODAY, CAPTURES)


def test_the_remedy_for_an_unknown_code_names_the_codes() -> None:
    (fault,) = read(cells(basis="total"))["faults"][0]
    assert fault["remedy"] == "use one of cumulative, flow, stock"


@pytest.mark.parametrize("basis", ["cumulative", "flow", "stock"])
def test_another_measure_is_counted_as_its_coder_says(basis: str) -> None:
    assert list(read(cells(measure="other", other_measure="cells", basis=basis))["outcome"]) == ["accepted"]


def test_a_good_row_keeps_its_values_typed_and_its_gaps_empty() -> None:
    codings = read(cells(value="1500", value_low="1500", value_high="", qualifier="at_least", period_is_implied="true", note="A remark, quoted."))
    Coding.validate(codings)
    row = codings.iloc[0]
    assert (row["outcome"], row["faults"], row["context_id"], row["file"]) == ("accepted", [], "al", FILE)
    assert (row["value"], row["value_low"], row["period_is_implied"], row["note"]) == (1500, 1500, True, "A remark, quoted.")
    assert row["value_high"] is pd.NA
    assert row["place"] is None


def test_a_date_that_only_begins_before_the_context_counts_is_good() -> None:
    assert list(read(cells(period_start="2022-03"))["outcome"]) == ["accepted"]


def test_a_start_within_the_month_of_the_end_is_good() -> None:
    assert list(read(cells(period_start="2024-03-15", period_end="2024-03"))["outcome"]) == ["accepted"]


def test_the_same_row_again_is_a_duplicate() -> None:
    assert list(read(cells(), cells(coding_id="A-02"), cells())["outcome"]) == ["accepted", "accepted", "duplicate"]


def test_the_same_key_with_other_values_is_set_aside() -> None:
    codings = read(cells(), cells(value="501", value_low="501", value_high="501"))
    assert list(codings["outcome"]) == ["accepted", "quarantined"]
    assert codings["faults"][1] == [
        {
            "place": "coding_id",
            "reason": "A-01 is the key of another row with other values",
            "remedy": "give the row a key of its own",
        }
    ]


def test_white_space_around_a_key_makes_no_other_key() -> None:
    assert list(read(cells(), cells(coding_id=" A-01 "))["outcome"]) == ["accepted", "duplicate"]


def test_a_row_that_spans_lines_is_named_by_its_first() -> None:
    codings = read(cells(note="one\ntwo\nthree"), cells(coding_id="A-02", basis="total"))
    assert list(codings["line"]) == [2, 5]
    assert codings["faults"][1][0]["place"] == "basis"


@pytest.mark.parametrize("header", [
    [*CODING_COLUMNS[1:], CODING_COLUMNS[0]], list(CODING_COLUMNS[:-1]), [*CODING_COLUMNS, "colour"], ["\ufeffcoding_id", *CODING_COLUMNS[1:]], [],
])  # fmt: skip
def test_a_wrong_header_stops_because_every_row_would_be_misread(header: list[str]) -> None:
    with pytest.raises(ValueError, match=rf"{FILE}: line 1: the header is not coding_id,document,.*restore it"):
        read_codings(FILE, ",".join(header) + "\n" + ",".join(cells()) + "\n", "al", COUNTS_FROM, TODAY, CAPTURES)


def test_a_wrong_header_is_told_what_is_missing_and_what_is_unknown() -> None:
    header = ",".join(CODING_COLUMNS).replace("count_unit", "unit")
    with pytest.raises(ValueError, match=r"missing \['count_unit'\], unknown \['unit'\]"):
        read_codings(FILE, header + "\n", "al", COUNTS_FROM, TODAY, CAPTURES)


def test_a_quote_that_is_never_closed_stops_because_it_hides_the_rows_after_it() -> None:
    opened = text(cells(coding_id="A-00")) + '"never closed,' + text(cells(coding_id="A-01"))
    with pytest.raises(ValueError, match=f"{FILE}: unexpected end of data: close the quotes of the row after the last one that reads well"):
        read_codings(FILE, opened, "al", COUNTS_FROM, TODAY, CAPTURES)


@pytest.mark.parametrize(("qualifier", "value", "low", "high"), [
    ("exactly", 9, 9, 9), ("at_least", 9, 9, None), ("more_than", 9, 9, None), ("about", 9, None, None), ("nearly", 9, None, 9),
    ("up_to", 9, None, 9),
])  # fmt: skip
def test_a_qualifier_says_which_side_of_the_number_is_bounded(qualifier: str, value: int, low: int | None, high: int | None) -> None:
    assert bounds(qualifier, 9, 1, 99) == (value, low, high)


def test_every_qualifier_has_bounds_and_nothing_else_has() -> None:
    assert all(bounds(qualifier, 9, 8, 10) for qualifier in QUALIFIERS)
    assert bounds("between", 9, 8, 10) == (None, 8, 10)
    assert bounds("only", 9, 8, 10) is None


@given(st.lists(st.sampled_from(["good", "repeat", *BAD]), max_size=15))
def test_what_was_read_was_accepted_repeated_or_set_aside(kinds: list[str]) -> None:
    rows = [BAD[kind][0] if kind in BAD else cells(coding_id="R-0" if kind == "repeat" else f"G-{position}") for position, kind in enumerate(kinds)]
    rows = [[f"B-{position}", *row[1:]] if row and row[0] == "A-01" else row for position, row in enumerate(rows)]
    codings = read(*rows)
    bad, repeats = sum(kind in BAD for kind in kinds), max(kinds.count("repeat") - 1, 0)
    assert outcomes(codings) == {"accepted": len(kinds) - bad - repeats, "duplicate": repeats, "quarantined": bad}
    aside = quarantine([("codings", codings.assign(item=codings["line"]))])
    assert set(aside["item"]) == {position + 2 for position, kind in enumerate(kinds) if kind in BAD}
