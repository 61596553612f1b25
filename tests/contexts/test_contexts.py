"""The loader of contexts on folders of our own, and the contexts that ship with the package."""

from pathlib import Path

import pytest
from a_land import CONTEXT, FACILITIES, ORIGINS

from orchestration import contexts
from orchestration.model.context import Context, Definition, Facility, Origin, Rhythm


def test_a_complete_folder_is_a_context(folder: Path) -> None:
    assert contexts.available() == (folder.name,)
    card = contexts.load("al")
    assert (card.code, card.country, card.starts_on, card.codings) == ("al", "A Land", "2020-01-01", "a_land.csv")
    assert card.origins["watch"].names == ("watch", "the watch")
    assert card.facilities["north"].locality is None


def test_a_folder_without_its_card_is_no_context(folder: Path) -> None:
    (folder / "context.yml").unlink()
    assert contexts.available() == ()


@pytest.mark.parametrize(("file", "text", "words"), [
    ("context", CONTEXT + "colour: red\n", ["al", "colour", "Extra inputs"]),
    ("context", CONTEXT + "code: zz\n", ["al/context.yml", "code", "does not belong in this file"]),
    ("context", CONTEXT + "origins:\n", ["al/context.yml", "origins", "does not belong in this file"]),
    ("context", CONTEXT + "rhythms:\n", ["al/context.yml", "rhythms", "does not belong in this file"]),
    ("context", CONTEXT.replace("country: A Land\n", ""), ["al", "country", "Field required"]),
    ("context", CONTEXT.replace("2020-01-01", "2020-01"), ["al", "starts_on"]),
    ("context", CONTEXT.replace("2019-12-31", "2019-12-32"), ["al", "counts_from"]),
    ("context", CONTEXT.replace("a_land.csv", "../a_land.csv"), ["al", "codings"]),
    ("context", CONTEXT + "name: twice\n", ["al/context.yml", "line 1", "said twice: name"]),
    ("origins", ORIGINS.replace("  kind: ngo\n", "  kind: ngo\n  colour: red\n"), ["al", "origins.watch.colour", "Extra inputs"]),
    ("origins", ORIGINS.replace("kind: ngo", "kind: blog"), ["al", "origins.watch.kind"]),
    ("origins", ORIGINS.replace("documented", "counted"), ["al", "origins.watch.coverage"]),
    ("origins", ORIGINS.replace("- the watch", "- The Watch"), ["al", "watch", "'The Watch'", "lower case"]),
    ("origins", ORIGINS.replace("- the watch", "- ministry of the interior"), ["al", "'ministry of the interior'", "both ministry and watch"]),
    ("origins", ORIGINS.replace("watch:\n  name", "watch it:\n  name"), ["al", "origins.watch it"]),
    ("origins", ORIGINS + "watch: &a\n  name: *a\n", ["al/origins.yml", "alias"]),
    ("facilities", FACILITIES + "  size: 12\n", ["al", "facilities.north.size", "Extra inputs"]),
    ("facilities", "- north\n", ["al/facilities.yml", "line 1", "key: value"]),
    ("facilities", "north: [\n", ["al/facilities.yml", "line "]),
])  # fmt: skip
def test_a_folder_that_is_not_understood_stops_with_its_place(folder: Path, file: str, text: str, words: list[str]) -> None:
    (folder / f"{file}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"orchestration/contexts/al") as caught:
        contexts.load("al")
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_card_that_is_not_utf8_stops(folder: Path) -> None:
    (folder / "origins.yml").write_bytes(b"watch:\n  name: \xff\n")
    with pytest.raises(ValueError, match=r"contexts/al/origins.yml.*utf-8"):
        contexts.load("al")


def test_the_keys_of_the_tables_name_the_context(folder: Path) -> None:
    card = contexts.load(folder.name)
    tables = contexts.tables([card])
    assert list(tables.contexts["context_id"]) == ["al"]
    assert list(tables.origins["origin_id"]) == ["al_ministry", "al_watch"]
    assert list(tables.origins["family"]) == ["al_state", "al_watch"]
    assert list(tables.facilities["facility_id"]) == ["al_north"]
    assert set(tables.definitions["origin_id"]) == {"al_state", "al_watch"}
    assert set(tables.rhythms["origin_id"]) == {"al_state"}


@pytest.mark.parametrize("code", contexts.available())
def test_every_context_of_the_package_loads_into_its_tables(code: str) -> None:
    card = contexts.load(code)
    assert card.counts_from <= card.starts_on
    for model, table in zip((Context, Origin, Facility, Definition, Rhythm), contexts.tables([card]), strict=True):
        model.validate(table)
