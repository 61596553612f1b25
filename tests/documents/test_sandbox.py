"""The child that reads: what it may not do, what becomes of it, and what is said of the file that brought it down."""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from orchestration.documents import feeds
from orchestration.documents.read import reading
from orchestration.documents.sandbox import SMALL, Sandbox
from tests.documents.made import eml, html, lines, ods, pdf, xlsx
from tests.documents.test_feeds import item, rss, urls

SENTENCE = "The ministry of A Land says that the police arrested at least 1,200 people between January and March of this year."
GOOD = {
    "document.pdf": pdf([lines("The police arrested 1,200 people.")]),
    "document.html": html(SENTENCE, SENTENCE),
    "document.xlsx": xlsx({"Arrests": [["total", 1200]]}, hidden=frozenset()),
    "document.ods": ods({"Arrests": [["total", 1200]]}),
    "document.eml": eml(plain=SENTENCE),
    "document.txt": "La policía detuvo a 1.200 personas, según el ministerio. Añadió que siete murieron en prisión.".encode("cp1252"),
}


def children() -> list[psutil.Process]:
    """The children that read; the test run has others."""
    return [child for child in psutil.Process().children() if "orchestration.documents.worker" in child.cmdline()]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as found:
        yield found


def test_a_file_is_read_in_the_child_as_it_is_read_here(sandbox: Sandbox) -> None:
    assert {name: sandbox.reading(name, data) for name, data in GOOD.items()} == {name: reading(name, data) for name, data in GOOD.items()}


def test_one_child_reads_file_after_file_and_ends_with_the_block() -> None:
    with Sandbox() as sandbox:
        seen = set()
        for name, data in GOOD.items():
            sandbox.reading(name, data)
            seen |= {child.pid for child in children()}
        assert len(seen) == 1
    assert children() == []


def test_small_plain_files_start_no_process(sandbox: Sandbox) -> None:
    assert sandbox.reading("abstract.md", b"500 people").text == "500 people"
    assert sandbox.reading("document.csv", b"a,b\n1,2\n").text == "a,b\n1,2\n"
    assert children() == []
    assert sandbox.reading("document.txt", b"x" * (SMALL + 1)).text == "x" * (SMALL + 1)
    assert len(children()) == 1


def test_what_is_refused_in_the_child_is_refused_here_in_the_same_words_and_the_child_goes_on(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no main text was found in the page: save the article"):
        sandbox.reading("document.html", b"<html></html>")
    (child,) = children()
    sandbox.reading("document.pdf", GOOD["document.pdf"])
    assert children() == [child]


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    slow = html(*(f"<b>{number}</b> people were arrested on day {number}." for number in range(4_000)))
    with Sandbox(seconds=0.5) as sandbox:
        began = time.monotonic()
        with pytest.raises(ValueError, match=r"took more than 0\.5 s: look at the file"):
            sandbox.reading("document.html", slow)
        assert time.monotonic() - began < 5
        assert children() == []
    with Sandbox() as sandbox:
        assert "1,200" in sandbox.reading("document.pdf", GOOD["document.pdf"]).text


def test_a_feed_is_read_in_the_child_as_it_is_read_here(sandbox: Sandbox) -> None:
    feed = rss(item(), item("/2", "Ten", ""))
    assert sandbox.listing("feed", feed) == feeds.read("feed", feed)
    nested = urls("/1.xml", kind="sitemap", root="sitemapindex")
    assert sandbox.listing("sitemap", nested) == feeds.read("sitemap", nested)
    with pytest.raises(ValueError, match="it is neither RSS nor Atom"):
        sandbox.listing("feed", b"<p>x</p>")
    assert len(children()) == 1


def test_a_reason_is_of_a_length_that_can_be_read_and_keeps_its_remedy(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="it is no sitemap, but") as told:
        sandbox.listing("sitemap", f"<a xmlns='{'u' * 100_000}'/>".encode())
    assert len(str(told.value)) < 2_100
    assert str(told.value).endswith(feeds.REMEDY)


def test_a_feed_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    with Sandbox(seconds=2) as sandbox, pytest.raises(ValueError, match=f"took more than 2 s: {feeds.REMEDY}"):
        sandbox.listing("feed", rss(item(title="&" * 4_000_000)))
    with Sandbox() as sandbox:
        assert sandbox.listing("list", b"/1") == feeds.Listing((feeds.Entry("/1"),))


@pytest.mark.parametrize(("number", "words"), [
    (signal.SIGABRT, "the reader crashed \\(signal 6\\)"), (signal.SIGSEGV, "the reader crashed \\(signal 11\\)"),
    (signal.SIGXCPU, "took more processor time than it may"), (signal.SIGKILL, "needed more than 1 GB"),
])  # fmt: skip
def test_a_child_that_dies_over_a_file_is_the_fault_of_that_file_alone(sandbox: Sandbox, number: int, words: str) -> None:
    sandbox.reading("document.pdf", GOOD["document.pdf"])
    (child,) = children()
    child.suspend()
    threading.Timer(0.2, child.send_signal, [number]).start()
    threading.Timer(0.3, child.resume if number != signal.SIGKILL else bool).start()
    with pytest.raises(ValueError, match=words):
        sandbox.reading("document.pdf", GOOD["document.pdf"])
    assert "1,200" in sandbox.reading("document.pdf", GOOD["document.pdf"]).text


def confined(code: str) -> str:
    """What a confined process says when it tries this."""
    script = (
        f"from orchestration.documents import limits\nlimits.confine()\ntry:\n    {code}\nexcept Exception as error:\n    print(type(error).__name__)"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60).stdout.strip()


@pytest.mark.parametrize(("code", "said"), [
    ("import socket; socket.socket()", "ForbiddenError"),
    ("import socket; socket.getaddrinfo('a.example', 80)", "ForbiddenError"),
    ("import subprocess; subprocess.run(['true'])", "ForbiddenError"),
    ("import os; os.fork()", "ForbiddenError"),
    ("import os; os.execv('x', ['x'])", "ForbiddenError"),
    ("open('written', 'w')", "ForbiddenError"),
    ("import os; os.remove('x')", "ForbiddenError"),
    ("bytearray(1_000_000_000)", "MemoryError"),
    ("print(len(open('/dev/null').read()))", "0"),
])  # fmt: skip
def test_a_confined_process_may_read_and_nothing_else(code: str, said: str) -> None:
    assert confined(code) == said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a process no network at all")
def test_code_that_is_no_python_reaches_no_network_either() -> None:
    """It asks the kernel itself, past everything that watches Python."""
    if subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let users give up the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(server.getsockname()[1]), bytes([127, 0, 0, 1]))
        code = f"import ctypes; libc = ctypes.CDLL(None); print(libc.connect(libc.socket(2, 1, 0), {address!r}, 16))"
        assert confined(code) == "-1"
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip() == "0"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_child_dies_with_its_parent() -> None:
    script = (
        "import sys, time\nfrom orchestration.documents.sandbox import Sandbox\n"
        "with Sandbox() as sandbox:\n    sandbox.reading('document.eml', b'Subject: x\\n\\n12')\n"
        "    print(sandbox._child.pid, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert psutil.pid_exists(child)
        os.kill(parent.pid, signal.SIGKILL)
    gone, _ = psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], timeout=5)
    assert gone or not psutil.pid_exists(child)
