"""Whatever a file does, it ends as text or as a refusal with reason and remedy; its reader stays within its limits, and the next file is read."""

import re
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from orchestration.documents.feeds import KINDS
from orchestration.documents.sandbox import Sandbox
from tests.documents.made import lines, pdf
from tests.hostile.corpus import Hostile, corpus

CORPUS = corpus()
SMOKE = CORPUS[::11]
LONGEST = 30.0
"""Seconds that the parent may wait for one file."""
LARGEST = 1_000_000_000
GOOD = pdf([lines("The police arrested 1,200 people.")])
ENDS = ("a reason", "text")
REMEDY = re.compile(r": (add|correct|fetch|keep|list|look|needs|open|print|quote|save|split|use) [^:]+$")


_SANDBOX = Sandbox()


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessPoolExecutor]:
    """A process of its own, whose only children are those of a sandbox: other tests have larger ones."""
    with ProcessPoolExecutor(1, get_context("spawn")) as found:
        yield found


def largest_child() -> int:
    """Bytes that the largest child so far had in memory."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def read_good() -> str:
    """The text of a good file."""
    return _SANDBOX.reading("document.pdf", GOOD).text


def ends(file_name: str, path: Path) -> str:
    """What became of the file. It was made elsewhere: a child counts as large as what starts it ever was."""
    began = time.monotonic()
    try:
        if file_name in KINDS:
            found = "\n".join(["a feed", *(entry.url for entry in _SANDBOX.listing(file_name, path.read_bytes()).entries)])
        else:
            found = _SANDBOX.reading(file_name, path.read_bytes()).text
    except ValueError as error:
        ended = "a reason" if REMEDY.search(str(error)) else f"no remedy: {error}"
    else:
        ended = "text" if found.strip() else "an empty text"
    assert time.monotonic() - began < LONGEST
    assert largest_child() < LARGEST
    return ended


def ended(hostile: Hostile, reader: ProcessPoolExecutor, folder: Path) -> str:
    """What became of the file, read from the disk as any other."""
    path = folder / "document"
    path.write_bytes(hostile.make())
    return reader.submit(ends, hostile.file_name, path).result()


def test_the_corpus_has_at_least_three_hundred_files_each_of_another_kind() -> None:
    assert len({hostile.does for hostile in CORPUS}) == len(CORPUS) >= 300
    assert len(SMOKE) >= 50


@pytest.mark.parametrize("hostile", SMOKE, ids=lambda hostile: hostile.does)
def test_a_hostile_file_ends_as_text_or_with_a_reason(hostile: Hostile, reader: ProcessPoolExecutor, tmp_path: Path) -> None:
    assert ended(hostile, reader, tmp_path) in ENDS


@pytest.mark.hostile
@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.does)
def test_every_hostile_file_ends_as_text_or_with_a_reason(hostile: Hostile, reader: ProcessPoolExecutor, tmp_path: Path) -> None:
    assert ended(hostile, reader, tmp_path) in ENDS


def test_a_good_file_is_read_after_them(reader: ProcessPoolExecutor) -> None:
    assert reader.submit(read_good).result() == "The police arrested 1,200 people."
