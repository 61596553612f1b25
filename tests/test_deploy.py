"""What is shipped for a server: its units, its commands, its settings. That it runs is in ``tests/pipeline/test_server.py``."""

import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from orchestration import cli, serving
from orchestration.serving import Part
from orchestration.settings import Settings

PASSWORD = "word-of-the-store"  # noqa: S105 - it is no secret: it must not be told all the same
STORE = f"postgresql+psycopg2://detention:{PASSWORD}@127.0.0.1:1/runs"
WIDE = re.compile(r"\b0\.0\." + r"0\.0\b|(?<![\w:\[])::(?![\w:])|\[::\]")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "raw", tmp_path / "var", date(2024, 6, 15), postgres=STORE)


def units(root: Path) -> dict[str, str]:
    found = {path.name: path.read_text(encoding="utf-8") for path in (root / "deploy" / "systemd").glob("detention-*.service")}
    assert len(found) == 6
    return found


def test_nothing_that_is_shipped_listens_on_every_interface(root: Path) -> None:
    shipped = [*(root / "deploy").rglob("*"), *(root / "orchestration").rglob("*.py"), root / "Makefile", root / "orchestration" / "instance.yaml"]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in shipped if path.is_file()}
    assert "deploy/Caddyfile" in texts
    assert {name: hits for name, text in texts.items() if (hits := WIDE.findall(text))} == {}
    behind = [address for text in texts.values() for address in re.findall(r"reverse_proxy (\S+)", text)]
    assert behind == [
        "127.0.0.1:3001",
        "127.0.0.1:8000",
        "127.0.0.1:3000",
    ]


@pytest.mark.parametrize("words", ["--host 0.0.0." + "0", "--host ::", 'host="::"', "listen [::]:80", "bind ::"])
def test_every_way_to_listen_on_every_interface_is_seen(words: str) -> None:
    assert WIDE.search(words)
    assert not WIDE.search("a::b 127.0.0.1 ::1 x::y() [::1]:80")


@pytest.mark.parametrize("part", Part)
def test_every_part_listens_on_this_machine_alone_or_on_a_socket(settings: Settings, part: Part) -> None:
    serving.prepare(settings)
    settings.site.mkdir()
    (settings.site / "index.html").touch()
    command = [word.replace("--bind", "--host") for word in serving.part(part, settings)]
    assert Path(command[0]).parent == Path(sys.executable).parent
    assert ("--host" in command) is (part in serving.PORTS)
    assert "--host" not in command or command[command.index("--host") + 1] == "127.0.0.1"
    assert ("--socket" in command) is (part is Part.CODE)
    assert ("--read-only" in command) is (part is Part.VIEW)


def test_every_part_has_a_unit_that_starts_it_and_starts_it_again(root: Path) -> None:
    found = units(root)
    for part in Part:
        unit = found[f"detention-{part}.service"]
        assert f"ExecStart=/opt/detention/.venv/bin/detention serve {part}\n" in unit
        assert "\nRestart=always\n" in unit
        assert "\nWantedBy=multi-user.target\n" in unit
    assert "ExecStart=/opt/detention/.venv/bin/detention status --quiet\n" in found["detention-status.service"]


def test_every_unit_is_hardened_by_the_drop_in_of_its_prefix(root: Path) -> None:
    common = (root / "deploy" / "systemd" / "detention-.service.d" / "common.conf").read_text(encoding="utf-8").splitlines()
    wanted = {
        "User=detention",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "PrivateTmp=yes",
        "UMask=0077",
    }
    assert wanted <= set(common)
    keys = {line.partition("=")[0] for line in common if "=" in line and not line.startswith("#")}
    for name, unit in units(root).items():
        own = {line.partition("=")[0] for line in unit.splitlines() if "=" in line}
        assert own & keys == set(), f"{name} says otherwise"


def test_the_settings_of_a_server_are_ones_that_are_read(root: Path) -> None:
    read = (root / "orchestration" / "settings.py").read_text(encoding="utf-8")
    lines = (root / "deploy" / "environment.example").read_text(encoding="utf-8").splitlines()
    named = [line.lstrip("#").partition("=")[0] for line in lines if re.match(r"#?[A-Z]+_", line)]
    assert len(named) == 5
    assert [name for name in named if f'"{name}"' not in read] == []


def test_the_readme_of_the_server_names_every_file_that_is_shipped(root: Path) -> None:
    readme = (root / "deploy" / "README.md").read_text(encoding="utf-8")
    assert {"environment.example", "systemd", "Caddyfile", "README.md"} == {path.name for path in (root / "deploy").iterdir()}
    assert all(f"deploy/{name}" in readme for name in ("environment.example", "systemd", "Caddyfile"))
    assert all(name.removesuffix(".service") in readme for name in units(root))


def test_dagster_keeps_its_runs_in_postgres_where_it_is_told_to_and_no_file_holds_the_password(settings: Settings) -> None:
    serving.prepare(settings)
    files = [path for path in settings.dagster_home.iterdir() if path.suffix == ".yaml"]
    assert {path.name for path in files} == {"dagster.yaml", "workspace.yaml"}
    instance = yaml.safe_load((settings.dagster_home / "dagster.yaml").read_text(encoding="utf-8"))
    assert instance["storage"] == {"postgres": {"postgres_url": {"env": "DETENTION_POSTGRES"}}}
    assert instance["run_monitoring"]["enabled"]
    assert [path for path in files if PASSWORD in path.read_text(encoding="utf-8")] == []


def test_without_postgres_dagster_keeps_its_runs_in_files(settings: Settings) -> None:
    serving.prepare(Settings(settings.raw, settings.var, settings.today))
    assert "storage" not in yaml.safe_load((settings.dagster_home / "dagster.yaml").read_text(encoding="utf-8"))


def test_what_is_as_it_should_be_is_not_written_again(settings: Settings) -> None:
    serving.prepare(settings)
    before = os.stat(settings.dagster_home / "dagster.yaml").st_ino
    serving.prepare(settings)
    assert os.stat(settings.dagster_home / "dagster.yaml").st_ino == before


def test_a_folder_too_deep_for_a_socket_is_refused_in_words(tmp_path: Path) -> None:
    deep = Settings(tmp_path, tmp_path / ("x" * 100), date(2024, 6, 15))
    with pytest.raises(ValueError, match="set DETENTION_VAR to a shorter one"):
        serving.part(Part.CODE, deep)


@pytest.mark.parametrize(
    "address",
    [
        STORE,
        f"postgresql+psycopg2://a:{PASSWORD}@b@127.0.0.1:1/x",
        f"postgresql+psycopg2://a@b:{PASSWORD}/x",
        f"postgresql+psycopg2://a/{PASSWORD}?x=1",
    ],
)
def test_a_postgres_that_does_not_answer_is_told_without_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str) -> None:
    for name, value in (("DETENTION_RAW", tmp_path / "raw"), ("DETENTION_VAR", tmp_path / "var"), ("DETENTION_POSTGRES", address)):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr("orchestration.settings.export", lambda _: None)
    asked = CliRunner().invoke(cli.app, ["init"])
    assert asked.exit_code == 1
    assert asked.output.startswith("DETENTION_POSTGRES: no connection (")
    assert PASSWORD not in asked.output
