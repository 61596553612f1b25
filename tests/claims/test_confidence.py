"""Confidence is a probability that was observed, and never falls with a further sign."""

from itertools import pairwise

import pytest

from orchestration.claims.confidence import confidence, observed, signs


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        (["quantity.number", "measure.persons_held.weak", "basis.stock", "period.implied"], 0),
        (["quantity.number", "measure.arrests.before", "basis.default_event", "period.implied"], 1),
        (["quantity.number", "measure.persons_held.weak", "basis.stock", "period.as_of"], 1),
        (["quantity.number", "measure.arrests.after", "basis.perfect", "period.implied"], 2),
        (["quantity.number", "measure.arrests.after", "basis.cumulative_cue", "period.this", "period.implied"], 2),
        (["quantity.number", "measure.arrests.counted", "basis.default_total", "period.as_of"], 2),
        (["quantity.number", "measure.arrests.before", "basis.since", "period.since", "period.implied"], 3),
        ([], 0),
    ],
)
def test_a_sign_is_a_verb_a_word_of_basis_or_a_date_that_is_said(rules: list[str], count: int) -> None:
    assert signs(rules) == count
    assert confidence(rules) == observed()[count]


def test_more_signs_never_mean_less_confidence() -> None:
    assert len(observed()) == 4
    assert all(0 < low <= high < 1 for low, high in pairwise(observed()))
