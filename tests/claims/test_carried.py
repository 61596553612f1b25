"""What a figure takes from the figures told before it."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Because, Reading, Sentence
from orchestration.languages import load


def read(*texts: str, language: str = "en") -> list[Reading]:
    sentences = [Sentence(200 * at, text) for at, text in enumerate(texts)]
    return extract(sentences, lexicon=load(language), published_on="2022-06-14")


def times(*texts: str, language: str = "en") -> list[tuple[int | None, str, str | None, str | None]]:
    return [(reading.value, reading.basis, reading.period_start, reading.period_end) for reading in read(*texts, language=language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The arrests had reached 40 in March 2022 and 52 in May 2022.", "en"),
        ("Las detenciones habían ascendido a 40 en marzo de 2022 y a 52 en mayo de 2022.", "es"),
    ],
)
def test_a_height_of_another_month_is_a_height_too(text: str, language: str) -> None:
    assert times(text, language=language) == [(40, "cumulative", None, "2022-03"), (52, "cumulative", None, "2022-05")]


def test_an_event_of_another_month_is_no_height() -> None:
    told = times("Police arrested 40 people in March 2022 and 52 in May 2022.")
    assert told == [(40, "flow", "2022-03", "2022-03"), (52, "flow", "2022-05", "2022-05")]


def test_what_is_said_again_and_what_has_grown_is_told_by_its_rule() -> None:
    _, again = read("Police arrested 40 people in March 2022 and 52 in May 2022.")
    _, grown = read("Police arrested 40 people.", "The total has risen to 52.")
    assert (again.measure, grown.measure) == ("arrests", "arrests")
    assert "measure.said_again" in again.rules
    assert "measure.running_total" in grown.rules


def test_a_total_without_a_count_before_it_is_none() -> None:
    assert read("The jails are old; the total has risen to 900.") == []


SPAN = "The Watch counted 60 deaths in prison between January and April 2022."


def test_a_day_of_its_own_goes_before_the_window_of_the_others() -> None:
    assert times(SPAN, "In the same period, on 3 May 2022, police freed 300 prisoners.")[1] == (300, "flow", "2022-05-03", "2022-05-03")


def test_those_who_are_held_have_a_moment_and_no_window() -> None:
    _, held = read(SPAN, "In the same period 300 people were in prison.")
    assert (held.measure, held.basis, held.period_start) == ("persons_held", "stock", None)


@pytest.mark.parametrize(
    "own", ["The register covers 3 May 2020 to 3 May 2021", "The register of strikes, fines and trials covers 3 May 2020 to 3 May 2021"]
)
def test_a_window_far_off_in_the_sentence_is_meant_before_that_of_the_sentence_before(own: str) -> None:
    text = f"{own}, a year of marches, long strikes, empty markets, closed schools and broken bridges: police freed 300 prisoners in that year."
    assert times(SPAN, text)[-1] == (300, "flow", "2020-05-03", "2021-05-03")


def test_a_day_far_off_in_the_sentence_is_no_window() -> None:
    text = (
        "The court, which opened in March 2020 amid marches, long strikes, empty markets and closed schools, says 300 were freed in the same period."
    )
    assert times(SPAN, text)[-1] == (300, "flow", "2022-01", "2022-04")


def test_a_part_says_from_whom_it_has_its_window() -> None:
    _, part = read("About 800 people have been detained since May 2021, of whom 150 were later released.")
    assert Because("basis.of_whole", "800") in part.because
    assert "period.since" in part.rules
    assert part.period_is_implied is True
