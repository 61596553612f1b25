"""What every writer of files needs: errors that say of which file, and bytes that outlast a loss of power."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give errors of the system the path, where they do not name it: a full disk says so of no file."""
    try:
        yield
    except OSError as error:
        if str(path) in str(error):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def fsync(path: Path) -> None:
    """Make what a folder or a file holds outlast a loss of power."""
    with naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
