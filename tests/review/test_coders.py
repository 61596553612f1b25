"""People who code apart from one another: their lines move no figure and stand by themselves."""

from typing import Any

import pandas as pd
import pytest
from invented import CONTEXTS, FILE, TODAY, claim, correction, documents, faults, line, table, text
from test_undone import undo

from orchestration.review.judgements import check_judgements, read_judgements
from orchestration.review.versions import apply


def apart(**lines: tuple[dict[str, Any], ...]) -> pd.DataFrame:
    """Lines of coders, each in a file of their own, after those that count (``all``)."""
    files = {coder: FILE if coder == "all" else f"judgements/2031-{coder}.jsonl" for coder in lines}
    named = {coder: [one if coder == "all" else one | {"coder": coder} for one in found] for coder, found in lines.items()}
    return check_judgements([read_judgements(files[coder], text(*found), TODAY) for coder, found in named.items()], table(claim()), CONTEXTS)


def test_coders_may_decide_otherwise_than_one_another_and_than_what_counts() -> None:
    read = apart(all=(line("accept", 3),), A=(line("reject", 1, judgement_id="A1"),), B=(correction("value", 500, 510, 2, judgement_id="B1"),))
    assert list(read["state"]) == ["standing"] * 3
    assert list(read["coder"]) == [None, "A", "B"]


def test_what_a_coder_decides_moves_no_figure() -> None:
    made = apply(table(claim()), documents(), apart(A=(correction("value", 500, 510, judgement_id="A1"),)))
    assert list(made["value"]) == [500]
    assert list(made["review_status"]) == ["machine"]


def test_a_coder_contradicts_nobody_but_themselves() -> None:
    read = apart(A=(line("accept", 1, judgement_id="A1"), line("reject", 2, judgement_id="A2")))
    assert faults(read) == [("kind", "contradicts A1 (judgements/2031-A.jsonl:1)")]
    read = apart(A=(line("accept", 1, judgement_id="A1"), line("reject", 2, judgement_id="A2", supersedes=["A1"])))
    assert list(read["state"]) == ["superseded", "standing"]


def test_a_coder_replaces_and_undoes_only_their_own_lines() -> None:
    for second in (line("reject", 2, judgement_id="B1", supersedes=["A1"]), undo(2, "A1", judgement_id="B1")):
        assert faults(apart(A=(line("accept", 1, judgement_id="A1"),), B=(second,))) == [("supersedes", "A1 is about something else")]
    assert list(apart(A=(line("accept", 1, judgement_id="A1"), undo(2, "A1", judgement_id="A2")))["state"]) == ["superseded", "standing"]


@pytest.mark.parametrize(("file", "keys"), [(FILE, {"coder": "A"}), ("judgements/2031-A.jsonl", {}), ("judgements/2031-A.jsonl", {"coder": "B"})])
def test_a_line_lies_in_the_file_of_its_coder(file: str, keys: dict[str, str]) -> None:
    (row,) = read_judgements(file, text(line("accept", **keys)), TODAY).to_dict("records")
    assert [fault["place"] for fault in row["faults"]] == ["coder"]


@pytest.mark.parametrize("coder", ["Ada", "a", "1", "", "ABC"])
def test_a_coder_is_a_letter_or_two_and_never_a_name(coder: str) -> None:
    (row,) = read_judgements(FILE, text(line("accept", coder=coder)), TODAY).to_dict("records")
    assert [fault["place"] for fault in row["faults"]] == ["coder"]
    assert "Ada" not in str(row["faults"])


def test_what_no_verdict_is_has_no_coder() -> None:
    (row,) = read_judgements(FILE, text(line("retract", withdrawn_on="2031-01-01", coder="A")), TODAY).to_dict("records")
    assert [fault["place"] for fault in row["faults"]] == ["coder"]
