"""Figures that depend on the one told before: parts, comparisons, lists of kinds."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Sentence
from orchestration.languages import load


def read(*texts: str, language: str = "en") -> list[tuple[str, int | None, str, str | None]]:
    sentences = [Sentence(100 * at, text) for at, text in enumerate(texts)]
    found = extract(sentences, lexicon=load(language), published_on="2022-06-14")
    return [(reading.measure, reading.value, reading.population, reading.period_end) for reading in found]


def test_a_number_with_another_year_repeats_the_figure_for_that_year() -> None:
    expected = [("custodial_deaths", 14, "all", "2020"), ("custodial_deaths", 22, "all", "2021")]
    assert read("Deaths in custody: 14 in 2020 and 22 in 2021.") == expected
    assert read("There were 14 deaths in custody in 2020, compared with 22 in 2021.") == expected


def test_the_other_time_may_stand_before_the_number() -> None:
    told = read("En febrero murieron 79 reos en prisión y en julio otros 27.", language="es")
    assert [(measure, value, end) for measure, value, _, end in told] == [("custodial_deaths", 79, "2022-02"), ("custodial_deaths", 27, "2021-07")]


def test_a_stock_that_falls_is_two_stocks() -> None:
    told = read("The number of people in prison fell from 913 in 2020 to 870 in 2021.")
    assert told == [("persons_held", 913, "all", "2020"), ("persons_held", 870, "all", "2021")]


@pytest.mark.parametrize(
    "text", ["Police arrested 40 people in 2020 and built 12 in 2021.", "Police arrested 40 people, and 12 dogs in 2021 barked."]
)
def test_another_verb_or_thing_repeats_nothing(text: str) -> None:
    assert [value for _, value, *_ in read(text)] == [40]


def test_kinds_behind_a_colon_are_parts() -> None:
    told = read("The network counts 52 political prisoners: 40 men and 12 women.")
    assert [(value, population) for _, value, population, _ in told] == [(52, "political_prisoners"), (40, "men"), (12, "women")]


def test_a_part_may_be_told_with_a_pronoun_in_the_next_sentence() -> None:
    told = read("Police arrested 80 people on Sunday.", "It added that 12 of them were students.")
    assert [(measure, value) for measure, value, *_ in told] == [("arrests", 80), ("arrests", 12)]


def test_each_participle_belongs_to_its_own_number() -> None:
    told = read("El régimen deja 900 capturados, 70 liberados y 12 fallecidos en prisión.", language="es")
    assert [(measure, value) for measure, value, *_ in told] == [("arrests", 900), ("releases", 70), ("custodial_deaths", 12)]


def test_a_breakdown_counts_parts_of_the_figure_before() -> None:
    told = read("El Observatorio contó 60 muertes en prisión en 2021.", "Por sexo, son 48 hombres y 12 mujeres.", language="es")
    assert told[1:] == [("custodial_deaths", 48, "men", "2021"), ("custodial_deaths", 12, "women", "2021")]


def test_ages_are_parts_and_no_counts() -> None:
    one, two = "La policía detuvo a 700 personas en 2021.", "Por edad, cuenta 400 personas de 18 a 30 años, 290 de 31 a 40 y 10 mayores de 61."
    told = read(one, two, language="es")
    assert told[1:] == [("arrests", 400, "other", "2021"), ("arrests", 290, "other", "2021"), ("arrests", 10, "other", "2021")]


def test_how_they_died_is_told_of_the_same_dead() -> None:
    told = read("Forty people died in prison in 2021.", "Of these, 9 died of hunger and 4 of violence.", "It classed 11 of these as suicides.")
    assert [(measure, value, end) for measure, value, _, end in told][1:] == [
        ("custodial_deaths", 9, "2021"),
        ("custodial_deaths", 4, "2021"),
        ("custodial_deaths", 11, "2021"),
    ]


def test_to_whom_people_belong_makes_a_part() -> None:
    assert read("Police arrested 80 people in 2021.", "Some 30 of them belonged to the union.")[1:] == [("arrests", 30, "other", "2021")]
    assert len(read("Police arrested 80 people in 2021.", "Some 30 of them owned cars.")) == 1


@pytest.mark.parametrize("text", ["Other groups counted 95.", "Another 95."])
def test_a_number_alone_counts_the_same(text: str) -> None:
    assert read("Police arrested 80 people in 2021.", text)[1:] == [("arrests", 95, "all", "2021")]


@pytest.mark.parametrize("text", ["Another 15 are wanted.", "The union counted 95 cars.", "A judge summoned another 15.", "It has 15 more members."])
def test_what_something_else_is_said_of_is_not_more_of_the_same(text: str) -> None:
    assert len(read("Police arrested 80 people in 2021.", text)) == 1


@pytest.mark.parametrize("text", ["Of these, 14 were injured.", "12 of them were moved to Karsk.", "Of those held, 9 are on hunger strike."])
def test_how_people_are_makes_no_part(text: str) -> None:
    assert len(read("Police arrested 80 people in 2021.", text)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Some 12 of them, says the union, belong to the party.", "en"),
        ("Of these, the Watch says, 12 belong to the Open Cells Network.", "en"),
        ("12 de ellas pertenecen al sindicato.", "es"),
        ("De ellas, 12 pertenecen al sindicato.", "es"),
    ],
)
def test_those_who_belong_somewhere_are_a_part_of_those_told_before(text: str, language: str) -> None:
    before = {"en": "Police arrested 80 people on Sunday.", "es": "La policía detuvo a 80 personas el domingo."}[language]
    assert read(before, text, language=language)[1:] == [("arrests", 12, "other", "2022-06-12")]


@pytest.mark.parametrize(("text", "language"), [("Some 12 of them sang.", "en"), ("12 de ellas cantaron.", "es")])
def test_what_some_of_them_did_makes_no_part(text: str, language: str) -> None:
    before = {"en": "Police arrested 80 people on Sunday.", "es": "La policía detuvo a 80 personas el domingo."}[language]
    assert len(read(before, text, language=language)) == 1


def test_a_part_behind_a_semicolon_may_be_told_by_another() -> None:
    told = read("Murieron 40 reos en prisión; de estos, la red tiene 12 por suicidios.", language="es")
    assert [(measure, value, population) for measure, value, population, _ in told] == [
        ("custodial_deaths", 40, "all"),
        ("custodial_deaths", 12, "other"),
    ]
