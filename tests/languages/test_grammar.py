"""What the grammar of a language asks of the engine: elisions, compounds, separable verbs, verbs at the end, ways to write numbers."""

import pytest

from orchestration.claims.dates_said import find_dates
from orchestration.claims.extract import extract
from orchestration.claims.phrases import tokenize
from orchestration.claims.quantity import read_number
from orchestration.claims.reading import Reading, Sentence
from orchestration.claims.words import View
from orchestration.languages import load

PUBLISHED = "2022-06-14"


def read(text: str, language: str) -> list[Reading]:
    return extract([Sentence(0, text)], lexicon=load(language), published_on=PUBLISHED)


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("pt", "mil e duzentas", 1200),
        ("pt", "duas mil e cinquenta", 2050),
        ("pt", "cento e vinte e três", 123),
        ("pt", "1,9 mil", 1900),
        ("pt", "2 mil 600", 2600),
        ("pt", "um milhão e duzentos mil", 1_200_000),
        ("pt", "duas dezenas", 20),
        ("fr", "vingt et un", 21),
        ("fr", "vingt-et-un", 21),
        ("fr", "soixante et onze", 71),
        ("fr", "quatre-vingts", 80),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "deux cent quatre-vingt-deux", 282),
        ("fr", "mille neuf cents", 1900),
        ("fr", "deux centaines", 200),
        ("fr", "1,2 million", 1_200_000),
        ("de", "zweiundvierzig", 42),
        ("de", "siebzehn", 17),
        ("de", "hundertfünf", 105),
        ("de", "zweitausenddreihundertfünf", 2305),
        ("de", "zweiundvierzigtausend", 42_000),
        ("de", "drei Millionen", 3_000_000),
        ("de", "zwei Dutzend", 24),
    ],
)
def test_number_words_read_as_their_language_says_them(language: str, words: str, value: int) -> None:
    assert read_number(words, load(language)) == (value, value)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "centaines"), ("pt", "dezenas"), ("de", "Hunderte"), ("de", "zweiundvierzigste"), ("de", "undzwei")]
)
def test_a_plural_or_a_word_that_only_begins_like_a_number_is_none(language: str, words: str) -> None:
    assert read_number(words, load(language)) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Várias dezenas de manifestantes foram detidas."),
        ("pt", "Muitos milhares de presos foram libertados."),
        ("fr", "La police a arrêté des centaines de manifestants."),
        ("fr", "Plusieurs dizaines de détenus sont morts en prison."),
        ("de", "Mehrere hundert Demonstranten wurden festgenommen."),
        ("de", "Einige tausend Häftlinge kamen frei."),
        ("de", "Nach der 15. Festnahme endete der Einsatz."),
    ],
)
def test_vague_numbers_and_ordinals_count_nobody(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "measure", "value"),
    [
        ("fr", "Le gouvernement a annoncé l'arrestation d'environ 40 étudiants.", "arrests", 40),
        ("fr", "Le gouvernement a annoncé l’arrestation d’environ 40 étudiants.", "arrests", 40),
        ("fr", "Plus d'une vingtaine de détenus ont péri dans leur cellule.", "custodial_deaths", 20),
        ("pt", "Na segunda-feira foram soltas 40 pessoas.", "releases", 40),
        ("pt", "Nas prisões do país há 40 mil detentos.", "persons_held", 40_000),
        ("de", "Die Polizei nahm am Sonntag 40 Studenten fest.", "arrests", 40),
        ("de", "40 Studenten nahm die Polizei am Sonntag fest.", "arrests", 40),
        ("de", "Das Gericht ließ am Montag 40 Studenten frei.", "releases", 40),
        ("de", "Seit Mai sind 40 Häftlinge in Haft gestorben.", "custodial_deaths", 40),
        ("de", "Derzeit sitzen 40 Frauen in Haft.", "persons_held", 40),
        ("de", "40 Gewerkschaftsmitglieder kamen in Gewahrsam.", "arrests", 40),
        ("de", "Im Lager warten 40 Untersuchungshäftlinge auf ihren Prozess.", "persons_held", 40),
        ("de", "Der Neubau ist für 40 Strafgefangene ausgelegt.", "facility_capacity", 40),
    ],
)
def test_grammar_does_not_hide_what_is_counted(language: str, text: str, measure: str, value: int) -> None:
    assert [(reading.measure, reading.value) for reading in read(text, language)] == [(measure, value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "A polícia condenou o ataque que matou 40 civis."),
        ("fr", "Le tribunal a condamné 40 manifestants à deux ans de prison."),
        ("fr", "Les homicides sont passés de 120 à 84."),
        ("de", "40 Häftlinge wurden in ein anderes Gefängnis verlegt."),
        ("de", "Die Ermittler stellten 40 Waffen sicher."),
        ("de", "Bei dem Angriff auf den Markt starben 40 Menschen."),
    ],
)
def test_what_else_happens_to_people_is_no_claim(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("pt", "O governo prometeu libertar 40 presos.", "planned"),
        ("fr", "Le gouvernement prévoit de libérer 40 prisonniers.", "planned"),
        ("de", "Die Regierung will im Herbst 40 Häftlinge freilassen.", "planned"),
        ("de", "40 Studenten könnten festgenommen werden.", "hypothetical"),
        ("de", "Die Beamten konnten 40 Verdächtige festnehmen.", "asserted"),
        ("de", "Gestern wurden 40 Studenten festgenommen.", "asserted"),
    ],
)
def test_a_modal_far_from_its_verb_still_says_how_the_text_stands_to_the_figure(language: str, text: str, stance: str) -> None:
    assert [reading.stance for reading in read(text, language)] == [stance]


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("pt", "na sexta-feira", "2022-06-10"),
        ("pt", "em 3 de março de 2021", "2021-03-03"),
        ("fr", "le 1er mars 2021", "2021-03-01"),
        ("fr", "le 03/02/2021", "2021-02-03"),
        ("de", "am 3. März 2021", "2021-03-03"),
        ("de", "Stand 03.02.2021", "2021-02-03"),
        ("de", "in der Nacht zum Sonntag", "2022-06-12"),
        ("de", "2019 starben", "2019"),
    ],
)
def test_dates_are_read_as_the_language_writes_them(language: str, text: str, date: str) -> None:
    assert [said.end for said in find_dates(View(text, load(language)), PUBLISHED)] == [date]


def test_a_date_in_digits_that_does_not_exist_is_none() -> None:
    assert [said.end for said in find_dates(View("am 31.02.2021", load("de")), PUBLISHED)] == [None]


def test_an_elided_word_is_a_token_and_a_name_with_an_apostrophe_is_one() -> None:
    assert [token.folded for token in tokenize("L'arrestation d’O'Neill")] == ["l'", "arrestation", "d'", "o'neill"]


def test_accents_tell_words_apart_only_where_the_language_says_so() -> None:
    assert View("sie würden", load("de")).of("stance.hypothetical")
    assert not View("sie wurden", load("de")).of("stance.hypothetical")
    assert View("la policia detuvo", load("es")).of("origin_actors")
