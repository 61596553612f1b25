"""Windows that a figure takes from what was told before."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Because, Reading, Sentence
from orchestration.languages import load

Window = tuple[int | None, str, str | None, str | None]


def read(*texts: str, language: str = "en") -> list[Reading]:
    sentences = [Sentence(200 * at, text) for at, text in enumerate(texts)]
    return extract(sentences, lexicon=load(language), published_on="2022-06-14")


def windows(*texts: str, language: str = "en") -> list[Window]:
    return [(reading.value, reading.basis, reading.period_start, reading.period_end) for reading in read(*texts, language=language)]


SPAN = "The Watch counted 60 deaths in prison between January and April 2022."


@pytest.mark.parametrize("words", ["In the same period", "Over those four months", "During that time", "In these two and a half months"])
def test_words_that_point_back_mean_the_window_told_before(words: str) -> None:
    assert windows(SPAN, f"{words} 300 prisoners were freed.")[1] == (300, "flow", "2022-01", "2022-04")


@pytest.mark.parametrize(
    ("one", "two", "language"),
    [
        (
            "El Observatorio contó 60 muertes en prisión entre enero y abril de 2022.",
            "En ese mismo lapso, fueron liberados 300 presos.",
            "es",
        ),
        ("O Observatório registrou 60 mortes em presídios entre janeiro e abril de 2022.", "No mesmo período, 300 presos foram libertados.", "pt"),
        ("L'Observatoire a recensé 60 décès en détention entre janvier et avril 2022.", "Pendant cette période, 300 détenus ont été libérés.", "fr"),
        ("Das Amt zählte zwischen Januar und April 2022 60 Todesfälle in Haft.", "Im selben Zeitraum wurden 300 Gefangene freigelassen.", "de"),
    ],
)
def test_every_language_points_back(one: str, two: str, language: str) -> None:
    assert windows(one, two, language=language)[1] == (300, "flow", "2022-01", "2022-04")


def test_a_window_that_no_figure_has_is_meant_too() -> None:
    told = windows("The register covers 1 January to 15 March 2022.", "In those two and a half months it records 36 arrests.")
    assert told == [(36, "flow", "2022-01-01", "2022-03-15")]
    told = windows("The register covers 3 May 2020 to 3 May 2021: 90 prisoners were freed in that year.")
    assert told == [(90, "flow", "2020-05-03", "2021-05-03")]


def test_a_running_total_is_shared_with_its_start() -> None:
    told = windows("Since March 2021 police have arrested 800 people.", "The ministry says that 70 were freed in that time.")
    assert told[1] == (70, "cumulative", "2021-03", "2022-06-14")


def test_a_date_of_its_own_goes_before_words_that_point_back() -> None:
    assert windows(SPAN, "In May 2022 as in those months prisoners were freed: 300 were freed.")[1][2] != "2022-01"
    assert windows(SPAN, "By that month 300 prisoners had been freed.")[1][2] is None


def test_of_that_year_is_the_year_said_before() -> None:
    told = windows("The arrests had reached 400 in July 2020 and 900 in November of that year.")
    assert [end for *_, end in told] == ["2020-07", "2020-11"]


def test_those_of_whom_a_part_is_told_share_their_window_with_it() -> None:
    assert windows("About 800 people have been detained since May 2021, of whom 150 were later released.")[1] == (
        150,
        "cumulative",
        "2021-05",
        "2022-06-14",
    )


def test_a_day_alone_is_that_of_the_figure_and_not_of_the_telling() -> None:
    assert windows("On Sunday 12 June alone, the police reported 53 arrests.") == [(53, "flow", "2022-06-12", "2022-06-12")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was the first time that 300 prisoners were freed.", "en"),
        ("The court accepted that, days later 300 prisoners were freed.", "en"),
        ("Prices rose in the same period, while police freed 300 prisoners.", "en"),
        ("Prices rose in the same period; police freed 300 prisoners.", "en"),
        ("Police freed 300 prisoners while prices rose in the same period.", "en"),
        ("Police freed 300 prisoners; in the same period prices rose.", "en"),
        ("By that month 300 prisoners had been freed.", "en"),
        ("Since that month 300 prisoners have been freed.", "en"),
        ("Los precios subieron en ese lapso, mientras la policía liberó a 300 presos.", "es"),
        ("La policía liberó a 300 presos; en ese lapso subieron los precios.", "es"),
    ],
)
def test_words_that_do_not_date_the_figure_give_it_no_window(text: str, language: str) -> None:
    before = {"en": SPAN, "es": "El Observatorio contó 60 muertes en prisión entre enero y abril de 2022."}[language]
    assert windows(before, text, language=language)[-1][2] != "2022-01"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The courts were quick; that month 300 prisoners were freed.", "en"),
        ("Police freed 300 prisoners in the same period.", "en"),
        ("Some 300 prisoners were freed in that time, while prices rose.", "en"),
        ("While prices rose, 300 prisoners were freed in that time.", "en"),
        ("La policía liberó a 300 presos en ese lapso.", "es"),
        ("Los precios subieron; en ese lapso fueron liberados 300 presos.", "es"),
    ],
)
def test_words_in_the_clause_of_the_figure_give_it_the_window(text: str, language: str) -> None:
    before = {"en": SPAN, "es": "El Observatorio contó 60 muertes en prisión entre enero y abril de 2022."}[language]
    assert windows(before, text, language=language)[-1] == (300, "flow", "2022-01", "2022-04")


def test_a_figure_without_a_start_has_no_window_that_is_meant() -> None:
    assert windows(SPAN, "Police arrested 40 people.", "In the same period 300 prisoners were freed.")[2] == (300, "flow", "2022-01", "2022-04")


def test_a_window_without_a_year_is_that_before_publication() -> None:
    told = windows("The register covers January to March.", "In those months it records 36 arrests.")
    assert told == [(36, "flow", "2022-01", "2022-03")]


def test_the_window_is_told_with_the_words_that_point_to_it() -> None:
    words = "In the same period"
    _, reading = read(SPAN, f"{words} 300 prisoners were freed.")
    assert {Because("basis.same_window", words), Because("period.same_window", words)} <= set(reading.because)
    assert reading.period_is_implied is False


def test_a_running_total_that_is_shared_ends_as_implied_as_the_first() -> None:
    _, reading = read("Since March 2021 police have arrested 800 people.", "The ministry says that 70 were freed in that time.")
    assert reading.period_is_implied is True


def test_where_no_window_was_told_none_is_known() -> None:
    (reading,) = read("In the same period 300 prisoners were freed.")
    assert (reading.basis, reading.period_start, reading.period_end, reading.period_is_implied) == ("flow", None, None, False)
    assert [reason.rule for reason in reading.because if "same_window" in reason.rule] == ["basis.same_window"]


def test_a_window_that_the_sentence_states_has_a_known_end() -> None:
    (reading,) = read("The register covers 3 May 2020 to 3 May 2021: 90 prisoners were freed in that year.")
    assert reading.period_is_implied is False
