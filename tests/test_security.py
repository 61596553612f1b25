"""What ``docs/security.md`` promises of the code: read from its syntax, and the page's own tables."""

import ast
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from walks import dangers, loose_sql

from orchestration.defs.kinds import shown

LOOKED_AT = {
    "orchestration/store/losable.py": {"tables"},  # the tables of a memory of our own, in the module that keeps it
    "orchestration/store/releases.py": {"definition"},  # the SQL of tables and macros of our own build
    "orchestration/explorer/history.py": {"columns", "measure", "replay", "query"},  # closed lists, put into SQL that is written down there
    "orchestration/explorer/record.py": {"query"},  # of the list of queries in it
    "orchestration/store/analyst.py": {"query"},  # an analyst asks it of a file that is opened read-only
    "orchestration/store/published.py": {"query"},  # a person asks it of a file that is opened read-only
}
STRICT_LOADER = {"orchestration/model/strict_yaml.py": "_StrictLoader"}
ASKS = "orchestration/web/"


@pytest.fixture(scope="module")
def code(root: Path) -> dict[str, str]:
    """All code that runs when the product does, by its path: the package, dbt's Python models, the cells of the notebooks."""
    python = [*(root / "orchestration").rglob("*.py"), *(root / "dbt_project" / "models").rglob("*.py")]
    found = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in python}
    for path in (root / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.relative_to(root).as_posix()] = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert len(found) > 90
    return found


def test_nothing_runs_unpickles_or_renders_what_it_reads_and_only_web_asks_the_network(code: dict[str, str]) -> None:
    seen = {name: list(dangers(text, may_ask=name.startswith(ASKS), strict_loader=STRICT_LOADER.get(name))) for name, text in code.items()}
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("snippet", [
    "import pickle", "from pickle import loads", "import marshal", "import shelve", "import dill", "from joblib import load",
    "eval(x)", "exec(x)", "compile(x, 'a', 'exec')", "__import__(x)", "os.system(x)", "os.popen(x)", "tempfile.mktemp()",
    "subprocess.run(x, shell=True)", "subprocess.run(x, shell=y)", "subprocess.run('ls ' + x)", "subprocess.Popen(f'ls {x}')",
    "subprocess.check_output('ls')", "subprocess.getoutput(x)", "asyncio.create_subprocess_shell(x)",
    "yaml.load(x)", "yaml.load(x, Loader=yaml.Loader)", "yaml.unsafe_load(x)", "yaml.full_load(x)",
    "pd.read_pickle(x)", "frame.to_pickle(x)", "np.load(x, allow_pickle=True)",
    "import requests", "import urllib.request", "from urllib.request import urlopen", "from urllib import request", "import httpx", "import socket",
    "dg.MetadataValue.md(x)", "MarkdownMetadataValue(x)",
])  # fmt: skip
def test_every_planted_danger_is_seen(snippet: str) -> None:
    assert list(dangers(snippet))


@pytest.mark.parametrize("snippet", [
    "yaml.safe_load(x)", "subprocess.run([x], shell=False)", "ast.literal_eval(x)", "re.compile(x)", "from urllib.parse import quote",
    "dg.MetadataValue.table(x)", "tempfile.TemporaryDirectory()",
])  # fmt: skip
def test_what_is_safe_is_not_called_a_danger(snippet: str) -> None:
    assert list(dangers(snippet)) == []


def test_the_strict_loader_is_allowed_in_one_file_and_the_network_in_one_package() -> None:
    assert list(dangers("yaml.load(x, Loader=_StrictLoader)", strict_loader="_StrictLoader")) == []
    assert list(dangers("yaml.load(x, Loader=_StrictLoader)"))
    assert list(dangers("import httpx", may_ask=True)) == []


def test_no_value_is_written_into_sql(code: dict[str, str]) -> None:
    seen = {name: list(loose_sql(text, frozenset(LOOKED_AT.get(name, ())))) for name, text in code.items()}
    assert {name: found for name, found in seen.items() if found} == {}


def test_what_a_person_has_looked_at_is_still_there(code: dict[str, str]) -> None:
    for name, looked_at in LOOKED_AT.items():
        assert looked_at <= {node.id for node in ast.walk(ast.parse(code[name])) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("snippet", [
    "c.execute(f'select {x}')", "c.execute('select ' + x)", "c.execute('select %s' % x)", "c.execute('select {}'.format(x))", "c.execute(x)",
    "c.execute(QUESTION.format(x))", "c.execute(f'select {str(x)}')", "c.executemany(f'insert into {t}', rows)", "c.sql(f'from {t}')",
    "c.execute(f'select {_identifier(a)} from {b}')", "[c.execute(f'from {t}') for t in tables]", "c.execute(_identifier(x))",
    "c.execute(f'select {x._identifier(y)}')", "c.executescript(script)", "c.execute(sql[0])",
])  # fmt: skip
def test_every_planted_sql_is_seen(snippet: str) -> None:
    assert list(loose_sql(snippet))


@pytest.mark.parametrize("snippet", [
    "c.execute('select ?', [x])", "c.execute(_TABLE)",
    "c.execute(f'from {_identifier(t)} order by {_order(c)}')", "c.execute(f\"attach '{_literal(f)}'\")",
    "[c.execute(LINES.format(measure=measure)) for measure in MEASURES]", "for question in QUESTIONS:\n c.execute(question)",
])  # fmt: skip
def test_sql_that_is_written_down_or_quoted_is_not_loose(snippet: str) -> None:
    assert list(loose_sql(snippet)) == []


HOSTILE = [
    "<script>alert(1)</script>",
    "![x](https://elsewhere.example/seen.png)", "[a](javascript:alert(1))", "a | b\n|---|", "\x1b[2J", "{{ 7 }}", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_document_says_is_shown_in_the_ui_as_plain_words(words: str) -> None:
    (row,) = shown(pd.DataFrame({"quote": [words]})).records
    assert row.data == {"quote": words}


def test_every_guard_of_the_page_is_in_a_module_and_proven_by_a_test_that_exist(root: Path) -> None:
    lines = (root / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    guards = [line for line in lines if line.startswith("|") and ("orchestration/" in line or "tests/" in line)]
    assert len(guards) > 25
    for line in guards:
        modules = re.findall(r"`((?:orchestration|deploy|requirements|dbt_project)/[\w./-]+)`", line)
        tests = re.findall(r"`(tests/[\w/]+\.py)` `(test_\w+)`", line)
        assert modules, f"no module: {line}"
        assert tests, f"no test: {line}"
        assert [module for module in modules if not (root / module).exists()] == []
        for file, name in tests:
            assert f"def {name}(" in (root / file).read_text(encoding="utf-8"), f"{file} has no {name}"
