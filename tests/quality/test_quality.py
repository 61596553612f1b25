"""The figures that are committed are reached, the page shows them, and confidence is what was observed."""

from math import sqrt

import calibrate
import pytest
import report
import texts

from orchestration.claims.confidence import observed


@pytest.fixture(scope="module")
def now() -> dict[str, report.Counts]:
    return report.measured(report.committed()["documents"])


def test_no_figure_on_the_golden_documents_is_below_the_committed_one(now: dict[str, report.Counts]) -> None:
    assert list(report.fallen({"golden": report.committed()["sets"]["golden"]}, now)) == []


@pytest.mark.parametrize("name", texts.DEVELOPMENT)
def test_no_figure_on_a_development_set_is_below_the_committed_one(shared: object, name: str, now: dict[str, report.Counts]) -> None:
    assert shared
    assert list(report.fallen({name: report.committed()["sets"][name]}, now)) == []


def test_a_golden_document_is_not_left_out_of_the_committed_figures() -> None:
    assert [row["id"] for row in texts.golden()] == report.committed()["documents"], "run 'make score'"


def test_the_page_shows_the_committed_figures() -> None:
    assert report.PAGE.read_text(encoding="utf-8") == report.page(report.committed())
    assert "[[" not in report.PAGE.read_text(encoding="utf-8")


def test_confidence_is_what_was_observed(shared: object) -> None:
    assert shared
    for row in calibrate.reliability(calibrate.judged()):
        claimed = observed()[row.signs]
        assert abs(row.right - claimed) <= 2 * sqrt(claimed * (1 - claimed) / row.readings), row
