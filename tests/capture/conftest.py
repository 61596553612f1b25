"""A ``raw/`` with one paper, a server where it publishes, and a clock that goes on by a second whenever it is asked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import ALLOWED, site, transport
from publishing import TODAY, Paper

from orchestration import capture
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import Settings
from orchestration.web.addresses import PublicTransport


@pytest.fixture(scope="session")
def through() -> PublicTransport:
    return transport()


@pytest.fixture
def paper(tmp_path: Path, through: PublicTransport, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paper]:
    for section in SECTIONS:
        (tmp_path / "raw" / section).mkdir(parents=True)
    folder = tmp_path / "raw" / "press_articles" / "a_paper"
    folder.mkdir()
    ticks = iter(datetime(2024, 6, 1, 10, 0, tzinfo=UTC) + timedelta(seconds=n) for n in range(100_000))
    monkeypatch.setattr(capture, "_now", lambda: f"{next(ticks):%Y-%m-%dT%H:%M:%SZ}")
    with site() as server:
        found = Paper(Settings(tmp_path / "raw", tmp_path / "var", TODAY, ALLOWED), folder, server, through)
        found.describe()
        yield found
