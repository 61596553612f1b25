"""Heights of a count: numbers without a noun that something is said to have come to."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import load


def read(*texts: str, language: str = "en") -> list[Reading]:
    sentences = [Sentence(200 * at, text) for at, text in enumerate(texts)]
    return extract(sentences, lexicon=load(language), published_on="2022-06-14")


def told(*texts: str, language: str = "en") -> list[tuple[str, int | None, str, str | None]]:
    return [(reading.measure, reading.value, reading.basis, reading.period_end) for reading in read(*texts, language=language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The arrests made since the curfew began, in March, have come to 900.", "en"),
        ("The ministry puts the arrests since March at 900.", "en"),
        ("The ministry puts the number of farmers arrested and sent to other districts since March at 900.", "en"),
        ("Los detenidos desde que empezó el toque de queda, en marzo, son 900.", "es"),
        ("Las capturas desde marzo ascienden, según la alcaldía, a 900.", "es"),
        ("A 900 aumentó el total de personas detenidas desde marzo.", "es"),
    ],
)
def test_the_noun_that_is_said_to_come_to_a_number_says_what_is_counted(text: str, language: str) -> None:
    assert told(text, language=language) == [("arrests", 900, "cumulative", "2022-06-14")]


def test_a_tally_goes_on_with_the_count_told_before() -> None:
    second = "Its tally for the first year, from 4 March 2020 to 4 March 2021, was 61; it had risen to 70 by May 2021 and stood at 75 on 3 June 2022."
    assert told("The network says that at least 75 people have died in prison.", second)[1:] == [
        ("custodial_deaths", 61, "flow", "2021-03-04"),
        ("custodial_deaths", 70, "cumulative", "2021-05"),
        ("custodial_deaths", 75, "cumulative", "2022-06-03"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The fines came to 300.",
        "The number of complaints was 300.",
        "The ministry puts the damage at 300.",
        "The text puts membership at 300.",
        "The youngest was 17.",
        "Its cost was 300.",
    ],
)
def test_another_noun_comes_to_its_own_number(text: str) -> None:
    assert [value for _, value, *_ in told("Police arrested 80 people on Sunday.", text)] == [80]


def test_a_noun_before_a_colon_says_whose_kinds_follow() -> None:
    found = read("The dead in the island's jails since May: 12 men and 3 women.")
    assert [(r.measure, r.value, r.population) for r in found] == [("custodial_deaths", 12, "men"), ("custodial_deaths", 3, "women")]


@pytest.mark.parametrize("text", ["After the arrests: 40 officers guarded the square.", "The worst prisons: 40 cells without light."])
def test_what_goes_on_behind_a_colon_is_no_list(text: str) -> None:
    assert told(text) == []


def test_a_verb_that_is_a_hedge_too_says_a_height() -> None:
    (reading,) = read("Las capturas desde marzo superan las 900.", language="es")
    assert (reading.measure, reading.qualifier, reading.basis) == ("arrests", "more_than", "cumulative")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It puts the toll, so far, at 90.", "en"),
        ("The Norvany paper puts the toll at 90.", "en"),
        ("The toll for the whole of May was 90.", "en"),
        ("The tally, long and sad, is 90.", "en"),
        ("The tally of the whole month came to 90.", "en"),
        ("The arrests, a shock for the whole town, were 90.", "en"),
        ("El balance de mayo es 90.", "es"),
        ("El Gobierno lo cifra en 90.", "es"),
        ("A 90 ascienden ya los detenidos.", "es"),
    ],
)
def test_a_count_of_its_own_or_of_what_was_told_before_has_a_height(text: str, language: str) -> None:
    before = {"en": "Police arrested 80 people on Sunday.", "es": "La policía detuvo a 80 personas el domingo."}[language]
    assert [(measure, value, basis) for measure, value, basis, _ in told(before, text, language=language)][1:] == [("arrests", 90, "cumulative")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The tally is long; the towns are 90.", "en"),
        ("El balance es triste; los pueblos son 90.", "es"),
        ("A 90 ascienden las multas.", "es"),
    ],
)
def test_the_height_of_something_else_is_none_of_the_count(text: str, language: str) -> None:
    before = {"en": "Police arrested 80 people on Sunday.", "es": "La policía detuvo a 80 personas el domingo."}[language]
    assert [value for _, value, *_ in told(before, text, language=language)] == [80]


FAR = {
    "en": "Arrests since the long curfew of the northern districts began, in March",
    "es": "Detenidos desde que empezó el toque de queda en los distritos del norte, en marzo",
}


@pytest.mark.parametrize(
    ("behind", "language", "expected"),
    [
        ("40.", "en", [(40, "all")]),
        ("40 people.", "en", [(40, "all")]),
        ("40 men and 12 women.", "en", [(40, "men"), (12, "women")]),
        ("40 houses.", "en", []),
        ("40", "es", [(40, "all")]),
        ("40 personas.", "es", [(40, "all")]),
        ("40 hombres y 12 mujeres.", "es", [(40, "men"), (12, "women")]),
        ("40 casas fueron registradas.", "es", []),
    ],
)
def test_a_colon_says_of_what_the_number_behind_it_is_the_count(behind: str, language: str, expected: list[tuple[int, str]]) -> None:
    found = read(f"{FAR[language]}: {behind}", language=language)
    assert [(r.measure, r.value, r.population) for r in found] == [("arrests", *one) for one in expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The tally of arrests, which the ministry publishes every week in its bulletin, is 90.", "en"),
        ("La cifra de detenidos, que el ministerio publica cada semana en su boletín, es 90.", "es"),
    ],
)
def test_what_is_inserted_does_not_part_a_count_from_its_height(text: str, language: str) -> None:
    assert told(text, language=language) == [("arrests", 90, "cumulative", "2022-06-14")]


def test_a_total_of_people_in_one_event_is_no_height() -> None:
    assert told("A total of 40 people were arrested in the capital.") == [("arrests", 40, "flow", "2022-06-14")]
