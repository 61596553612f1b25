"""Sentences of which nothing was made, and those of which nothing is to be made."""

import pytest

from orchestration.claims.reading import Sentence
from orchestration.claims.unread import Unread, unread
from orchestration.languages import load


def missed(text: str, language: str = "en") -> bool:
    return bool(unread([Sentence(0, text)], lexicon=load(language)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Most of the arrests were made in the capital, with 192 there", "en"),
        ("The prisoners were given 192 new blankets in winter", "en"),
        ("La mayoría de las capturas fue en la capital, con 192 allí", "es"),
    ],
)
def test_a_number_beside_a_detention_word_that_nothing_accounts_for_is_listed(text: str, language: str) -> None:
    assert missed(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested 40 people", "en"),
        ("A court convicted 40 of the arrested", "en"),
        ("He was arrested at 40 years of age", "en"),
        ("He was arrested on 14 May 2021", "en"),
        ("40 lanterns fell", "en"),
        ("He was arrested", "en"),
        ("La policía detuvo a 40 personas", "es"),
        ("Fue detenido a los 40 años", "es"),
        ("", "en"),
    ],
)
def test_a_figure_or_a_known_look_alike_is_not_listed(text: str, language: str) -> None:
    assert not missed(text, language)


def test_only_the_sentence_that_was_missed_is_listed_with_its_offset() -> None:
    first, second = Sentence(0, "Police arrested 40 people."), Sentence(27, "The prisoners were given 192 new blankets.")
    assert unread([first, second], lexicon=load("en")) == [(second, Unread("192", "prisoners"))]
