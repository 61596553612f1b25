"""What the pages say, in each language."""

from typing import Any

import pytest

from orchestration.explorer.phrases import LOCALES, load
from orchestration.model import vocabulary
from orchestration.model.withheld import WITHHELD_KINDS


def shape(texts: Any) -> Any:
    if isinstance(texts, dict):
        return {key: shape(value) for key, value in texts.items()}
    return [shape(one) for one in texts] if isinstance(texts, list) else str


def test_the_catalogues_of_all_languages_have_the_same_texts() -> None:
    shapes = [shape(load(language).texts) for language in LOCALES]
    assert all(one == shapes[0] for one in shapes)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("measures", vocabulary.MEASURES),
        ("populations", vocabulary.POPULATIONS),
        ("qualifiers", vocabulary.QUALIFIERS),
        ("bases", vocabulary.BASES),
        ("kinds", vocabulary.ACTOR_KINDS),
        ("coverages", vocabulary.COVERAGES),
        ("review_statuses", vocabulary.REVIEW_STATUSES),
        ("methods", vocabulary.METHODS),
        ("text_kinds", vocabulary.TEXT_KINDS),
        ("obs", vocabulary.OBS_STATUSES),
        ("withheld_kinds", WITHHELD_KINDS),
    ],
)
def test_every_code_of_a_closed_list_has_its_words(language: str, group: str, codes: tuple[str, ...]) -> None:
    assert set(load(language).texts[group]) == set(codes)


@pytest.mark.parametrize(
    ("language", "low", "high", "said"),
    [
        ("en", 153, 261, "between 153 and 261"),
        ("en", 153, None, "at least 153"),
        ("es", None, 1261, "como mucho 1,261"),
        ("es", 7, 7, "7"),
        ("en", None, None, "no bound"),
        ("en", 0, None, "at least 0"),
    ],
)
def test_a_range_says_which_of_its_ends_are_known(language: str, low: int | None, high: int | None, said: str) -> None:
    assert load(language).range(low, high) == said


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high", "said"),
    [
        ("about", 1500, None, None, "about 1,500"),
        ("between", None, 10_000, 20_000, "between 10,000 and 20,000"),
        ("between", None, None, None, "number withheld"),
        ("exactly", None, None, None, "number withheld"),
    ],
)
def test_only_a_claim_without_any_number_has_its_number_withheld(
    qualifier: str, value: int | None, low: int | None, high: int | None, said: str
) -> None:
    assert load("en").value({"qualifier": qualifier, "value": value, "value_low": low, "value_high": high}) == said


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("count", "form"), [(1, "one"), (2, "other"), (1_000_000, "other")])
def test_every_count_has_its_form(language: str, count: int, form: str) -> None:
    assert load(language).form({"one": "one", "other": "other"}, count) == form


@pytest.mark.parametrize(("said", "shown"), [("2031", "2031"), ("2031-05", "May 2031"), ("2031-05-09", "9 May 2031"), (None, "")])
def test_a_date_is_shown_as_precisely_as_it_is_known(said: str | None, shown: str) -> None:
    assert load("en").day(said) == shown


def test_a_text_that_no_catalogue_has_stops_the_build() -> None:
    with pytest.raises(KeyError):
        load("en").say("words.nonsense")
