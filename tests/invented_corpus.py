"""A corpus of any size, invented: articles of twenty papers that relay two bodies' counts, each count as true as the others."""

import hashlib
import random
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "pipeline"))

import small_raw

PAPERS = 20
_DAYS = 1_500


def write(raw: Path, count: int) -> None:
    """Write a ``raw/`` of that many documents, each with about nine figures."""
    for section in ("ngo_reports", "government_statements"):
        (raw / section).mkdir(parents=True)
    for paper in range(PAPERS):
        folder = raw / "press_articles" / f"paper_{paper}"
        folder.mkdir(parents=True)
        (folder / "source.yml").write_text(
            f"name: Paper {paper}\nkind: press\nhosts: [example.org]\nlanguages: [en]\nrights: invented\n", encoding="utf-8"
        )
    small_raw.write_codings(raw, [])
    for number in range(count):
        add(raw, number)


def add(raw: Path, number: int) -> None:
    """Write the document of that number."""
    at = random.Random(number).randrange(_DAYS)  # noqa: S311 - chooses a day, keeps no secret
    day = date(2022, 4, 1) + timedelta(days=at)
    said = f"{day.day} {day:%B %Y}"
    text = (
        f"According to {small_raw.REGISTER}, {50 * at + 10:,} people had been arrested by {said}. "
        f"According to {small_raw.DOCUMENTER}, at least {at // 3 + 10:,} detainees had died in custody by {said}, {at // 40 + 2} of them women. "
        f"{small_raw.REGISTER} said that {5 * at + 10:,} detainees had been released since March 2022. "
        f"On {said} police arrested {20 + at % 20} people, of whom {2 + at % 15} were minors. "
        f"The prisons held {30_000 + at * 40:,} inmates on {said}, according to {small_raw.DOCUMENTER}. "
        f"In the north wing {2 + day.month} prisoners died in {day:%B %Y}, and {20 + day.month} were freed. "
        f"This is article {number} of the paper.\n"
    )
    folder = raw / "press_articles" / f"paper_{number % PAPERS}" / f"{day}_{number:06}"
    folder.mkdir()
    (folder / "abstract.md").write_text(text, encoding="utf-8")
    card = {
        "source": f"paper_{number % PAPERS}",
        "context": small_raw.CONTEXT.code,
        "url": f"https://example.org/{number}",
        "title": f"Article {number}",
        "language": "en",
        "published_on": str(day),
        "published_on_known_from": "page",
        "retrieved_at": "",
        "text_kind": "abstract",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (folder / "capture.yml").write_text("".join(f"{name}: {value}\n" for name, value in card.items()), encoding="utf-8")
