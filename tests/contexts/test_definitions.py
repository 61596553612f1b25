"""Definition cards: what they may say, that unknown stays unknown, and that the cards of the package rest on documents of the record."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from a_land import DEFINITIONS

from orchestration import contexts
from orchestration.model.context import ANSWERS, ASPECTS, Definition
from orchestration.model.vocabulary import SERIES_MEASURES


def answers(folder: Path) -> dict[tuple[str, str | None, str], tuple[str, list[str]]]:
    table = Definition.validate(contexts.tables([contexts.load(folder.name)]).definitions)
    return {(row.origin_id, row.since, row.aspect): (row.answer, row.stated_in) for row in table.itertuples()}


def test_a_card_answers_every_aspect_of_its_measure_and_what_nobody_said_is_unknown(folder: Path) -> None:
    found = answers(folder)
    of_deaths = {aspect for aspect, asked in ASPECTS.items() if "custodial_deaths" in asked.measures}
    assert {aspect for origin, since, aspect in found if (origin, since) == ("al_watch", None)} == of_deaths
    assert found["al_watch", None, "newborns"] == ("no", ["A-1"])
    assert found["al_watch", "2020-06-20", "newborns"] == ("yes", ["A-2", "ngo_reports/watch/2020_year"])
    assert [key for key, said in found.items() if key[2] != "newborns" and said != ("unknown", [])] == []


def test_a_family_may_have_a_card_without_a_single_answer(folder: Path) -> None:
    assert {said[0] for (origin, *_), said in answers(folder).items() if origin == "al_state"} == {"unknown"}


@pytest.mark.parametrize(("old", "new", "words"), [
    ("answer: no", "answer: unknown", ["definitions.watch.custodial_deaths.0.counts.newborns.answer"]),
    ("stated_in: [A-1]", "stated_in: []", ["newborns.stated_in"]),
    (", stated_in: [A-1]", "", ["newborns.stated_in", "Field required"]),
    ("newborns: {answer: no", "people: {answer: no", ["watch", "custodial_deaths", "people is no aspect of this measure"]),
    ("newborns: {answer: no", "repeated_arrests: {answer: no", ["custodial_deaths", "repeated_arrests is no aspect of this measure"]),
    ("  custodial_deaths:", "  complaints:", ["definitions.watch.complaints"]),
    ("state:", "stranger:", ["definitions.yml", "stranger", "neither an origin nor a family"]),
    ("since: 2020-06-20", "since: 2020-06", ["since"]),
    ("    - since: 2020-06-20\n      counts", "    - counts", ["watch", "custodial_deaths", "oldest first"]),
    ("    - counts:\n        newborns: {answer: no", "    - since: 2020-07-01\n      counts:\n        newborns: {answer: no", ["oldest first"]),
    ("    - counts: {}\n", "", ["definitions.state.arrests"]),
    ("counts: {}", "counts: {}\n      colour: red", ["colour", "Extra inputs"]),
])  # fmt: skip
def test_a_card_that_is_not_understood_stops_with_its_place(folder: Path, old: str, new: str, words: list[str]) -> None:
    assert old in DEFINITIONS
    (folder / "definitions.yml").write_text(DEFINITIONS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"orchestration/contexts/al") as caught:
        contexts.load("al")
    assert [word for word in words if word not in str(caught.value)] == []


def test_every_aspect_can_be_asked_of_a_measure_that_has_a_series() -> None:
    assert [aspect for aspect, asked in ASPECTS.items() if not asked.measures or set(asked.measures) - set(SERIES_MEASURES)] == []


def sources() -> Iterator[tuple[str, str, str]]:
    """Every document that a card or a rhythm of the package names: context, where it is named, the document."""
    for code in contexts.available():
        tables = contexts.tables([contexts.load(code)])
        for place, named in [*tables.definitions[["definition_id", "stated_in"]].to_numpy(), *tables.rhythms[["rhythm_id", "stated_in"]].to_numpy()]:
            yield from ((code, place, document) for document in named)
        remarks = [*tables.definitions["remark"].dropna().unique(), *tables.rhythms["ground"]]
        yield from ((code, "a remark", document) for remark in remarks for document in re.findall(r"\b[A-Z]\d{3}-\d{2}\b", remark))


def test_every_document_that_is_named_is_in_the_record(root: Path) -> None:
    missing = []
    for code, place, document in sources():
        codings = root / "raw" / "codings" / contexts.load(code).codings
        with codings.open(encoding="utf-8", newline="") as lines:
            known = {row["coding_id"] for row in csv.DictReader(lines)}
        if document not in known and not (root / "raw" / document / "capture.yml").is_file():
            missing.append((place, document))
    assert missing == []


def test_the_page_on_comparability_defines_every_aspect_and_answer(root: Path) -> None:
    page = (root / "docs" / "methods" / "comparability.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE))
    assert rows == {aspect: asked.words for aspect, asked in ASPECTS.items()}
    assert [answer for answer in ANSWERS if f"`{answer}`" not in page] == []
