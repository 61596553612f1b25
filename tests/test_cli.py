"""The ``detention`` command: what it answers, and with which exit code."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from orchestration import cli, dictionary, settings
from orchestration.store import releases

COMMANDS = (
    "init", "refresh", "status", "capture", "sql", "explain", "export", "review", "site", "ui", "serve", "seal", "describe", "extract",
)  # fmt: skip

CARD = """\
source: open_cells_network
context:
# a remark that must stay
url: "https://example.org/a"
sha256: 0000000000000000000000000000000000000000000000000000000000000000
note: "sha256: not this one"
"""

EXPLAIN = """
create macro explain(id) as table
select * from (values
    (1, null, 'figure', 'At least 91 deaths [sic]'), (2, null, 'rests on', '1 claim'), (3, 'c0ffee', 'sentence', 'At least 91 died.')
) as steps (step, claim_id, what, words)
where id = 'c0ffee'
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A runner on folders of its own, which do not exist yet."""
    monkeypatch.setenv("DETENTION_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path / "var"))
    return CliRunner()


@pytest.fixture
def published(run: CliRunner, tmp_path: Path) -> CliRunner:
    """A runner on a release with one relation."""
    release = tmp_path / "var" / "releases" / "2024.06.30-1"
    release.mkdir(parents=True)
    with duckdb.connect(str(release / releases.DATABASE)) as connection:
        connection.execute("create table dim_origins (origin_id varchar); insert into dim_origins values ('open [cells]')")
        connection.execute("comment on table dim_origins is 'Bodies credited with figures.'")
        connection.execute(EXPLAIN)
    (release.parent / "current").symlink_to(release.name)
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document folder whose text was changed after it was sealed."""
    found = tmp_path / "raw" / "ngo_reports" / "open_cells_network" / "2023-04-12_a"
    found.mkdir(parents=True)
    (found / "capture.yml").write_text(CARD, encoding="utf-8")
    (found / "abstract.md").write_text("Nine people died.\n", encoding="utf-8")
    return found


def test_help_lists_every_command(run: CliRunner) -> None:
    asked = run.invoke(cli.app, ["--help"])
    assert asked.exit_code == 0
    assert {command for command in COMMANDS if f" {command} " in asked.output} == set(COMMANDS)


def test_no_command_shows_the_help(run: CliRunner) -> None:
    assert "Usage" in run.invoke(cli.app, []).output


@pytest.mark.parametrize("command", [["status"], ["sql"], ["explain", "c0ffee"], ["export"]])
def test_before_the_first_release_the_next_step_is_told(run: CliRunner, command: list[str]) -> None:
    asked = run.invoke(cli.app, command)
    assert asked.exit_code == 1
    assert re.search(r"nothing is published yet(:| ->) run 'make run'", asked.output)
    assert "Traceback" not in asked.output


def test_before_the_first_release_asking_makes_no_folder(run: CliRunner, tmp_path: Path) -> None:
    run.invoke(cli.app, ["status"])
    assert not (tmp_path / "var").exists()


def test_sql_prints_the_answer_as_it_is(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["sql", "select origin_id, 41 + 1 as n from dim_origins"])
    assert asked.exit_code == 0
    assert "open [cells]" in asked.output
    assert "42" in asked.output


def test_sql_without_a_query_says_what_there_is(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["sql"])
    assert asked.exit_code == 0
    assert "dim_origins" in asked.output
    assert "Bodies credited with figures." in asked.output


def test_sql_without_a_query_lists_the_prepared_questions(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["sql"])
    assert "20  How do I take a series with me?" in asked.output
    assert "sql>" not in asked.output, "nobody is there to be asked"


def test_sql_answers_a_prepared_question_by_its_number(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["sql", "17"])
    assert "What stands behind one number?" in asked.output
    assert "from explain(" in asked.output


@pytest.mark.parametrize("query", ["select nonsense", "select * from nowhere", "selec 1", "delete from dim_origins", "create table x (a int)"])
def test_a_wrong_query_is_refused_in_words(published: CliRunner, query: str) -> None:
    asked = published.invoke(cli.app, ["sql", query])
    assert asked.exit_code == 1
    assert "Error" in asked.output
    assert "Traceback" not in asked.output


def test_an_empty_query_is_refused_in_words(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["sql", ""])
    assert asked.exit_code == 1
    assert "the query is empty" in asked.output


@pytest.mark.parametrize("command", ["status", "sql", "refresh", "ui"])
def test_a_day_that_is_no_day_is_refused_in_words(published: CliRunner, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("DETENTION_TODAY", "soon")
    asked = published.invoke(cli.app, [command])
    assert asked.exit_code == 1
    assert asked.output == "DETENTION_TODAY: 'soon' is not a date: write YYYY-MM-DD, or unset it\n"


def test_explain_prints_the_caption_first_and_the_steps_below_their_claim(published: CliRunner) -> None:
    asked = published.invoke(cli.app, ["explain", "c0ffee"])
    assert asked.exit_code == 0
    lines = [line.rstrip() for line in asked.output.splitlines() if line.strip()]
    assert lines[0].split("  ") == ["figure", "", "At least 91 deaths [sic]"]
    assert lines[1].split(maxsplit=2) == ["rests", "on", "1 claim"]
    assert lines[2] == "claim c0ffee"
    assert lines[3].split("  ") == ["", "sentence", "At least 91 died."]


@pytest.mark.parametrize("unknown", ["decade", "", "'; drop table dim_origins"])
def test_explain_refuses_an_id_that_is_not_there_and_says_where_to_find_one(published: CliRunner, unknown: str) -> None:
    asked = published.invoke(cli.app, ["explain", unknown])
    assert asked.exit_code == 1
    assert f"{unknown!r} is no figure_id or claim_id" in asked.output
    assert "find it with: detention sql" in asked.output


def test_seal_writes_the_hash_and_changes_no_other_line(run: CliRunner, folder: Path) -> None:
    sealed = run.invoke(cli.app, ["seal", str(folder)])
    digest = hashlib.sha256((folder / "abstract.md").read_bytes()).hexdigest()
    assert sealed.exit_code == 0
    assert sealed.output.strip() == digest
    lines = (folder / "capture.yml").read_text(encoding="utf-8").splitlines()
    assert f"sha256: {digest}" in lines
    kept = [line for line in CARD.splitlines() if not line.startswith("sha256:")]
    assert [line for line in lines if not line.startswith("sha256:")] == kept
    assert len(lines) == len(kept) + 1


def test_sealing_twice_changes_nothing(run: CliRunner, folder: Path) -> None:
    run.invoke(cli.app, ["seal", str(folder)])
    once = (folder / "capture.yml").read_bytes()
    run.invoke(cli.app, ["seal", str(folder)])
    assert (folder / "capture.yml").read_bytes() == once


def test_seal_refuses_two_texts_and_writes_nothing(run: CliRunner, folder: Path) -> None:
    (folder / "abstract.txt").write_text("Ten.\n", encoding="utf-8")
    sealed = run.invoke(cli.app, ["seal", str(folder)])
    assert sealed.exit_code == 1
    assert "2 text files" in sealed.output
    assert (folder / "capture.yml").read_text(encoding="utf-8") == CARD


@pytest.mark.parametrize(("missing", "words"), [("abstract.md", "0 text files"), ("capture.yml", "no capture.yml")])
def test_seal_refuses_half_a_folder(run: CliRunner, folder: Path, missing: str, words: str) -> None:
    (folder / missing).unlink()
    sealed = run.invoke(cli.app, ["seal", str(folder)])
    assert sealed.exit_code == 1
    assert words in sealed.output


def test_seal_refuses_a_folder_that_is_not_there(run: CliRunner, tmp_path: Path) -> None:
    assert run.invoke(cli.app, ["seal", str(tmp_path / "nowhere")]).exit_code == 2


def test_describe_check_finds_the_checkout_described(run: CliRunner) -> None:
    checked = run.invoke(cli.app, ["describe", "--check"])
    assert (checked.exit_code, checked.output) == (0, "")


def test_describe_check_names_what_is_out_of_date_and_writes_nothing(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = {path: f"{text} more" for path, text in dictionary.files(settings.ROOT).items()}
    before = {path: path.read_bytes() for path in stale}
    monkeypatch.setattr(dictionary, "files", lambda _: stale)
    checked = run.invoke(cli.app, ["describe", "--check"])
    assert checked.exit_code == 1
    for path in stale:
        assert f"{path.relative_to(settings.ROOT)} is out of date: run 'detention describe'" in checked.output
    assert {path: path.read_bytes() for path in stale} == before


def test_the_ui_listens_on_this_machine_alone(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[Path, list[str]]] = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append((Path(program), arguments)))
    monkeypatch.setattr(cli, "_initialise", lambda _: None)  # tests/pipeline/ runs it
    assert run.invoke(cli.app, ["ui", "--port", "3999"]).exit_code == 0
    ((program, arguments),) = started
    assert program == Path(sys.executable).with_name("dagster")
    assert program.is_file()
    assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    assert arguments[arguments.index("--port") + 1] == "3999"


def test_a_rebuild_keeps_its_run_out_of_the_servers_postgres(run: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DETENTION_POSTGRES", "postgresql+psycopg2://a@localhost/runs")
    given: list[dict[str, str]] = []

    def refreshed(command: list[str], *, env: dict[str, str], check: bool) -> subprocess.CompletedProcess[str]:
        given.append(env)
        return subprocess.CompletedProcess(command, int(not check))

    monkeypatch.setattr(subprocess, "run", refreshed)
    assert run.invoke(cli.app, ["rebuild"]).exit_code == 1
    assert given[0]["DETENTION_VAR"] == str(tmp_path / "var" / "rebuild")
    assert not given[0]["DETENTION_POSTGRES"]


def test_extract_answers_every_line_and_names_the_wrong_one(run: CliRunner) -> None:
    lines = '{"id": "a", "text": "Police arrested 40 people on Sunday."}\nnonsense\n{"id": "b", "text": "Nobody was there."}\n'
    asked = run.invoke(cli.app, ["extract"], input=lines)
    assert asked.exit_code == 1
    assert [json.loads(line)["id"] for line in asked.stdout.splitlines()] == ["a", "b"]
    assert asked.stderr == "line 2: not JSON: Expecting value at character 1\n"


def test_extract_says_why_for_programs_and_for_people(run: CliRunner) -> None:
    line = '{"id": "a", "text": "La policía detuvo a 40 personas \\ud800 el domingo."}\n'
    explained = run.invoke(cli.app, ["extract", "--explain"], input=line)
    assert explained.exit_code == 0
    assert json.loads(explained.stdout)["claims"][0]["why"][0] == {
        "field": "value", "value": "40", "rule": "quantity.number", "words": "40", "meaning": "the number",
    }  # fmt: skip
    shown = run.invoke(cli.app, ["extract", "--readable"], input=line)
    assert "measure      arrests" in shown.stdout
    assert "detuvo a" in shown.stdout
