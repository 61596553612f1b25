"""Fixtures that several folders of tests share. Importing this module reads and writes nothing."""

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from orchestration import settings

hypothesis_settings.register_profile("project", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("project")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return settings.ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Reference data that lies beside the checkout, and is no part of it."""
    found = root.parent / "shared" / "data"
    if not found.is_dir():
        pytest.skip(f"SKIPPED FOR WANT OF DATA: no folder {found.relative_to(root.parent)} beside the checkout")
    return found
