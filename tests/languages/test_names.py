"""Words that speak of people: every file loads, and the words of all languages stand together."""

import pytest

from orchestration.languages import names


@pytest.mark.parametrize("code", names.available())
def test_every_language_has_words_of_every_kind(code: str) -> None:
    assert all(getattr(names.load(code), field) for field in names.NameWords.model_fields)


def test_the_words_of_all_languages_hold_together() -> None:
    assert all(names.load(code).given <= names.together().given for code in names.available())


def test_accents_do_not_matter_and_places_of_characters_stay() -> None:
    assert names.plain("José") == "jose"
    assert names.plain("Peña") == "peña"
    assert names.bare("Óscar Núñez") == "Oscar Nuñez"
