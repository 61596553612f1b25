"""What is public in a context is data, and what is wrong with it is said."""

from pathlib import Path

import pytest

from orchestration import contexts
from orchestration.contexts import disclosure


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(disclosure, "files", lambda _: tmp_path)
    (tmp_path / "al").mkdir()
    return tmp_path


def test_every_context_and_what_holds_for_all_of_them_load() -> None:
    assert disclosure.of_all().places
    assert {disclosure.of_context(code).phone_region for code in contexts.available()} == {"BR", "GB", "SV", "US"}


@pytest.mark.usefixtures("folder")
def test_a_context_without_the_file_makes_nothing_public() -> None:
    assert disclosure.of_context("al") == disclosure.Disclosure()


@pytest.mark.parametrize(
    ("text", "fault"),
    [("identifiers: {card: '['}\n", "no regular expression"), ("phone_region: Land\n", "phone_region"), ("people: a|b\n", "people")],
)
def test_what_is_not_understood_is_named(folder: Path, text: str, fault: str) -> None:
    (folder / "al" / "disclosure.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"al/disclosure.yml.*{fault}"):
        disclosure.of_context("al")
