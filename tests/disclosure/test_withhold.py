"""The rules one by one, on invented people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.disclosure.known import Known
from orchestration.disclosure.spans import MASK, Span, apart, masked
from orchestration.disclosure.withhold import withhold, words_withheld


def shown(text: str, known: Known) -> str:
    return masked(text, withhold(text, known))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mother of Marta Quill asked.", "The mother of █████ █████ asked."),
        ("El detenido, de iniciales J. M. R., tenía 19 años.", "El detenido, de iniciales ██ ██ ██, tenía 19 años."),
        ("Alias «El Zurdo» sigue preso.", "Alias «██ █████» sigue preso."),
        ("He is known as Mariona in the press.", "He is known as Mariona in the press."),
        ("Llamó al 7012-8834 el lunes.", "Llamó al █████████ el lunes."),
        ("They held 83,000 people from 2022-2024.", "They held 83,000 people from 2022-2024."),
        ("Su DUI es 03847561-9.", "Su DUI es ██████████."),
        ("Su correo es ana@posta.example hoy.", "Su correo es █████████████████ hoy."),
        ("muere juan pérez en la cárcel", "muere ████ █████ en la cárcel"),
        ("Hubo 900 capturas en la Calle 5 de Noviembre.", "Hubo 900 capturas en la Calle 5 de Noviembre."),
    ],
)
def test_what_names_a_person_is_masked_and_the_rest_keeps_its_place(known: Known, text: str, expected: str) -> None:
    assert shown(text, known) == expected
    assert len(expected) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "President Tilda Marrow said 75,000 people had been arrested.",
        "El ministro de Seguridad, Abel Tirado, habló de 600 capturas diarias.",
        "Abel Tirado, fiscal general, archivó 142 casos.",
        "The Morning Paper counts 300 deaths.",
    ],
)
def test_whoever_holds_a_public_office_stays_and_so_does_a_source(known: Known, text: str) -> None:
    assert shown(text, known) == text


def test_a_spokesperson_stays_with_an_institution_and_not_without_one(known: Known) -> None:
    assert MASK not in shown("La vocera de Cristosal, Berta Tirado, dio la cifra.", known)
    assert MASK in shown("La vocera, Berta Tirado, dio la cifra.", known)


def test_whoever_is_named_once_is_found_again_by_the_surname_alone(known: Known) -> None:
    first, again = "Murió Rutilio Guardado en su celda.", "Guardado tenía 30 años."
    words = words_withheld(first, withhold(first, known), known)
    assert "guardado" in words
    assert shown(again, known.with_repeated(words)) == f"{MASK * 8} tenía 30 años."


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"[BDFGKLMNPRSTVZ][aeiou][bdfgklmnprstvz]{1,2}[aeiou][xkqwz]{2}", fullmatch=True))
def test_a_capitalised_word_that_nobody_knows_is_withheld_inside_a_sentence(known: Known, name: str) -> None:
    assert MASK * len(name) in shown(f"On Monday the guards struck {name} twice.", known)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_the_filter_fail_or_move_a_character(known: Known, text: str) -> None:
    spans = withhold(text, known)
    hidden = masked(text, spans)
    assert len(hidden) == len(text)
    assert all(one == two or two == MASK for one, two in zip(text, hidden, strict=True))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_stretches_that_overlap_are_set_apart() -> None:
    spans = [Span(4, 9, "name", "b"), Span(0, 6, "phone", "a"), Span(5, 6, "name", "c")]
    assert apart(spans) == [Span(0, 6, "phone", "a"), Span(6, 9, "name", "b")]
