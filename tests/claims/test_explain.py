"""Why a claim is what it is: every rule has a meaning, and every explanation rests on words of the text."""

import re
from pathlib import Path
from typing import Any

import pytest

from orchestration import claims
from orchestration.claims.explain import meaning, readable, why
from orchestration.claims.extract import extract
from orchestration.claims.reading import Reading, Sentence
from orchestration.languages import load
from orchestration.model.vocabulary import POPULATIONS, QUALIFIERS, SERIES_MEASURES, STANCES


def read(text: str, published_on: str | None = "2022-06-14") -> Reading:
    (reading,) = extract([Sentence(0, text)], lexicon=load("en"), published_on=published_on)
    return reading


def words(reading: Reading) -> dict[str, str]:
    return {item["field"]: item["words"] for item in why(reading) if item["words"]}


def test_every_field_says_the_words_that_decided_it() -> None:
    reading = read("According to the Watch, at least 40 women have been arrested since 3 May 2022.")
    assert words(reading) == {
        "value": "40",
        "qualifier": "at least",
        "measure": "been arrested",
        "basis": "3 May 2022",
        "period": "3 May 2022",
        "population": "women",
        "origin": "According to",
    }


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("Police arrested 40 or more people on Sunday.", "qualifier", "or more"),
        ("Some two dozen people were arrested on Sunday.", "qualifier", "Some"),
        ("Police arrested between 40 and 50 people.", "value", "between 40 and 50"),
        ("So far 40 people were arrested.", "basis", "So far"),
        ("The government plans to release 40 prisoners.", "stance", "plans"),
        ("The crackdown has led to the arrest of 40 people.", "basis", "has led to"),
        ("The police hold 300 inmates in North Gate Prison.", "place", "North Gate Prison"),
        ("The ministry estimates that 40 people were arrested.", "qualifier", "estimates"),
    ],
)
def test_the_words_are_those_of_the_text(text: str, field: str, told: str) -> None:
    assert words(read(text))[field] == told


def test_a_part_says_of_which_figure_it_is_one() -> None:
    found = extract([Sentence(0, "Police arrested 80 people on Sunday, including 14 women.")], lexicon=load("en"), published_on="2022-06-14")
    assert {item["words"] for item in why(found[1]) if item["rule"] == "measure.part"} == {"80"}


def test_what_no_word_decided_says_so() -> None:
    items = {item["field"]: item for item in why(read("Police arrested 40 people."))}
    assert (items["qualifier"]["rule"], items["qualifier"]["meaning"]) == (None, "no hedge stands by the number")
    assert items["origin"]["meaning"] == "nobody is credited"
    assert items["period"]["meaning"] == "no date is said: the publication date stands in, where it is known"


def rules_in_code() -> set[str]:
    folder = Path(claims.__file__).parent
    found = {
        rule
        for path in folder.glob("*.py")
        if path.stem not in ("explain", "confidence")
        for rule in re.findall(r'f?"((?:\w+\.)+[\w{}]+)"', path.read_text("utf-8"))
    }
    families = ("quantity", "qualifier", "measure", "basis", "period", "population", "place", "stance", "origin")
    return {rule for rule in found if rule.startswith(tuple(f"{family}." for family in families))}


def test_every_rule_of_the_code_has_a_meaning() -> None:
    found = rules_in_code()
    assert {"basis.since", "origin.speaks", "measure.part", "period.implied"} <= found
    codes = {"measure": SERIES_MEASURES, "qualifier": QUALIFIERS, "population": POPULATIONS, "stance": STANCES}
    for rule in found:
        roles = ("counted", "weak", "before", "after") if "{role}" in rule else ("",)
        for code in codes.get(rule.split(".")[0], ("",)):
            for role in roles:
                assert meaning(re.sub(r"\{(?!role)\w+\}", code, rule).replace("{role}", role))


def test_a_rule_that_nobody_described_has_no_meaning() -> None:
    with pytest.raises(KeyError):
        meaning("colour.blue")


def test_people_read_the_sentence_and_its_reasons() -> None:
    reading = read("At least 40 women were arrested on Sunday.")
    claim: dict[str, Any] = vars(reading) | {"why": why(reading)}
    shown = readable({"id": "a", "claims": [claim], "not_asserted": []})
    assert shown.splitlines()[0] == "a: 1 claim"
    assert "  At least 40 women were arrested on Sunday." in shown
    assert 'qualifier    at_least                 a hedge before the number: "At least"' in shown
    assert readable({"id": "b", "claims": [], "not_asserted": []}) == "b: no claims\n"
