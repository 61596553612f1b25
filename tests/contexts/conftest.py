"""A complete context of our own invention, where the loader looks for contexts."""

from pathlib import Path

import pytest
from a_land import ASSUMPTIONS, CONTEXT, DEFINITIONS, FACILITIES, ORIGINS, RHYTHMS

from orchestration import contexts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the context ``al``; ``assumptions.yml`` lies above it."""
    monkeypatch.setattr(contexts, "files", lambda _: tmp_path)
    land = tmp_path / "al"
    land.mkdir()
    texts = {"context": CONTEXT, "origins": ORIGINS, "facilities": FACILITIES, "definitions": DEFINITIONS, "rhythms": RHYTHMS}
    for name, text in texts.items():
        (land / f"{name}.yml").write_text(text, encoding="utf-8")
    (tmp_path / "assumptions.yml").write_text(ASSUMPTIONS, encoding="utf-8")
    return land
