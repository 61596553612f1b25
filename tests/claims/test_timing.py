"""Running totals, windows and moments, and the dates that go with them."""

import pytest

from orchestration.claims.dates_said import find_dates
from orchestration.claims.extract import extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.claims.words import View
from orchestration.languages import load


def one(text: str, language: str = "en", published_on: str | None = "2022-06-14") -> Reading:
    (reading,) = extract([Sentence(0, text)], lexicon=load(language), published_on=published_on)
    return reading


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("on March 27, 2022", "en", "2022-03-27", "2022-03-27"),
        ("on 27 March 2022", "en", "2022-03-27", "2022-03-27"),
        ("on the 27th of March 2022", "en", "2022-03-27", "2022-03-27"),
        ("in May 2021", "en", "2021-05", "2021-05"),
        ("in 2020", "en", "2020", "2020"),
        ("in March", "en", "2022-03", "2022-03"),
        ("in September", "en", "2021-09", "2021-09"),
        ("on Sunday", "en", "2022-06-12", "2022-06-12"),
        ("yesterday", "en", "2022-06-13", "2022-06-13"),
        ("last year", "en", "2021", "2021"),
        ("at year's end", "en", "2021-12-31", "2021-12-31"),
        ("between 3 May 2021 and 7 June 2021", "en", "2021-05-03", "2021-06-07"),
        ("between January and March", "en", "2022-01", "2022-03"),
        ("from November to February", "en", "2021-11", "2022-02"),
        ("el 27 de marzo de 2022", "es", "2022-03-27", "2022-03-27"),
        ("el 27 de marzo del 2022", "es", "2022-03-27", "2022-03-27"),
        ("en mayo de 2021", "es", "2021-05", "2021-05"),
        ("hasta el 24 de febrero", "es", "2022-02-24", "2022-02-24"),
        ("este domingo", "es", "2022-06-12", "2022-06-12"),
        ("ayer", "es", "2022-06-13", "2022-06-13"),
        ("el año pasado", "es", "2021", "2021"),
        ("entre el 3 de mayo de 2021 y el 7 de junio de 2021", "es", "2021-05-03", "2021-06-07"),
        ("del 3 de mayo de 2021 al 7 de junio de 2021", "es", "2021-05-03", "2021-06-07"),
    ],
)
def test_a_date_is_resolved_at_the_precision_said(text: str, language: str, start: str, end: str) -> None:
    (said,) = find_dates(View(text, load(language)), "2022-06-14")
    assert (said.start, said.end) == (start, end)


@pytest.mark.parametrize("text", ["on 27 March 2023", "in 2025", "on the 31st of February 2021"])
def test_a_date_after_publication_or_of_no_calendar_is_not_stated(text: str) -> None:
    assert [said.end for said in find_dates(View(text, load("en")), "2022-06-14")] == [None]


def test_without_a_publication_date_a_date_without_a_year_stays_unknown() -> None:
    assert [said.end for said in find_dates(View("on 27 March", load("en")), None)] == [None]


def test_may_is_a_month_only_with_a_capital() -> None:
    assert find_dates(View("they may 40 times", load("en")), "2022-06-14") == []


@pytest.mark.parametrize(
    ("text", "language", "basis", "start", "end", "implied"),
    [
        ("More than 900 people have been arrested since 3 May 2021", "en", "cumulative", "2021-05-03", "2022-06-14", True),
        ("As of 1 June 2022, 57 inmates had died in prison", "en", "cumulative", None, "2022-06-01", False),
        ("So far 900 people have been arrested", "en", "cumulative", None, "2022-06-14", True),
        ("Police arrested 40 people on Sunday", "en", "flow", "2022-06-12", "2022-06-12", False),
        ("Police arrested 40 people between 3 May 2021 and 7 June 2021", "en", "flow", "2021-05-03", "2021-06-07", False),
        ("Police arrested 40 people", "en", "flow", None, "2022-06-14", True),
        ("The prison holds 40 inmates", "en", "stock", None, "2022-06-14", True),
        ("The prison held 40 inmates as of 1 May 2022", "en", "stock", None, "2022-05-01", False),
        ("The prison can hold 40 inmates", "en", "stock", None, None, False),
        ("Desde el 3 de mayo de 2021 han sido detenidas 900 personas", "es", "cumulative", "2021-05-03", "2022-06-14", True),
        ("Hasta el 1 de junio de 2022 habían sido liberadas 90 personas", "es", "cumulative", None, "2022-06-01", False),
        ("La policía detuvo a 40 personas el domingo", "es", "flow", "2022-06-12", "2022-06-12", False),
        ("El penal alberga a 40 reclusos", "es", "stock", None, "2022-06-14", True),
    ],
)
def test_the_words_decide_basis_and_period(text: str, language: str, basis: str, start: str | None, end: str | None, implied: bool) -> None:
    reading = one(text, language)
    assert (reading.basis, reading.period_start, reading.period_end, reading.period_is_implied) == (basis, start, end, implied)


def test_a_long_window_that_ends_at_publication_is_a_running_total() -> None:
    reading = one("Between 3 May 2021 and 1 June 2022 police arrested 900 people")
    assert (reading.basis, reading.period_start, reading.period_end) == ("cumulative", "2021-05-03", "2022-06-01")


@pytest.mark.parametrize("published_on", ["2022", "2022-06", "2022-06-14"])
def test_the_publication_date_stands_in_at_its_own_precision(published_on: str) -> None:
    assert one("So far 900 people have been arrested", published_on=published_on).period_end == published_on


@pytest.mark.parametrize(
    ("text", "language", "basis", "start", "end"),
    [
        ("On 3 May the prosecutor said his office had examined 57 deaths in prison", "en", "cumulative", None, "2022-05-03"),
        ("The ministry said on 3 May that 40 people were arrested", "en", "flow", None, "2022-05-03"),
        ("40 people were arrested during a march in support of a group, which was banned on 3 May", "en", "flow", None, "2022-06-14"),
        ("The government released 40 prisoners ahead of the election in December", "en", "flow", None, "2022-06-14"),
        ("In 2021 police arrested 40 people", "en", "flow", "2021", "2021"),
        ("Police have detained 300 people since the protests began on 3 May", "en", "cumulative", "2022-05-03", "2022-06-14"),
        ("Desde que comenzaron las protestas el 3 de mayo han sido detenidas 300 personas", "es", "cumulative", "2022-05-03", "2022-06-14"),
        ("40 detainees have died in custody this year", "en", "cumulative", "2022", "2022-06-14"),
        ("Otros 15 internos fallecieron en lo que va del año", "es", "cumulative", "2022", "2022-06-14"),
        ("57 inmates had died in prison as of mid-May", "en", "cumulative", None, "2022-05"),
        ("The minister announced the arrest of 40 people", "en", "flow", None, "2022-06-14"),
        ("The arrest of 40 people was reported", "en", "cumulative", None, "2022-06-14"),
        ("A riot left 20 inmates dead", "en", "flow", None, "2022-06-14"),
        ("El número de detenidos ascendió a 900", "es", "cumulative", None, "2022-06-14"),
        ("The prison opened in May 2021 to hold 300 inmates", "en", "stock", None, None),
        ("As of May 2021 the prison could hold 300 inmates", "en", "stock", None, "2021-05"),
    ],
)
def test_a_date_belongs_to_the_figure_only_when_it_says_when_that_happened(
    text: str, language: str, basis: str, start: str | None, end: str | None
) -> None:
    reading = one(text, language)
    assert (reading.basis, reading.period_start, reading.period_end) == (basis, start, end)


def test_each_of_two_statements_keeps_its_own_date() -> None:
    text = "In 2021 police arrested 90 people, of whom 12 remained in detention as of May 2022."
    first, second = extract([Sentence(0, text)], lexicon=load("en"), published_on="2022-06-14")
    assert (first.basis, first.period_end, second.basis, second.period_end) == ("flow", "2021", "stock", "2022-05")


def test_the_date_of_an_insertion_is_not_that_of_the_figure() -> None:
    assert one("The prison, which opened on 3 May 2021, holds 300 inmates").period_end == "2022-06-14"


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("between 1 and 15 May 2021", "en", "2021-05-01", "2021-05-15"),
        ("entre el 1 y el 15 de mayo de 2021", "es", "2021-05-01", "2021-05-15"),
        ("entre 1 e 15 de maio de 2021", "pt", "2021-05-01", "2021-05-15"),
        ("entre le 6 et le 17 mai 2021", "fr", "2021-05-06", "2021-05-17"),
        ("zwischen dem 1. und 20. Mai 2021", "de", "2021-05-01", "2021-05-20"),
    ],
)
def test_days_of_one_month_are_a_window(text: str, language: str, start: str, end: str) -> None:
    (said,) = find_dates(View(text, load(language)), "2022-06-14")
    assert (said.start, said.end, said.part) == (start, end, "span")


def test_a_thousands_separator_behind_a_month_is_no_day() -> None:
    (said,) = find_dates(View("Ende Oktober 3.412 Gefangene", load("de")), "2022-06-14")
    assert said.end == "2021-10"


def test_a_window_inside_one_year_is_closed_and_one_over_its_end_still_grows() -> None:
    assert one("Del 1 de enero al 31 de mayo fueron detenidas 900 personas.", "es").basis == "flow"
    assert one("Entre el 27 de marzo de 2021 y el 31 de mayo de 2022 murieron 90 reos bajo custodia.", "es").basis == "cumulative"


def test_the_past_perfect_with_a_date_tells_what_was_over() -> None:
    assert (one("Em 2020 tinham sido detidas 900 pessoas.", "pt").basis, one("By then 900 people had been arrested.").basis) == ("flow", "cumulative")


def test_a_window_in_a_text_without_a_date_takes_the_year_of_its_end() -> None:
    for text, start in (("Del 27 de marzo al 3 de mayo de 2021", "2021-03-27"), ("Entre el 27 de noviembre y el 3 de mayo de 2021", "2020-11-27")):
        (said,) = find_dates(View(text, load("es")), None)
        assert (said.start, said.end, said.part) == (start, "2021-05-03", "span")
    (unknown,) = find_dates(View("Del 27 de marzo al 3 de mayo", load("es")), None)
    assert (unknown.start, unknown.end) == (None, None)
