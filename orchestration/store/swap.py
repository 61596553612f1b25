"""A folder that is made aside and swapped in whole, with a link that always leads to a whole one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def one_maker(folders: Path) -> Iterator[None]:
    """Let one process at a time make what lies in a folder; the others wait. Two would write into one draft, and publish what neither made."""
    folders.mkdir(parents=True, exist_ok=True)
    with FileLock(folders.with_name(f"{folders.name}.lock")):
        yield


def put(draft: Path, folder: Path, link: Path) -> None:
    """Put the draft in the place of a folder and point a link at it; what else lies beside the folder goes, the link excepted.

    The caller holds :func:`one_maker`. Whoever follows the link meets the old folder or the new one, except for a moment when a folder of the same
    name is replaced. What a killed run left is in nobody's way.
    """
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    pointer = link.with_name(f".{link.name}")
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(os.path.relpath(folder, link.parent))
    pointer.replace(link)
    for other in folder.parent.iterdir():
        if not other.is_symlink() and other != folder:
            shutil.rmtree(other)
