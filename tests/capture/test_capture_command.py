"""``detention capture``: what it says, and with which exit code it ends."""

import os
import socket
from functools import partial
from pathlib import Path

import pytest
from loopback import Clock, Reply, page
from publishing import Paper
from typer.testing import CliRunner, Result

from orchestration import capture, cli
from orchestration.web.fetch import Fetcher

TEXT = "<html><body><p>Murieron 9 personas bajo custodia del Estado.</p></body></html>"


@pytest.fixture
def host(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> str:
    """The source publishes at an address in digits, and a person allowed its network."""
    clock = Clock()
    monkeypatch.setattr(capture, "Fetcher", partial(Fetcher, clock=clock, sleep=clock.sleep))
    monkeypatch.setenv("DETENTION_RAW", str(paper.settings.raw))
    monkeypatch.setenv("DETENTION_VAR", str(paper.settings.var))
    monkeypatch.setenv("DETENTION_NETWORKS", "127.0.0.1/32, ::1/128")
    found = f"127.0.0.1:{paper.site.port}"
    paper.describe(hosts=f"[{found}]")
    return found


def run(*arguments: str) -> Result:
    asked = CliRunner().invoke(cli.app, ["capture", "--source", "a_paper", *arguments])
    assert "Traceback" not in asked.output
    assert asked.exception is None or isinstance(asked.exception, SystemExit)
    return asked


def test_an_address_is_captured_and_told_in_two_lines(paper: Paper, host: str) -> None:
    paper.site.answers["/1"] = page(TEXT)
    asked = run(f"http://{host}/1", "--title", "Nueve", "--published-on", "2024-05", "--language", "es", "--context", "sv")
    (folder,) = paper.folders()
    assert (asked.exit_code, asked.stdout) == (0, f"new: http://{host}/1 -> press_articles/a_paper/{folder.name}\n1 new\n")
    card = paper.card()
    assert [card[name] for name in ("title", "title_known_from", "published_on", "published_on_known_from", "context")] == [
        "Nueve", "capture", "2024-05", "capture", "sv",
    ]  # fmt: skip
    assert run(f"http://{host}/1").stdout == f"unchanged: http://{host}/1\n1 unchanged\n"


def test_without_leave_no_private_network_is_asked(paper: Paper, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTION_NETWORKS")
    asked = run(f"http://{host}/1")
    assert (asked.exit_code, asked.stderr) == (1, "127.0.0.1: it leads to 127.0.0.1, which is no public address\n")
    assert paper.site.connections == 0


@pytest.mark.parametrize(("arguments", "words"), [
    (["http://evil.example/"], "evil.example is not among the hosts of the source"),
    (["file:///etc/hostname"], "only http and https are asked"),
    (["javascript:alert(1)"], "javascript:alert(1): say with --url where it was published"),
    (["http://{host}/gone"], "the server answers 404"),
    (["http://{host}/1", "--url", "https://a.example/"], "--url goes with a file or a folder"),
    (["http://{host}/1", "--month", "2024-05"], "--month goes with what the feeds list"),
    (["--month", "May"], "--month: 'May' is no month: write YYYY-MM"),
    (["--month", "2024-13"], "--month: '2024-13' is no month"),
    (["--title", "Nueve"], "say which address, file or folder is meant"),
    (["http://{host}/1", "--language", "Spanish"], "language: String should match"),
    (["http://{host}/1", "--published-on", "yesterday"], "'yesterday' is not a date"),
    (["http://{host}/1", "--context", "zz"], "context: zz is unknown: use one of"),
    (["gone.txt", "--url", "https://a.example/"], "No such file or directory: 'gone.txt'"),
    (["gone.txt"], "say with --url where it was published"),
    (["http://{host}/1", "--source", "nobody"], "nobody: no source of that name in"),
    (["http://{host}/1", "--source", "../a_paper"], "no source of that name in"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(paper: Paper, host: str, arguments: list[str], words: str) -> None:
    paper.site.answers["/1"] = page(TEXT)
    asked = run(*(argument.format(host=host) for argument in arguments))
    assert asked.exit_code == 1
    assert words in asked.stderr
    assert asked.stderr.count("\n") == 1
    assert paper.folders() == []


def test_a_wrong_network_is_told(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTION_NETWORKS", "127.0.0.1/99")
    asked = run(f"http://{host}/1")
    assert asked.exit_code == 1
    assert "write networks as 10.1.2.0/24, by commas, or unset it" in asked.stderr


def test_without_a_source_nothing_is_done(host: str) -> None:
    asked = CliRunner().invoke(cli.app, ["capture", f"http://{host}/1"])
    assert asked.exit_code == 2
    assert "--source" in asked.output


@pytest.mark.usefixtures("host")
def test_a_folder_is_told_file_by_file_and_no_name_commands_the_terminal(paper: Paper, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for number, name in enumerate(["a.html", "b\x1b[2J.html", "c\nnew: d.html"]):
        (folder / name).write_text(TEXT.replace("9", str(number)), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.html")).write_text(TEXT, encoding="utf-8")
    (folder / "e.png").write_bytes(b"\x89PNG")
    asked = run(str(folder), "--url", "https://a.example/")
    assert asked.exit_code == 1
    lines = asked.stdout.splitlines()
    assert lines[-1] == "4 new, 1 refused"
    assert len(lines) == 6
    assert "\x1b" not in asked.stdout
    assert len(paper.read()) == 4
    assert run(str(folder / "a.html"), "--url", "https://a.example/a.html").exit_code == 0


def test_feeds_are_told_address_by_address(paper: Paper, host: str) -> None:
    paper.describe(hosts=f"[{host}]", feeds=f'[{{kind: list, url: "http://{host}/list"}}]')
    paper.site.answers |= {"/list": Reply(b"/1\n/gone\n"), "/1": page(TEXT)}
    asked = run()
    assert asked.exit_code == 1
    assert asked.stdout.splitlines()[-1] == "1 new, 1 refused"
    assert f"refused: http://{host}/gone: http://{host}/gone: the server answers 404" in asked.stdout
    paper.site.answers["/list"] = Reply(b"/1")
    assert (run().exit_code, run("--month", "2024-05").stdout) == (0, "nothing is listed: see docs/how-to/capture.md\n")


@pytest.mark.usefixtures("host")
def test_a_source_without_feeds_is_told(paper: Paper) -> None:
    asked = run()
    assert (asked.exit_code, asked.stdout) == (0, "nothing is listed: see docs/how-to/capture.md\n")
    assert paper.site.connections == 0


def test_no_other_command_opens_a_connection(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    assert host
    monkeypatch.setattr(socket.socket, "connect", refuse)
    for command in (["status"], ["sql"], ["--help"]):
        assert not isinstance(CliRunner().invoke(cli.app, command).exception, AssertionError)
