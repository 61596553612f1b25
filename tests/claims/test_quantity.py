"""Numbers, hedges and bounds, and the numbers that count nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.claims.phrases import fold
from orchestration.claims.quantity import Quantity, find_quantities, read_number
from orchestration.claims.words import View
from orchestration.languages import load

EN, ES = load("en"), load("es")
COUNTS = st.integers(min_value=2, max_value=9_999_999)


def quantities(text: str, language: str = "en") -> list[Quantity]:
    return find_quantities(View(text, load(language)), [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("71,776", 71776), ("71.776", 71776), ("71 776", 71776), ("64'500", 64500), ("64’500", 64500), ("64\u2009500", 64500),
        ("64\u00a0500", 64500), ("1,234,567", 1234567), ("10, 094", 10094), ("1.2 million", 1200000), ("3 thousand", 3000), ("two dozen", 24),
        ("dozen", 12), ("half a dozen", 6), ("twenty-one", 21), ("two hundred and sixteen", 216), ("eighty thousand", 80000),
        ("one hundred thousand", 100000), ("a hundred", 100), ("A thousand", 1000),
        ("hundred", None), ("pasta hundred", None), ("1.5", None), ("forty people", None), ("two three", None), ("", None),
    ],
)  # fmt: skip
def test_an_english_number_is_read(text: str, value: int | None) -> None:
    assert read_number(text, EN) == (None if value is None else (value, value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("71.776", 71776), ("71,776", 71776), ("71 776", 71776), ("74 mil 861", 74861), ("mil 201", 1201), ("52 mil 500", 52500),
        ("nueve mil 711", 9711), ("3.5 millones", 3500000), ("3,5 millones", 3500000), ("1,9 mil", 1900), ("mil", 1000),
        ("dos mil seiscientos", 2600), ("treinta y seis", 36), ("ciento veinte", 120), ("doscientas cuarenta y una", 241), ("docena", 12),
        ("dos docenas", 24), ("medio centenar", 50), ("un millón", 1000000), ("cuarenta personas", None), ("", None),
    ],
)  # fmt: skip
def test_a_spanish_number_is_read(text: str, value: int | None) -> None:
    assert read_number(text, ES) == (None if value is None else (value, value))


@pytest.mark.parametrize(
    ("text", "lexicon", "bounds"),
    [
        ("between 10,000 and 20,000", EN, (10000, 20000)),
        ("20-25", EN, (20, 25)),
        ("20 to 30", EN, (20, 30)),
        ("entre 65 y 70", ES, (65, 70)),
        ("de 40 a 60", ES, (40, 60)),
        ("between 20 and 10", EN, None),
    ],
)
def test_a_range_is_read_whole(text: str, lexicon: object, bounds: tuple[int, int] | None) -> None:
    assert read_number(text, lexicon) == bounds  # type: ignore[arg-type]


@given(count=COUNTS)
@pytest.mark.parametrize("separator", [",", ".", " ", "'", "’", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize("code", ["en", "es"])
def test_every_count_reads_back_in_either_convention(code: str, separator: str, count: int) -> None:
    written = f"{count:,}".replace(",", separator)
    assert read_number(written, load(code)) == (count, count)


@given(thousands=st.integers(min_value=1, max_value=999), rest=st.integers(min_value=1, max_value=999))
def test_a_spanish_count_told_with_mil_reads_back(thousands: int, rest: int) -> None:
    assert read_number(f"{thousands} mil {rest}", ES) == (thousands * 1000 + rest, thousands * 1000 + rest)


@given(text=st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "qualifier", "bounds"),
    [
        ("40 people", "exactly", (40, 40)),
        ("a total of 40 people", "exactly", (40, 40)),
        ("at least 40 people", "at_least", (40, None)),
        ("no fewer than 40 people", "at_least", (40, None)),
        ("more than 40 people", "more_than", (40, None)),
        ("40-plus people", "more_than", (40, None)),
        ("about 40 people", "about", (None, None)),
        ("40 or so people", "about", (None, None)),
        ("an estimated 40 people", "about", (None, None)),
        ("nearly 40 people", "nearly", (None, 40)),
        ("up to 40 people", "up_to", (None, 40)),
        ("fewer than 40 people", "up_to", (None, 40)),
        ("between 40 and 60 people", "between", (40, 60)),
    ],
)
def test_an_english_hedge_says_the_bounds(text: str, qualifier: str, bounds: tuple[int | None, int | None]) -> None:
    (found,) = quantities(f"Police arrested {text} there")
    assert (found.qualifier, found.bounds()) == (qualifier, bounds)


@pytest.mark.parametrize(
    ("text", "qualifier", "bounds"),
    [
        ("al menos 40 personas", "at_least", (40, None)),
        ("al menos a 40 personas", "at_least", (40, None)),
        ("más de 40 personas", "more_than", (40, None)),
        ("unas 40 personas", "about", (None, None)),
        ("cerca de 40 personas", "about", (None, None)),
        ("un centenar de personas", "about", (None, None)),
        ("casi 40 personas", "nearly", (None, 40)),
        ("hasta 40 personas", "up_to", (None, 40)),
        ("menos de 40 personas", "up_to", (None, 40)),
        ("entre 40 y 60 personas", "between", (40, 60)),
    ],
)
def test_a_spanish_hedge_says_the_bounds(text: str, qualifier: str, bounds: tuple[int | None, int | None]) -> None:
    (found,) = quantities(f"La policía detuvo a {text}", "es")
    assert (found.qualifier, found.bounds()) == (qualifier, bounds)


def test_a_hedge_binds_to_its_own_number() -> None:
    assert [found.qualifier for found in quantities("At least 3 people died, 20 were hurt and 70 were arrested")] == [
        "at_least",
        "exactly",
        "exactly",
    ]


def test_the_number_text_carries_no_hedge_and_no_noun() -> None:
    text = "Fueron detenidas más de 74 mil 861 personas"
    (found,) = quantities(text, "es")
    assert text[found.start : found.end] == "74 mil 861"


@pytest.mark.parametrize(
    "text",
    [
        "one person was arrested", "they fell by 41 percent", "a fall of 41%", "he was held for 15 days", "a boy aged 17 was held",
        "a 17-year-old was held", "it cost $1,200", "under article 42 of the code", "there were 102 homicides", "the MS-13 gang",
        "in the 15th extension", "16 weapons were seized", "40 kilograms of it", "per 100,000 inhabitants", "on the 3.2 km road",
        "https://example.org/153-deaths", "a 64-page report", "several dozen people", "at 10:30", "61 deputies voted", "since 2022",
    ],
)  # fmt: skip
def test_an_english_number_that_counts_no_people_is_left_out(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "un detenido", "bajó un 41 %", "durante 15 días", "de 45 años de edad", "costó $1,200", "el artículo 42", "hubo 102 homicidios",
        "la pandilla Barrio 18", "se decomisaron 16 armas", "por cada 100 mil habitantes", "30 años de cárcel", "la prórroga número 15",
        "recibió 1,900 denuncias", "61 votos",
    ],
)  # fmt: skip
def test_a_spanish_number_that_counts_no_people_is_left_out(text: str) -> None:
    assert quantities(text, "es") == []


@pytest.mark.parametrize("number", ["99,999,999,999,999,999,999", "9" * 5_000, "9" * 20 + " million"])
def test_a_number_that_nobody_could_be_counted_by_is_no_number_and_stops_nothing(number: str) -> None:
    assert quantities(f"They arrested at least {number} people.") == []
    assert read_number(number, EN) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("two boys, aged 14 and 15, were arrested", "en"),
        ("a daily average of 40 arrests", "en"),
        ("40 prisoners assigned to each guard", "en"),
        ("33 cases of alleged torture", "en"),
        ("el promedio diario de capturas ronda las 500", "es"),
        ("dos millones de habitantes", "es"),
    ],
)
def test_a_number_that_belongs_to_an_age_a_rate_or_another_noun_is_left_out(text: str, language: str) -> None:
    assert [quantity.low for quantity in quantities(text, language) if quantity.low > 2] == []


def test_a_thousand_that_is_said_twice_counts_once() -> None:
    assert read_number("89,000 mil", ES) == (89_000, 89_000)


def test_a_rise_up_to_a_number_does_not_bound_it() -> None:
    assert [quantity.qualifier for quantity in quantities("la población se elevó hasta 16 mil reclusos", "es")] == ["exactly"]


@pytest.mark.parametrize("text", ["held in Annex 12 of the fort", "the head of Section 61 said", "the Block 4 roof"])
def test_digits_behind_a_capital_inside_a_sentence_belong_to_the_name(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize("text", ["in Karsk 40 people were held", "Police Arrest 40 in Raid", "HELD: 40"])
def test_digits_that_count_people_do_not(text: str) -> None:
    assert [quantity.value for quantity in quantities(text)] == [40]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("room #40 was searched", "en"), ("see note_40 of it", "en"), ("the A40 was closed", "en"), ("write to watch@40.org", "en"),
        ("40kg of paper", "en"), ("40/60 of it", "en"), ("they held 40_b", "en"), ("40 arrests a day", "en"), ("the director, 43, was held", "en"),
        ("40 or so weapons were seized", "en"), ("40 of the weapons were seized", "en"), ("in 2019 it rained", "en"),
        ("several dozen arrests", "en"), ("el 40º día", "es"), ("la directora, 43, fue detenida", "es"), ("40 capturas al día", "es"),
        ("die 15. Verlängerung der Haft", "de"),
    ],
)  # fmt: skip
def test_the_neighbours_of_a_number_say_that_it_counts_nobody(text: str, language: str) -> None:
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("40people were held", "en", 40), ("40 were arrested in a week", "en", 40), ("2019 people were arrested", "en", 2019),
        ("40 armed men with weapons were held", "en", 40), ("40 arrested; a month later all were free", "en", 40),
        ("dozen arrests", "en", 12), ("Verhaftet wurden 40.", "de", 40), ("40 en casas con armas", "es", 40),
    ],
)  # fmt: skip
def test_the_neighbours_of_a_number_may_leave_it_a_count(text: str, language: str, value: int) -> None:
    assert [quantity.value for quantity in quantities(text, language)] == [value]


@pytest.mark.parametrize(
    ("text", "language", "hedged", "number", "words"),
    [
        ("Police arrested at least 40 people", "en", (2, 4), (4, 4), "at least"),
        ("Police arrested 40 or more people", "en", (2, 4), (2, 2), "or more"),
        ("La policía detuvo al menos a 40 personas", "es", (3, 6), (6, 6), "al menos"),
        ("Fueron detenidas más de 74 mil personas", "es", (2, 5), (4, 5), "más de"),
        ("Police arrested two dozen people", "en", (2, 3), (2, 3), None),
    ],
)
def test_a_quantity_lies_where_its_words_stand(text: str, language: str, hedged: tuple[int, int], number: tuple[int, int], words: str | None) -> None:
    (found,) = quantities(text, language)
    assert ((found.from_token, found.to_token), (found.first, found.last)) == (hedged, number)
    assert [because.words for because in found.because[1:]] == ([] if words is None else [words])


def test_a_range_is_one_quantity_with_two_ends() -> None:
    text = "Police arrested between 40 and 60 people, and 12 others"
    one, two = quantities(text)
    assert (text[one.start : one.end], one.low, one.high, one.value, one.qualifier) == ("between 40 and 60", 40, 60, None, "between")
    assert ((one.first, one.last), (one.from_token, one.to_token)) == ((2, 5), (2, 5))
    assert two.value == 12


def test_what_says_something_else_is_no_quantity() -> None:
    text = "On 3 May they held 40"
    assert [quantity.value for quantity in find_quantities(View(text, EN), [(3, 8)])] == [40]
    assert [quantity.value for quantity in find_quantities(View(text, EN), [(19, 21)])] == [3]
