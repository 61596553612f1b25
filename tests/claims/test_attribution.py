"""Who is credited with a figure, as worded."""

import pytest

from orchestration.claims.extract import extract
from orchestration.claims.reading import Sentence
from orchestration.languages import load


def origins(text: str, language: str = "en") -> list[str | None]:
    return [reading.origin for reading in extract([Sentence(0, text)], lexicon=load(language), published_on="2022-06-14")]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("According to the Ministry of Order, 40 people were arrested", "Ministry of Order"),
        ("40 people were arrested, according to human rights groups", "human rights groups"),
        ("The Open Cells Network said that 40 people were arrested", "Open Cells Network"),
        ("40 people were arrested, the government said", "government"),
        ("40 people were arrested, said the security minister", "security minister"),
        ("Open Cells has documented 40 deaths in custody", "Open Cells"),
        ("The ministry, for its part, said that 40 people were arrested", "ministry"),
        ("The organisation, Open Cells, reported 40 deaths in custody", "Open Cells"),
        ("The Open Cells Network (OCN) said that 40 people were arrested", "Open Cells Network"),
        ("Figures from the Prison Service show that 40 people were arrested", "Prison Service"),
    ],
)
def test_an_english_credit_names_the_origin(text: str, origin: str) -> None:
    assert origins(text) == [origin]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Según el Ministerio de Orden, 40 personas fueron detenidas", "Ministerio de Orden"),
        ("40 personas fueron detenidas, de acuerdo con la Fiscalía General", "Fiscalía General"),
        ("40 personas fueron detenidas, informó la Policía Nacional", "Policía Nacional"),
        ("El gobierno afirma que 40 personas fueron detenidas", "gobierno"),
        ("Celdas Abiertas había registrado 40 muertes bajo custodia", "Celdas Abiertas"),
        ("El ministro de Seguridad dijo que 40 personas fueron detenidas", "ministro de Seguridad"),
        ("El Gobierno, por su parte, informa de 40 arrestos", "Gobierno"),
    ],
)
def test_a_spanish_credit_names_the_origin(text: str, origin: str) -> None:
    assert origins(text, "es") == [origin]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested 40 people", "en"),
        ("40 people were arrested in the United States", "en"),
        ("On Sunday 40 people were arrested", "en"),
        ("La policía detuvo a 40 personas en Karsk", "es"),
        ("El domingo fueron detenidas 40 personas", "es"),
    ],
)
def test_whoever_acts_is_not_credited(text: str, language: str) -> None:
    assert origins(text, language) == [None]


def test_a_speaker_of_another_clause_is_not_credited() -> None:
    assert origins("At least 900 people have been arrested, while the government says 70 people have been released")[0] is None


@pytest.mark.parametrize(
    ("text", "language", "origin"),
    [
        ("The Open Cells Network on Monday said that 40 people were arrested", "en", "Open Cells Network"),
        ("40 personas fueron detenidas, denunció este jueves Celdas Abiertas", "es", "Celdas Abiertas"),
        ("For months Ostrova gave no figure, but she concedes that 40 inmates died in prison", "en", "Ostrova"),
        ("According to the Ministry of Order's Prison Directorate, 40 people were arrested", "en", "Prison Directorate"),
        ("According to the NGO Karsk Watch, 40 people were arrested", "en", "Karsk Watch"),
        ("Rights group Open Cells says 40 people were arrested", "en", "Open Cells"),
        ("La organización no gubernamental Celdas Abiertas informó de 40 arrestos", "es", "Celdas Abiertas"),
        ("40 personas fueron detenidas, según datos de la Defensoría del Pueblo", "es", "Defensoría del Pueblo"),
        ("The Open Cells Network, citing official figures, said 40 inmates have died in prison", "en", "Open Cells Network"),
        ("40 people were arrested, rights group OCN-Watch reported", "en", "OCN-Watch"),
        ("Colectivo 9N registró 40 arrestos", "es", "Colectivo 9N"),
    ],
)
def test_a_name_is_found_beside_dates_and_kept_at_its_shortest(text: str, language: str, origin: str) -> None:
    assert origins(text, language) == [origin]


def test_what_a_sentence_opens_with_holds_for_all_its_figures() -> None:
    text = "According to the Prison Watch, the prison was built for 300 inmates, but only two wings are open, and the population is more than 900"
    assert origins(text) == ["Prison Watch", "Prison Watch"]


def test_a_pronoun_that_stands_for_nobody_is_no_origin() -> None:
    assert origins("She said that 40 people were arrested") == [None]


def test_a_noun_with_a_name_of_its_own_stands_for_nobody_before() -> None:
    told = "El Centro de Registro informó que 900 personas fueron detenidas. El centro de Roca Alta aloja a 300 reos."
    cut = told.index(" El centro") + 1
    readings = extract([Sentence(0, told[:cut]), Sentence(cut, told[cut:])], lexicon=load("es"), published_on="2022-06-14")
    assert [reading.origin for reading in readings] == ["Centro de Registro", None]


def test_one_who_detains_does_not_speak() -> None:
    (reading,) = extract([Sentence(0, "Agentes de Migración aseguraron a 230 migrantes.")], lexicon=load("es"), published_on="2022-06-14")
    assert (reading.measure, reading.origin) == ("arrests", None)
