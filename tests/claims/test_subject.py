"""Who is counted, in what unit, and in which facility."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import load


def read(text: str, language: str = "en") -> list[Reading]:
    return extract([Sentence(0, text)], lexicon=load(language), published_on="2022-06-14")


@pytest.mark.parametrize(
    ("text", "language", "population"),
    [
        ("Police arrested 40 women", "en", "women"),
        ("Police arrested 40 children", "en", "minors"),
        ("40 political prisoners were released", "en", "political_prisoners"),
        ("Police arrested 40 people", "en", "all"),
        ("La policía detuvo a 40 menores de edad", "es", "minors"),
        ("Fueron liberados 40 presos políticos", "es", "political_prisoners"),
    ],
)
def test_the_noun_says_who_is_counted(text: str, language: str, population: str) -> None:
    assert [reading.population for reading in read(text, language)] == [population]


def test_a_population_without_a_code_keeps_its_words() -> None:
    (reading,) = read("Police arrested 40 ringleaders")
    assert (reading.population, reading.population_detail) == ("other", "ringleaders")


def test_a_facility_is_kept_as_worded() -> None:
    assert [reading.place for reading in read("40 inmates died in the Upper Karsk Prison")] == ["Upper Karsk Prison"]
    assert [reading.place for reading in read("40 reos murieron en el penal de Karsk", "es")] == ["penal de Karsk"]


@pytest.mark.parametrize(
    ("text", "unit"), [("Police made 40 arrests", "events"), ("Police arrested 40 people", "persons"), ("Police arrested 40", None)]
)
def test_the_unit_is_told_only_when_the_text_says_it(text: str, unit: str | None) -> None:
    assert [reading.count_unit for reading in read(text)] == [unit]
