"""Lexicons: every language loads, says nothing unknown, and names nobody."""

from pathlib import Path

import pytest
import yaml

from orchestration import languages
from orchestration.languages import available, load, parse
from orchestration.model.vocabulary import SERIES_MEASURES

FOLDER = Path(languages.__file__).parent


@pytest.mark.parametrize("code", available())
def test_every_language_has_words_for_every_series_measure(code: str) -> None:
    lexicon = load(code)
    assert lexicon.code == code
    assert set(lexicon.measures) == set(SERIES_MEASURES)
    assert all(triggers.before and triggers.after for triggers in lexicon.measures.values())


def test_english_and_spanish_are_available() -> None:
    assert {"en", "es"} <= set(available())


def test_a_lexicon_is_loaded_once() -> None:
    assert load("en") is load("en")


def test_an_unknown_language_is_refused_with_the_ones_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"no lexicon for 'xx'.*en, es"):
        load("xx")


def test_an_unknown_key_stops_with_its_name() -> None:
    text = (FOLDER / "en.yml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"en\.yml: colour: Extra inputs"):
        parse(text + "\ncolour: [red]\n", name="en.yml")


def test_an_unknown_code_of_a_closed_list_stops_with_its_name() -> None:
    text = (FOLDER / "en.yml").read_text(encoding="utf-8").replace("  up_to: [up to, as many", "  upto: [up to, as many")
    with pytest.raises(ValueError, match=r"hedges\.before: .*upto is not one of"):
        parse(text, name="en.yml")


def test_text_that_is_no_yaml_stops_with_the_line() -> None:
    with pytest.raises(ValueError, match=r"en\.yml: line 1: said twice"):
        parse("code: en\ncode: en\n", name="en.yml")


@pytest.mark.parametrize("code", available())
def test_a_lexicon_has_no_names(code: str) -> None:
    words = [word for phrase in _phrases(yaml.safe_load((FOLDER / f"{code}.yml").read_text(encoding="utf-8"))) for word in phrase.split()]
    assert [word for word in words if word[0].isupper()] == []


def _phrases(node: object) -> list[str]:
    if isinstance(node, dict):
        return [phrase for key, value in node.items() for phrase in [*_phrases(key), *_phrases(value)]]
    if isinstance(node, list):
        return [phrase for item in node for phrase in _phrases(item)]
    return [node] if isinstance(node, str) else []
