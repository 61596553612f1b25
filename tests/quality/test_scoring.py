"""The scorer on labels and readings of our own, and beside the scorer of the labelling guide where that is here."""

import importlib.util
from pathlib import Path

import pytest
import report
import scoring
import texts
from calibrate import Judged, reliability, shares

TEXT = "At least 81,000 were arrested and 7,000 released; between 10 and 20 died."
ARRESTS = {"measure": "arrests", "value": 81000, "qualifier": "at_least", "basis": "cumulative", "period_end": "2024-11", "origin": None}
RELEASES = {"measure": "releases", "value": 7000, "qualifier": "exactly", "basis": "flow", "period_end": None, "origin": "the ministry"}
DEATHS = {"measure": "custodial_deaths", "value": None, "value_low": 10, "value_high": 20, "qualifier": "between", "basis": "flow"}
CLAIMS = [ARRESTS | {"number_text": "81,000"}, RELEASES | {"number_text": "7,000"}, DEATHS | {"number_text": "between 10 and 20"}]
ROW = {"id": "t", "language": "en", "context": "invented", "text": TEXT, "claims": CLAIMS, "optional_claims": []}


def right(*claims: dict[str, object], row: dict[str, object] = ROW) -> tuple[int, int, int, int]:
    """Readings that count, and those right at each level."""
    tally = scoring.score([row], {"t": claims}).tallies["overall", "all"]
    return tally.read, tally.right["a"], tally.right["b"], tally.right["c"]


def test_labels_score_themselves_in_full_and_nothing_scores_nothing() -> None:
    assert right(*CLAIMS) == (3, 3, 3, 3)
    assert right() == (0, 0, 0, 0)
    assert scoring.Tally().figures("a") == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"value": 81001}, (3, 2, 2, 2)),
        ({"measure": "releases"}, (3, 2, 2, 2)),
        ({"number_text": "7,000"}, (3, 2, 2, 2)),
        ({"number_text": "least 81,000"}, (3, 3, 3, 3)),
        ({"qualifier": "exactly"}, (3, 3, 2, 2)),
        ({"basis": "flow"}, (3, 3, 2, 2)),
        ({"period_end": "2024-11-06"}, (3, 3, 3, 3)),
        ({"period_end": "2024"}, (3, 3, 3, 2)),
        ({"period_end": None}, (3, 3, 3, 2)),
        ({"origin": "the network"}, (3, 3, 3, 2)),
    ],
)
def test_each_level_asks_for_its_fields(changed: dict[str, object], expected: tuple[int, ...]) -> None:
    assert right(CLAIMS[0] | changed, *CLAIMS[1:]) == expected


def test_one_name_may_hold_the_other_and_both_ends_of_a_range_count() -> None:
    assert right(CLAIMS[0], CLAIMS[1] | {"origin": "Ministry"}, CLAIMS[2]) == (3, 3, 3, 3)
    assert right(CLAIMS[0], CLAIMS[1], CLAIMS[2] | {"value_high": 21}) == (3, 2, 2, 2)


def test_a_figure_read_twice_is_right_once() -> None:
    assert right(CLAIMS[0], CLAIMS[0]) == (2, 1, 1, 1)


def test_the_best_pair_is_made_first() -> None:
    assert right(CLAIMS[0] | {"qualifier": "about"}, *CLAIMS) == (4, 3, 3, 3)


def test_a_label_that_does_not_name_a_field_accepts_any() -> None:
    open_row = ROW | {"claims": [{"measure": "arrests", "value": 81000, "number_text": "81,000"}]}
    assert right(CLAIMS[0], row=open_row) == (1, 1, 1, 1)


def test_accepted_alternatives_are_accepted() -> None:
    label = CLAIMS[0] | {"alt_measures": ["persons_held"], "qualifier_alt": ["about"], "period_end_alt": ["2023"], "origin_alt": ["the network"]}
    row = ROW | {"claims": [label]}
    read = CLAIMS[0] | {"measure": "persons_held", "basis": "stock", "qualifier": "about", "period_end": "2023-05", "origin": "Network"}
    assert right(read, row=row) == (1, 1, 1, 1)


def test_what_the_labels_leave_open_is_not_counted() -> None:
    assert right(CLAIMS[0] | {"value": 5}, row=ROW | {"claims": [], "optional_claims": CLAIMS}) == (0, 0, 0, 0)


def test_a_text_without_claims_that_draws_one_is_counted() -> None:
    found = scoring.score([ROW | {"claims": []}, ROW | {"id": "u", "claims": []}], {"t": [CLAIMS[0]]})
    assert (found.without_claims, found.drew_one) == (2, 1)


def test_a_reading_counts_for_the_measure_of_its_label() -> None:
    row = ROW | {"claims": [CLAIMS[0] | {"alt_measures": ["persons_held"]}]}
    tallies = scoring.score([row], {"t": [CLAIMS[0] | {"measure": "persons_held", "basis": "stock"}, CLAIMS[1]]}).tallies
    assert {code: (tally.labelled, tally.read, tally.right["b"]) for (dimension, code), tally in tallies.items() if dimension == "measure"} == {
        "arrests": (1, 1, 1),
        "releases": (0, 1, 0),
    }


@pytest.mark.parametrize("name", texts.DEVELOPMENT)
def test_the_scorer_of_the_labelling_guide_gives_the_same_figures(shared: Path, name: str) -> None:
    spec = importlib.util.spec_from_file_location("score", shared.parent / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    guide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(guide)
    rows = dict(texts.labelled())[name]
    read = texts.readings(rows)
    theirs = guide.score({row["id"]: row for row in rows}, {key: {"claims": claims} for key, claims in read.items()})
    ours = scoring.score(rows, read)
    assert (ours.without_claims, ours.drew_one) == (theirs["neg"]["n"], theirs["neg"]["hitp"])
    for group, tally in ours.tallies.items():
        for level in scoring.LEVELS:
            assert tally.figures(level) == pytest.approx(theirs["T"][group].prf(level)), group


def test_a_figure_that_falls_is_named_and_one_that_rises_is_not() -> None:
    def counts(a: int, drew: int) -> dict[str, report.Counts]:
        group = {"labelled": 10, "read": 10, "a": a, "b": 5, "c": 5}
        return {"x": {"overall": {"all": group}, "language": {}, "measure": {}, "context": {}, "texts_without_claims": 4, "of_which_drew_one": drew}}

    assert list(report.fallen(counts(8, 1), counts(9, 0))) == []
    assert list(report.fallen(counts(8, 1), counts(7, 2))) == [
        "x: overall all: precision at level a fell from 0.800 to 0.700",
        "x: overall all: recall at level a fell from 0.800 to 0.700",
        "x: overall all: F1 at level a fell from 0.800 to 0.700",
        "x: texts without claims that drew one rose from 0.250 to 0.500",
    ]
    assert len(list(report.fallen(counts(8, 1), {"x": counts(8, 1)["x"] | {"overall": {}}}))) == 9
    assert list(report.fallen(counts(8, 1), {})) == []


def test_shares_by_signs_never_fall_and_what_is_expected_is_expected_from_other_texts() -> None:
    readings = [Judged(count, right=at >= (6, 2, 4, 1)[count], fold=at % 5) for count in range(4) for at in range(20)]
    assert shares(readings) == [0.7, 0.85, 0.85, 0.95]
    assert [(row.signs, row.readings, row.right) for row in reliability(readings)] == [(0, 20, 0.7), (1, 20, 0.9), (2, 20, 0.8), (3, 20, 0.95)]
