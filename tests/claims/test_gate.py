"""The quick look passes every text that states a figure, and few others."""

import pytest

from orchestration.claims.gate import may_have_number, may_state_figures
from orchestration.languages import available, load


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police ARRESTED 40 people."),
        ("en", "Two dozen were set\nfree."),
        ("en", "Two dozen were set\u00a0free."),
        ("en", "Two dozen were set\u2028free."),
        ("en", "Two dozen were set\x85free."),
        ("en", "Arrested: forty."),
        ("es", "La policía detuvo a treinta personas."),
        ("es", "DETENCION de 40"),
        ("pt", "Foram soltos 40 presos."),
        ("fr", "L’arrestation d’une vingtaine de personnes"),
        ("de", "Die Polizei nahm zweiundvierzig Menschen fest."),
        ("en", "Police arrested ٤٠ people."),
        ("es", "DETENCIÓN de 40"),
        ("es", "detençion de 40"),
    ],
)
def test_a_number_and_a_word_of_detention_pass(language: str, text: str) -> None:
    assert may_state_figures(text, load(language))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Police arrested a man.",
        "The museum bought 40 paintings.",
        "A uniform for 40 scouts",
        "Forty jailbirds sang",
        "The minister spoke of reform.",
        "< 40 & 50 >",
    ],
)
def test_a_text_without_one_of_them_does_not(text: str) -> None:
    assert not may_state_figures(text, load("en"))


@pytest.mark.parametrize("text", ["police arre\u00adsted 40 people", "<p>fo<b>rty</b> arre<b>sted</b></p>", "4&#48; people dete&shy;nues"])
def test_what_may_hide_its_words_passes(text: str) -> None:
    assert may_state_figures(text, load("en"))


def test_a_number_alone_is_enough_behind_a_figure() -> None:
    assert may_have_number("Of these, fourteen were women.", load("en"))
    assert not may_have_number("Of these, one was a woman.", load("en"))


@pytest.mark.parametrize("language", available())
def test_every_phrase_of_detention_passes_beside_a_number(language: str) -> None:
    lexicon = load(language)
    phrases = [phrase for triggers in lexicon.measures.values() for _, wordings in triggers for phrase in wordings]
    texts = [f"40 {phrase.replace('…', ' ').replace('*', '')} 40" for phrase in phrases]
    assert [text for text in texts if not may_state_figures(text, lexicon)] == []


@pytest.mark.parametrize("language", available())
def test_every_number_word_above_one_passes(language: str) -> None:
    numbers = load(language).numbers
    words = [word for table in (numbers.small, numbers.scales, numbers.collectives, numbers.fixed) for word, value in table.items() if value > 1]
    assert [word for word in words if not may_have_number(word, load(language))] == []


def test_half_a_character_hides_nothing() -> None:
    assert may_state_figures("Police \ud800 arrested 40 people.", load("en"))


@pytest.mark.parametrize("language", available())
def test_what_is_looked_for_in_one_pass_fits_into_its_memory(language: str, capfd: pytest.CaptureFixture[str]) -> None:
    lexicon = load(language)
    phrases = [phrase for triggers in lexicon.measures.values() for _, wordings in triggers for phrase in wordings]
    for ending in ("", "x", "é", "…"):
        for phrase in phrases:
            may_state_figures(f"“{phrase[:-1]}{ending} {phrase.upper()[1:]}", lexicon)
    assert "out of memory" not in capfd.readouterr().err
