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
