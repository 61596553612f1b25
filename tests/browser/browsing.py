"""What the tests in a browser share: chromium, and the real commands that serve on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "browser"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed: apt-get install chromium"),
]


@contextmanager
def chromium() -> Iterator[sync_api.Browser]:
    """A browser that keeps to itself, and the folder for its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def serving(command: str, environment: Mapping[str, str], answers: str = "/") -> Iterator[str]:
    """The address of ``detention ui`` or ``detention serve`` on a free port, once it answers at a path; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    program = [str(Path(sys.executable).with_name("detention")), command, "--port", address.rpartition(":")[2]]
    with subprocess.Popen(
        program, env=environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_served(address + answers)
            yield address
        finally:
            os.killpg(process.pid, 15)


def _wait_until_served(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"{address} was not served within two minutes")
