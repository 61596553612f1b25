"""A capture that is killed at any point leaves nothing partial, and the next one goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Handler, page
from publishing import Paper

from orchestration.model.capture import CARD
from orchestration.store import kept, raw

TEXT = "<html><body><p>Murieron 9 personas bajo custodia del Estado.</p></body></html>"


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def half_a_file(path: Path, data: bytes) -> None:
    path.write_bytes(data[: len(data) // 2])
    die()


def second_file(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    if path.name == CARD:
        die()


POINTS: dict[str, tuple[str, Callable[..., None]]] = {
    "before a byte is written": ("_write", die),
    "in the middle of the document": ("_write", half_a_file),
    "after all files": ("_write", second_file),
    "before the folder gets its name": ("fsync", die),
}


def killed(point: str, then: Callable[[], object]) -> None:
    """Do it in a child that is killed at the point."""
    child = os.fork()
    if child == 0:
        try:
            setattr(kept, *POINTS[point])
            then()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended before it was killed"
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("point", POINTS)
def test_what_a_killed_capture_left_is_never_read_and_swept_by_the_next(paper: Paper, tmp_path: Path, point: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(TEXT, encoding="utf-8")
    before = raw.fingerprint(paper.settings.raw)
    killed(point, lambda: paper.capture(lambda capturer: capturer.file(file, "https://a-paper.example/1")))
    (left,) = paper.folders()
    assert left.name.startswith(".draft-")
    assert paper.read() == []
    assert raw.fingerprint(paper.settings.raw) == before  # the sensor sees no document either
    assert paper.capture(lambda capturer: capturer.file(file, "https://a-paper.example/1")).outcome == "new"
    assert [folder.name[:10] for folder in paper.folders()] == ["2024-06-01"]
    assert len(paper.read()) == 1


def test_a_command_that_is_killed_while_it_receives_lets_the_next_one_in(paper: Paper) -> None:
    started = []

    def slowly(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Murieron 9 ")
        started.append(True)
        time.sleep(2)

    host = f"127.0.0.1:{paper.site.port}"
    paper.describe(hosts=f"[{host}, {paper.site.host}]")
    paper.site.answers["/1"] = [slowly, page(TEXT)]
    found = paper.settings
    environment = {"DETENTION_RAW": str(found.raw), "DETENTION_VAR": str(found.var), "DETENTION_NETWORKS": "127.0.0.1/32"}
    command = [sys.executable, "-m", "orchestration.cli", "capture", f"http://{host}/1", "--source", "a_paper"]
    with subprocess.Popen(command, env=os.environ | environment) as running:
        while not started and running.poll() is None:
            time.sleep(0.02)
        running.kill()
    assert started
    assert paper.read() == []
    assert paper.url("/1").outcome == "new"
    (folder,) = paper.folders()
    assert (folder / "document.html").read_text(encoding="utf-8") == TEXT


def test_a_disk_that_is_full_leaves_nothing(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:10])
        raise OSError(28, "No space left on device")

    file = tmp_path / "a.html"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(kept, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        paper.capture(lambda capturer: capturer.file(file, "https://a-paper.example/1"))
    assert paper.folders() == []
