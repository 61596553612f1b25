"""The language of a text is told by the words of the lexicons, and a language without one is none of them."""

from pathlib import Path

import pytest

from orchestration.languages.detection import detect

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_a_golden_document_is_in_the_language_of_its_name(path: Path) -> None:
    assert detect(path.read_text(encoding="utf-8")) == path.stem[:2]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested 40 people", "en"),
        ("Detienen a 40 personas en la capital", "es"),
        ("Foram presas 40 pessoas na capital", "pt"),
        ("La police a arrêté 40 personnes dans la capitale", "fr"),
        ("Die Polizei nahm 40 Menschen in der Hauptstadt fest", "de"),
    ],
)
def test_a_headline_is_enough(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "La polizia ha arrestato quaranta persone nella capitale durante gli scontri di domenica",
        "De politie heeft zondag veertig mensen aangehouden tijdens rellen bij het station",
        "Polisen grep fyrtio personer under söndagens oroligheter vid torget",
        "Başkentte pazar günü düzenlenen gösteride kırk kişi gözaltına alındı",
        "В столице задержали сорок человек",
        "警察は四十人を逮捕した",
        "40 / 12",
        "",
    ],
)
def test_a_text_in_no_language_that_can_be_read_is_in_none(text: str) -> None:
    assert detect(text) is None


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert detect("The police said that the people were arrested. " * 300 + "La policía dijo que la gente fue detenida. " * 3000) == "en"
