"""What is planted is withheld, and what is public stays: scores on invented sentences."""

import planted
import pytest

from orchestration import settings
from orchestration.disclosure.known import Known

LEAST_RECALL = 0.99
MOST_DISTURBED = 0.05
"""Share of innocent sentences of which anything is withheld."""


@pytest.mark.parametrize("part", planted.PARTS)
def test_of_what_is_planted_99_in_100_are_withheld_and_few_innocent_sentences_are_touched(known: Known, part: str) -> None:
    scores = {language: planted.score(language, part, known) for language in planted.LANGUAGES}
    for language, score in scores.items():
        print(
            f"{part} {language}: {score.withheld} of {score.marks} withheld ({score.recall:.1%});"
            f" {score.disturbed} of {score.sentences} innocent sentences touched ({score.disturbed / score.sentences:.1%}),"
            f" {score.words_withheld} of their {score.words} words ({score.words_withheld / score.words:.2%})"
        )
    assert sum(score.withheld for score in scores.values()) / sum(score.marks for score in scores.values()) >= LEAST_RECALL
    assert sum(score.disturbed for score in scores.values()) / sum(score.sentences for score in scores.values()) <= MOST_DISTURBED


def test_the_quality_page_says_these_scores(known: Known) -> None:
    page = (settings.ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    for part in planted.PARTS:
        for language in planted.LANGUAGES:
            score = planted.score(language, part, known)
            row = f"| {part} {language} | {score.marks} | {score.recall:.1%} | {score.sentences} | {score.disturbed / score.sentences:.1%} |"
            assert row in page


@pytest.mark.parametrize("language", planted.LANGUAGES)
def test_each_language_has_150_planted_and_150_innocent_sentences_no_two_alike(language: str) -> None:
    for kind in ("planted", "innocent"):
        texts = [sentence.text for part in planted.PARTS for sentence in planted.cases(language, part, kind)]
        assert len(set(texts)) == len(texts) >= 150
    assert all(sentence.marks for part in planted.PARTS for sentence in planted.cases(language, part, "planted"))
    assert not any(sentence.marks for part in planted.PARTS for sentence in planted.cases(language, part, "innocent"))
