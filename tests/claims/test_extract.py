"""The extractor as a whole: golden documents, offsets, what a sentence inherits, and that no text makes it fail."""

from dataclasses import fields
from pathlib import Path

import pytest
import sentencex
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.claims.extract import extract
from orchestration.claims.quantity import read_number
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import available, load
from orchestration.model import strict_yaml
from orchestration.model.vocabulary import BASES, COUNT_UNITS, POPULATIONS, QUALIFIERS, SERIES_MEASURES, STANCES

GOLDEN = Path(__file__).parents[1] / "golden"
LANGUAGES = available()


def read(text: str, language: str = "en", published_on: str | None = "2022-06-14") -> list[Reading]:
    bounds = sentencex.get_sentence_boundaries(language, text)
    sentences = [Sentence(bound["start_index"], text[bound["start_index"] : bound["end_index"]]) for bound in bounds]
    return extract(sentences, lexicon=load(language), published_on=published_on)


def _misread(path: Path) -> list[pytest.MarkDecorator]:
    """A golden document that says how it is ``misread`` has to fail until it is read."""
    reason = strict_yaml.parse(path.with_suffix(".yml").read_text(encoding="utf-8")).get("misread")
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem, marks=_misread(path)) for path in sorted(GOLDEN.glob("*.md"))])
def test_a_golden_document_reads_as_the_guide_says(path: Path) -> None:
    expected = strict_yaml.parse(path.with_suffix(".yml").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    found = read(text, path.stem[:2], expected["published_on"])
    asked = [{key: _text(getattr(reading, key)) for key in claim} for claim, reading in zip(expected["claims"], found, strict=False)]
    assert asked == expected["claims"]
    assert len(found) == len(expected["claims"]), [reading.number_text for reading in found]


def _text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_every_offset_points_at_what_is_quoted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for reading in read(text, path.stem[:2]):
        assert text[reading.char_start : reading.char_end] == reading.quote_text
        assert text[reading.number_start : reading.number_start + len(reading.number_text)] == reading.number_text


def test_a_document_without_sentences_states_nothing() -> None:
    assert extract([], lexicon=load("en"), published_on=None) == []


def test_a_part_counted_in_the_next_sentence_inherits_measure_and_window() -> None:
    _, part = read("Police arrested 80 people on Sunday. Of these, 14 were women.")
    assert (part.measure, part.value, part.population, part.period_end) == ("arrests", 14, "women", "2022-06-12")


def test_an_anaphor_carries_the_origin_to_the_next_sentence() -> None:
    first, second = read("The Open Cells Network said that 40 inmates have died. It also said that 900 people were arrested.")
    assert (first.origin, second.origin) == ("Open Cells Network", "Open Cells Network")


def test_nobody_is_credited_when_the_text_credits_nobody() -> None:
    assert [reading.origin for reading in read("At least 40 inmates have died in prison since March 2021.")] == [None]


def test_a_figure_told_twice_in_one_sentence_is_one_figure() -> None:
    assert len(read("The 143 deaths in prison were examined, and all 143 deaths in prison were found to be natural.")) == 1


def test_the_publication_date_stands_in_only_for_a_running_total_and_a_current_stock() -> None:
    total, stock = read("So far 900 people have been arrested. The prison holds 300 inmates.", published_on="2022-06")
    assert (total.period_end, total.period_is_implied) == ("2022-06", True)
    assert (stock.period_end, stock.period_is_implied) == ("2022-06", True)
    (unknown,) = read("So far 900 people have been arrested.", published_on=None)
    assert (unknown.period_end, unknown.period_is_implied) == (None, False)


def test_confidence_is_higher_when_the_words_decide_more() -> None:
    (bare,) = read("Police arrested 40 people.")
    (full,) = read("According to the ministry, at least 40 people have been arrested since 3 May 2022 and until 1 June 2022.")
    assert 0 < bare.confidence < full.confidence <= 1


def test_a_web_address_states_nothing() -> None:
    assert read("Fuente: <https://example.org/2023/muertes-bajo-custodia-153-muertes>", "es") == []


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200))
def test_no_text_makes_it_fail(language: str, text: str) -> None:
    for reading in extract([Sentence(7, text)], lexicon=load(language), published_on="2022-06-14"):
        assert text[reading.number_start - 7 : reading.number_start - 7 + len(reading.number_text)] == reading.number_text


WORDS = {
    "en": "police arrested released people died in custody at least between and 40 71,776 dozen hundred since March 2022 according to the Ministry"
    " said , . of them were women May 31 - % ( )",
    "es": "policía detuvo a liberadas personas murieron en custodia al menos entre y 40 71.776 dos mil docena desde marzo 2022 según el Ministerio"
    " dijo , . de ellas mujeres hasta 31 - % treinta cien",
    "pt": "polícia prendeu a libertadas pessoas morreram sob custódia pelo menos entre e 40 71.776 dois mil dúzia desde março 2022 segundo o"
    " Ministério disse , . delas mulheres até 31 - % trinta duzentos",
    "fr": "police arrêté l'arrestation d'environ libérées personnes mortes en détention au moins entre et 40 71.776 deux mille douzaine depuis mars"
    " 2022 selon le ministère a dit , . d'entre elles femmes jusqu'au 31 - % quatre-vingt-dix cents",
    "de": "Polizei nahm fest freigelassen Menschen starben in Haft mindestens zwischen und 40 71.776 zweitausend Dutzend seit März 2022 laut"
    " Ministerium sagte , . davon Frauen bis 31 - % dreiundvierzig hundert",
}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_words_in_any_order_give_only_complete_readings(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language].split()), max_size=30)))
    for reading in extract([Sentence(3, text)], lexicon=load(language), published_on="2023-01"):
        assert reading.number_text in reading.quote_text
        assert text[reading.number_start - 3 : reading.number_start - 3 + len(reading.number_text)] == reading.number_text
        assert read_number(reading.number_text, load(language)) == _said(reading)
        assert (reading.measure in SERIES_MEASURES, reading.basis in BASES, reading.qualifier in QUALIFIERS) == (True, True, True)
        assert (reading.population in POPULATIONS, reading.stance in STANCES) == (True, True)
        assert reading.count_unit in (None, *COUNT_UNITS)
        assert reading.period_end is None or reading.period_end[:4] <= "2023"
        assert reading.rules
        assert 0 < reading.confidence <= 1


def _said(reading: Reading) -> tuple[int | None, int | None]:
    return (reading.value_low, reading.value_high) if reading.value is None else (reading.value, reading.value)


def test_reading_is_deterministic() -> None:
    text = "According to the ministry, between 40 and 60 people were detained on Sunday, including 12 women."
    assert read(text) == read(text)
    assert {field.name for field in fields(Reading)} >= {"because", "confidence"}


PROSE = {
    "en": "According to the Open Cells Network, at least 71,776 people have been arrested since 3 May 2021. Of these, two dozen were women. "
    'It said that "between 40 and 60 inmates" died in prison.',
    "es": "Según la Red Celdas Abiertas, al menos 71.776 personas han sido detenidas desde mayo de 2021. De ellas, dos docenas eran mujeres. "
    'También dijo que "entre 40 y 60 reos" murieron en prisión.',
}
FIGURES = ("measure", "value", "value_low", "value_high", "qualifier", "basis", "period_start", "period_end", "population", "origin", "stance")


def figures(text: str, language: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(reading, name) for name in FIGURES) for reading in read(text, language)]


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"', "“"),
        ('"', "«"),
        (" people", "\u00a0people"),
        (" personas", "\u00a0personas"),
        (" and ", "\u202fand\u202f"),
        (" de ", "\u00a0de\u00a0"),
        (" ", "\n"),
    ],
)
def test_typography_changes_nothing(language: str, written: str, instead: str) -> None:
    assert figures(PROSE[language].replace(written, instead), language) == figures(PROSE[language], language)


@pytest.mark.parametrize("language", PROSE)
def test_the_case_of_the_first_letter_changes_nothing(language: str) -> None:
    text = PROSE[language]
    assert figures(text[0].lower() + text[1:], language) == figures(text, language)


@pytest.mark.parametrize(("language", "idle"), [("en", "The market reopened in the rain."), ("es", "El mercado volvió a abrir bajo la lluvia.")])
def test_a_sentence_without_numbers_before_or_behind_changes_nothing(language: str, idle: str) -> None:
    text = PROSE[language]
    assert figures(f"{idle} {text} {idle}", language) == figures(text, language)


@given(st.permutations(range(3)))
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    texts = [PROSE["en"], "Police arrested 40 people.", "Of these, 14 were women."]
    assert [figures(texts[at], "en") for at in order] == [[figures(text, "en") for text in texts][at] for at in order]
