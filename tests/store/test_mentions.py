"""Lines that still tell of a document: by its names or in its words, in what people and failed runs wrote, and nowhere else."""

from pathlib import Path

import pytest

from orchestration.store.mentions import Mention, mentions

TEXT = "Police arrested 412 people on Sunday, the ministry said."


def found(tmp_path: Path, place: str, line: str) -> list[Mention]:
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(f"a line before\n{line}\n", encoding="utf-8")
    return list(mentions(tmp_path / "raw", tmp_path / "var", ["press_articles/a/x"], [TEXT]))


@pytest.mark.parametrize(
    "place", ["raw/judgements/2024.jsonl", "raw/codings/x.csv", "raw/ngo_reports/a/b/capture.yml", "var/alerts/1.json", "var/dbt/refresh.log"]
)
def test_every_place_in_which_people_or_runs_write_is_looked_at(tmp_path: Path, place: str) -> None:
    assert found(tmp_path, place, "note: see press_articles/a/x") == [Mention(tmp_path / place, 2, "by a name of it")]


def test_another_documents_own_text_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, "raw/ngo_reports/a/b/document.txt", TEXT) == []


@pytest.mark.parametrize(("line", "told"), [
    ("POLICE «arrested» 412 people, on Sunday", True),
    ("Police arrested 412 people in May", False),
    ('{"reason": "police arrested 412\\\\npeople on sunday"}', True),
    ('{"reason": "arrested 412 people on Sunday the"}', True),
])  # fmt: skip
def test_six_words_in_a_row_are_its_words_however_they_are_written(tmp_path: Path, line: str, told: bool) -> None:
    assert bool(found(tmp_path, "raw/judgements/2024.jsonl", line)) is told
