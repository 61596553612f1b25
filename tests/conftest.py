"""Fixtures that several folders of tests share. Importing this module reads and writes nothing."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from orchestration import settings

hypothesis_settings.register_profile("project", deadline=None, max_examples=40, derandomize=True)
hypothesis_settings.load_profile("project")


LONG = ("published_file", "real_record", "readers_and_kills", "bad_input", "changes", "refusals", "again", "rebuild", "explained_points")
"""Modules that refresh, in the order in which they are begun: what the others share comes first, and no worker is left alone with one at the end."""


def pytest_configure() -> None:
    # thousands of modules are loaded, and a search for garbage walks all of them: a sixth of the time of claims and review
    gc.set_threshold(100_000, 30, 30)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {f"test_{name}.py": number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.name, len(LONG)))


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
