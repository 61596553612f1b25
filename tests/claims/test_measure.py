"""What is counted, whether it is detention at all, and how the text stands to it."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import load


def read(text: str, language: str = "en") -> list[Reading]:
    return extract([Sentence(0, text)], lexicon=load(language), published_on="2022-06-14")


def measures(text: str, language: str = "en") -> list[tuple[str, int | None]]:
    return [(reading.measure, reading.value) for reading in read(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested 40 people", [("arrests", 40)]),
        ("40 farmers were arrested", [("arrests", 40)]),
        ("The operation led to the arrest of 40 men", [("arrests", 40)]),
        ("The police made 40 arrests", [("arrests", 40)]),
        ("The court freed 40 detainees", [("releases", 40)]),
        ("40 people detained in May were released", [("releases", 40)]),
        ("40 inmates died in the Karsk prison", [("custodial_deaths", 40)]),
        ("There were 40 deaths in custody", [("custodial_deaths", 40)]),
        ("40 inmates were killed in a fire", [("custodial_deaths", 40)]),
        ("The prison holds 40 inmates", [("persons_held", 40)]),
        ("40 people remain in detention", [("persons_held", 40)]),
        ("The prison was built for 40 inmates", [("facility_capacity", 40)]),
        ("The jail, with a capacity of 40, now holds 90 prisoners", [("facility_capacity", 40), ("persons_held", 90)]),
    ],
)
def test_an_english_trigger_decides_the_measure(text: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La policía detuvo a 40 personas", [("arrests", 40)]),
        ("Fueron capturados 40 hombres", [("arrests", 40)]),
        ("La captura de 40 hombres fue anunciada", [("arrests", 40)]),
        ("Hubo 40 detenciones", [("arrests", 40)]),
        ("Han sido liberadas 40 personas", [("releases", 40)]),
        ("40 detenidos recuperaron la libertad", [("releases", 40)]),
        ("40 reos murieron en el penal", [("custodial_deaths", 40)]),
        ("La muerte de 40 personas bajo custodia", [("custodial_deaths", 40)]),
        ("El penal alberga a 40 reclusos", [("persons_held", 40)]),
        ("40 personas permanecen detenidas", [("persons_held", 40)]),
        ("El penal tiene capacidad para 40 personas", [("facility_capacity", 40)]),
    ],
)
def test_a_spanish_trigger_decides_the_measure(text: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A court convicted 40 people", "en"),
        ("40 people were injured in the prison", "en"),
        ("The ministry transferred 40 inmates to another prison", "en"),
        ("40 people were killed in the attack", "en"),
        ("40 people died in the earthquake", "en"),
        ("40 prisoners escaped from the jail", "en"),
        ("Each cell can hold 40 prisoners", "en"),
        ("40 officers guard the prison", "en"),
        ("Un tribunal condenó a 40 personas", "es"),
        ("40 personas resultaron heridas en el penal", "es"),
        ("Trasladaron a 40 reos a otro penal", "es"),
        ("40 personas fueron asesinadas", "es"),
        ("Cada celda puede albergar a 40 reos", "es"),
    ],
)
def test_what_is_not_detention_is_not_read(text: str, language: str) -> None:
    assert measures(text, language) == []


def test_each_number_of_a_list_goes_with_its_own_verb() -> None:
    assert measures("At least 3 inmates died, 20 people were injured and 70 people were arrested") == [("custodial_deaths", 3), ("arrests", 70)]


def test_parts_of_a_figure_take_its_measure() -> None:
    text = "The government released 52 prisoners, including 14 foreigners and two journalists"
    assert [(reading.measure, reading.value, reading.population) for reading in read(text)] == [
        ("releases", 52, "all"),
        ("releases", 14, "foreigners"),
        ("releases", 2, "journalists"),
    ]


def test_a_new_total_takes_the_measure_of_the_figure_before() -> None:
    assert measures("Police arrested 30 people, raising the total to 261") == [("arrests", 30), ("arrests", 261)]


@pytest.mark.parametrize(
    ("text", "language", "stance"),
    [
        ("Police arrested 40 people", "en", "asserted"),
        ("The government will release 40 prisoners", "en", "planned"),
        ("The government plans to release 40 prisoners", "en", "planned"),
        ("40 people could be arrested", "en", "hypothetical"),
        ("deaths in custody could hypothetically exceed 40", "en", "hypothetical"),
        ("deaths in custody may have passed 40", "en", "hypothetical"),
        ("up to 40 detainees may have died in prison", "en", "hypothetical"),
        ("las muertes en prisión podrían superar las 40", "es", "hypothetical"),
        ("Total arrests since 27 May reached 40", "en", "asserted"),
        ("Arrests in May reached 40", "en", "asserted"),
        ("The arrests made in May totalled 40", "en", "asserted"),
        ("The ministry denied that 40 inmates died in prison", "en", "rejected"),
        ("El gobierno liberará a 40 presos", "es", "planned"),
        ("40 personas podrían ser liberadas", "es", "hypothetical"),
    ],
)
def test_a_figure_keeps_the_stance_of_its_text(text: str, language: str, stance: str) -> None:
    assert [reading.stance for reading in read(text, language)] == [stance]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("40 people, most of them students, were arrested", "en", [("arrests", 40)]),
        ("40 people (including many students) were arrested", "en", [("arrests", 40)]),
        ("Those held include the women arrested (40)", "en", [("arrests", 40)]),
        ("There are 90 people in prison, with 40 people detained this year", "en", [("persons_held", 90), ("arrests", 40)]),
        ("The number of prisoners, long stable, reached 800", "en", [("persons_held", 800)]),
        ("La cifra de detenidos, desde el inicio del plan, asciende a 800", "es", [("arrests", 800)]),
        ("36 of the arrested are men and 12 are women", "en", [("arrests", 36), ("arrests", 12)]),
    ],
)
def test_what_stands_between_a_number_and_its_verb_is_passed_by(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Some 80 of the 110 people detained remain in prison", "en", [("persons_held", 80), ("arrests", 110)]),
        ("Unas 80 de las 110 personas detenidas en mayo siguen en prisión", "es", [("persons_held", 80), ("arrests", 110)]),
        ("Police arrested six of 15 ringleaders", "en", [("arrests", 6)]),
        ("La policía capturó a seis de 15 cabecillas", "es", [("arrests", 6)]),
    ],
)
def test_of_some_of_many_the_verb_tells_and_of_the_many_their_description(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Three Norvanians were arrested", "en", [("arrests", 3)]),
        ("Three police officers were arrested", "en", [("arrests", 3)]),
        ("Two officers arrested 40 people", "en", [("arrests", 40)]),
        ("12 songs about the arrested poet sold well", "en", []),
        ("The arrested man owned 30 ships", "en", []),
        ("The prisoners made 192 new blankets", "en", []),
        ("Political prisoners: 192", "en", [("persons_held", 192)]),
        ("480 presos murieron en el penal", "es", [("custodial_deaths", 480)]),
    ],
)
def test_a_noun_that_is_not_known_is_people_when_the_verb_says_so(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The prison, housing up to 800 inmates, opened in May", "en", [("facility_capacity", 800)]),
        ("Una prisión que alberga hasta 800 reclusos", "es", [("facility_capacity", 800)]),
        ("Each of the many group cells on our floor is built to hold 80 inmates", "en", []),
        ("The stadium holds 800 people", "en", []),
        ("The prison has many cells and can hold 800 inmates", "en", [("facility_capacity", 800)]),
    ],
)
def test_a_facility_is_told_from_its_cells_and_from_other_places(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [("40 people were arrested and later released", "en"), ("40 personas fueron detenidas y posteriormente liberadas", "es")],
)
def test_an_arrest_and_a_release_of_the_same_people_are_two_figures(text: str, language: str) -> None:
    assert measures(text, language) == [("arrests", 40), ("releases", 40)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Among those released were two foreign prisoners", "en", [("releases", 2)]),
        ("Of those arrested, 14 were women", "en", [("arrests", 14)]),
        ("El operativo dejó 40 detenidos en las cárceles", "es", [("arrests", 40)]),
        ("Hay 40 detenidos en las cárceles", "es", [("persons_held", 40)]),
        ("Police said homicides in the area of the prison fell to 84", "en", []),
    ],
)
def test_the_opening_of_a_sentence_says_what_is_told_of_its_numbers(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The registry documented 40 deaths", [("custodial_deaths", 40)]),
        ("The ministry recorded 40 deaths in the floods", []),
        ("40 people died in the earthquake near the prison", []),
    ],
)
def test_a_death_counts_when_nothing_places_it_elsewhere(text: str, expected: list[tuple[str, int]]) -> None:
    assert measures(text) == expected


def test_what_happens_next_month_is_planned() -> None:
    assert [reading.stance for reading in read("The president announced the pardon of 40 prisoners, with releases next month")] == ["planned"]


def test_a_noun_with_an_article_is_no_verb() -> None:
    assert [reading.measure for reading in read("The jail is home to some 2,000 inmates.")] == ["persons_held"]


def test_a_long_noun_yields_to_the_verb_behind_it() -> None:
    assert [reading.measure for reading in read("A total of 58 persons deprived of liberty have died inside the city jail.")] == ["custodial_deaths"]


def test_a_house_full_of_books_holds_nobody() -> None:
    assert read("The prison houses a library of 3,000 books.") == []


def test_a_state_may_stand_before_its_number_at_the_end() -> None:
    assert [(reading.measure, reading.value) for reading in read("Hoy siguen en prisión 90.", "es")] == [("persons_held", 90)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Some 500 people arrested during the strike have been released", "en"),
        ("Forty detainees held since May were freed", "en"),
        ("Al menos 260 detenidos durante la huelga han recuperado la libertad", "es"),
        ("Unas 260 personas capturadas entre el 3 de mayo y el 9 de mayo fueron puestas en libertad", "es"),
    ],
)
def test_the_verb_goes_before_the_participle_that_says_who_is_meant(text: str, language: str) -> None:
    assert [measure for measure, _ in measures(text, language)] == ["releases"]


def test_the_date_of_the_participle_is_not_that_of_the_verb() -> None:
    (reading,) = read("40 people detained in May were freed on Monday.")
    assert (reading.measure, reading.period_end) == ("releases", "2022-06-13")


@pytest.mark.parametrize(
    ("text", "measure", "language"),
    [
        ("The fort runs at a third of its capacity, with 90 inmates", "persons_held", "en"),
        ("El penal funciona al 40 % de su capacidad, con 320 internos", "persons_held", "es"),
        ("A prison planned for about 600 inmates", "facility_capacity", "en"),
        ("La fortaleza se construyó para 700 reclusos", "facility_capacity", "es"),
    ],
)
def test_who_is_there_is_no_capacity(text: str, measure: str, language: str) -> None:
    assert [found for found, _ in measures(text, language)] == [measure]


@pytest.mark.parametrize("text", ["En las cárceles del país hay 30 bibliotecas", "La región tiene una población de 45,000"])
def test_what_merely_exists_is_not_held(text: str) -> None:
    assert measures(text, "es") == []


def test_two_numbers_with_a_verb_each_share_none() -> None:
    assert measures("40 people were arrested and 12 released") == [("arrests", 40), ("releases", 12)]


def test_who_dies_in_prison_dies_there_whatever_war_there_is() -> None:
    assert measures("40 people have died in prison since the war on drugs began") == [("custodial_deaths", 40)]
