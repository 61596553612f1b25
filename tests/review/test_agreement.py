"""Agreement of coders, with figures worked out by hand."""

from typing import Any

import pandas as pd
import pytest
from invented import CONTEXTS, TODAY, claim, correction, line, table, text
from test_undone import undo

from orchestration.model.agreement import CoderAgreement
from orchestration.review.agreement import agreement, cohens_kappa, krippendorffs_alpha
from orchestration.review.judgements import check_judgements, read_judgements

CLAIMS = [claim(number) for number in range(1, 5)]


def coded(**lines: list[dict[str, Any]]) -> pd.DataFrame:
    """What coders wrote, each into a file of their own."""
    files = [
        read_judgements(f"judgements/2031-{coder}.jsonl", text(*(one | {"coder": coder} for one in found)), TODAY) for coder, found in lines.items()
    ]
    read = check_judgements(files, table(*CLAIMS), CONTEXTS)
    assert set(read["outcome"]) == {"accepted"}, list(read["faults"])
    return CoderAgreement.validate(agreement(read, table(*CLAIMS)))


def said(coder: str, *kinds: str | None) -> list[dict[str, Any]]:
    """A verdict on each of the claims in turn; None for none."""
    numbered = enumerate(zip(kinds, CLAIMS, strict=False), start=1)
    return [line(kind, number, of=about, judgement_id=f"{coder}{number}") for number, (kind, about) in numbered if kind]


def row(found: pd.DataFrame, field: str = "verdict", coders: str = "A+B") -> dict[str, Any]:
    (only,) = found[(found["field"] == field) & (found["coders"] == coders)].to_dict("records")
    return only


def test_two_coders_who_differ_on_one_claim_of_four() -> None:
    # A: accept x3, reject x1; B: accept x2, reject x2. Observed 3/4; by chance 3/4 * 2/4 + 1/4 * 2/4 = 1/2; kappa (3/4 - 1/2) / (1/2) = 1/2.
    # Alpha: 8 values, 5 accept and 3 reject; observed disagreement 2/8, expected 2 * 5 * 3 / (8 * 7) = 30/56; alpha 1 - (1/4) / (15/28) = 8/15.
    found = row(coded(A=said("A", "accept", "accept", "accept", "reject"), B=said("B", "accept", "accept", "reject", "reject")))
    assert (found["context_id"], found["claims"], found["agreement"]) == ("al", 4, 0.75)
    assert found["kappa"] == pytest.approx(0.5)
    assert found["alpha"] == pytest.approx(8 / 15)


def test_a_field_is_compared_as_each_coder_leaves_it_and_not_where_one_rejects() -> None:
    corrects = correction("value", 500, 510, 1, of=CLAIMS[0], judgement_id="B1")
    found = coded(A=said("A", "accept", "accept", "reject"), B=[corrects, *said("B", None, "accept", "accept")])
    assert (row(found, "value")["claims"], row(found, "value")["agreement"]) == (2, 0.5)
    assert (row(found, "value_low")["agreement"], row(found, "qualifier")["agreement"]) == (0.5, 1.0)
    assert row(found)["claims"] == 3


def test_where_both_say_one_and_the_same_chance_cannot_be_told_and_nothing_is_claimed() -> None:
    found = row(coded(A=said("A", "accept", "accept"), B=said("B", "accept", "accept")))
    assert found["agreement"] == 1
    assert pd.isna(found["kappa"])
    assert pd.isna(found["alpha"])


def test_more_than_two_coders_are_compared_two_by_two_and_together() -> None:
    found = coded(A=said("A", "accept", "reject"), B=said("B", "accept", "reject"), C=said("C", "reject"))
    assert sorted(set(found["coders"])) == ["A+B", "A+B+C", "A+C", "B+C"]
    together = row(found, coders="A+B+C")
    # pairs within claim 1: A-B agree, A-C and B-C do not; 3 of 5 values... 2 accept, 3 reject: 1 - (4/(3-1)/5) / (2*2*3/(5*4)) = 1 - 0.4/0.6
    assert together["alpha"] == pytest.approx(1 / 3)
    assert pd.isna(together["kappa"])
    assert (together["claims"], together["agreement"]) == (2, 0.5)


def test_what_counts_and_what_was_undone_or_replaced_is_not_compared() -> None:
    assert coded(A=said("A", "accept")).empty
    assert coded(A=said("A", "accept"), B=[*said("B", "accept"), undo(2, "B1", judgement_id="B2")]).empty
    changed = line("reject", 2, of=CLAIMS[0], judgement_id="B2", supersedes=["B1"])
    assert row(coded(A=said("A", "reject"), B=[*said("B", "accept"), changed]))["agreement"] == 1


def test_perfect_disagreement_is_worse_than_chance() -> None:
    assert cohens_kappa([("yes", "no"), ("no", "yes")]) == -1
    # 4 values, 2 of each: observed 1, expected 2 * 2 * 2 / (4 * 3) = 2/3
    assert krippendorffs_alpha([{"A": "yes", "B": "no"}, {"A": "no", "B": "yes"}], ("A", "B")) == pytest.approx(-0.5)
