"""No word of a source gets out of a page of the explorer."""

import csv
import json
import re
from pathlib import Path

import pytest
from built_site import built, pages
from hostile_release import write_hostile
from world import World


@pytest.fixture(scope="module")
def hostile(disputed: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a release in which every free text ends in what wants to break out."""
    base = tmp_path_factory.mktemp("hostile")
    write_hostile(disputed.releases, base / "releases")
    return built(base / "releases", base)


def test_no_word_of_a_source_becomes_markup_a_script_or_an_address(hostile: Path) -> None:
    marked = 0
    for path, page in pages(hostile).items():
        text = (hostile / path).read_text(encoding="utf-8")
        marked += text.count("window.hit")
        assert not [name for element in page.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")], path
        assert all(
            address.startswith(("http://", "https://", "../", "#")) or re.fullmatch(r"[\w/#.-]+", address)
            for address in page.xpath("//@href | //@src")
        ), path
        assert all(script.get("src") or script.get("type") == "application/json" for script in page.iter("script")), path
        assert "49" not in {cell.text_content() for cell in page.iter("td")}, path
    assert marked > 100


def test_no_word_of_a_source_gets_out_of_the_data_of_a_page_or_becomes_a_formula(hostile: Path) -> None:
    for file in (hostile / "data" / "series").glob("*.js"):
        text = file.read_text(encoding="ascii")
        assert "<" not in text
        json.loads(text.removeprefix("window.series = ").rstrip().removesuffix(";"))
    for file in (hostile / "data").rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-\D", cell)], file
