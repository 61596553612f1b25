"""The closing summary: what it says of a release that a person has to act upon."""

from pathlib import Path

import pytest

from orchestration import summary
from orchestration.store.published import Overview


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], unsettled: list[tuple[str, str, str]]) -> str:
    found = Overview("2024.06.15-1", Path("detention.duckdb"), [], 3, 2, 1, 1, [], unsettled)
    monkeypatch.setattr(summary, "overview", lambda _: found)
    summary.show(Path("releases"), is_new=None)
    return capsys.readouterr().out


def test_it_counts_and_names_the_judgements_that_need_a_look_with_reason_and_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unsettled = [("judgements/2024.jsonl:9", "J2", "needs_look"), ("judgements/2024.jsonl:10", "J1", "no_such_conflict")]
    said = shown(monkeypatch, capsys, unsettled)
    assert "0 quarantined, 2 judgements need a look" in said
    assert "needs a look: raw/judgements/2024.jsonl:9: J2: what it judged reads otherwise now -> look again, and append a judgement" in said
    assert "needs a look: raw/judgements/2024.jsonl:10: J1: it settles no conflict that there is -> settle the one that took its place" in said


@pytest.mark.parametrize(("count", "words"), [(0, "0 judgements need a look"), (1, "1 judgement needs a look"), (12, "12 judgements need a look")])
def test_it_shows_the_first_ten_and_says_how_many_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], count: int, words: str
) -> None:
    said = shown(monkeypatch, capsys, [(f"judgements/2024.jsonl:{number}", f"J{number}", "needs_look") for number in range(count)])
    assert words in said
    assert said.count("needs a look: ") == min(count, 10)
    assert ("and 2 more, all in the table judgements" in said) == (count == 12)
