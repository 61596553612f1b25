"""What people read is true: commands exist, links lead somewhere, examples parse, and the README's queries give the README's answers."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import typer
import yaml
from test_notebooks import published  # noqa: F401 - the fixture: one release for both modules

from orchestration import cli
from orchestration.contexts import FacilityCard, OriginCard, load
from orchestration.languages import Lexicon
from orchestration.model import strict_yaml, vocabulary
from orchestration.model.bounds import bounds
from orchestration.model.capture import CaptureCard, SourceCard
from orchestration.model.coding import CODING_COLUMNS
from orchestration.settings import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("deploy/*.md"), *(page for page in (ROOT / "docs").rglob("*.md") if page.name != "data-dictionary.md")],
    key=lambda page: page.as_posix(),
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
MARTS = {path.stem for path in (ROOT / "dbt_project" / "models" / "marts").glob("*.sql")}
PLACES = ("raw/", "orchestration/", "dbt_project/", "notebooks/", "docs/", "tests/", "requirements/", "deploy/", ".ci/")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def code_of(text: str) -> str:
    """Everything that is set as code: fenced blocks and spans."""
    without = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL), *re.findall(r"`([^`]+)`", without)])


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))


def commands_of_check() -> list[str]:
    (recipe,) = re.findall(r"^check:.*\n((?:\t.*\n)+)", text_of("Makefile"), re.MULTILINE)
    return [line.strip().removeprefix("@$(BIN)/") for line in recipe.splitlines()]


@every_page
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"^make ([\w-]+)", code_of(page.read_text(encoding="utf-8")), re.MULTILINE))
    assert named - make_targets() == set()


@every_page
def test_every_detention_command_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"^(?:\.venv/bin/)?detention (\w+)", code_of(page.read_text(encoding="utf-8")), re.MULTILINE))
    assert named - set(typer.main.get_command(cli.app).commands) == set()  # type: ignore[attr-defined]


def test_the_pages_name_the_two_commands_that_matter() -> None:
    (first, *_) = blocks(text_of("README.md"), "sh")
    assert [line.split("#")[0].strip() for line in first.splitlines()] == ["make run", "make test"]


@every_page
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@every_page
def test_every_path_that_is_named_exists(page: Path) -> None:
    spans = re.findall(r"`([^`\s]+)`", page.read_text(encoding="utf-8"))
    named = [span for span in spans if span.startswith(PLACES) and not re.search(r"[<>*]|\.\.\.", span)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_counts_what_lies_in_raw() -> None:
    documents = len(list((ROOT / "raw").glob("*/*/*/capture.yml")))
    sources = len({path.parents[1] for path in (ROOT / "raw").glob("*/*/*/capture.yml")})
    codings = len((ROOT / "raw" / "codings" / "el_salvador.csv").read_text(encoding="utf-8").splitlines()) - 1
    said = re.search(r"(\d+) documents from (\d+) sources and (\d+)\s+coding rows", text_of("README.md"))
    assert said is not None
    assert tuple(map(int, said.groups())) == (documents, sources, codings)


def queries_with_answers() -> Iterator[tuple[str, list[list[str]]]]:
    for query, table in re.findall(r"^```sql\n(.*?)^```\n\n((?:^\|[^\n]*\n)+)", text_of("README.md"), re.MULTILINE | re.DOTALL):
        header, _, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
        yield query, [header, *rows]


def test_every_relation_in_the_readme_exists() -> None:
    asked = set(re.findall(r"\b(?:from|join) (\w+)", "\n".join([*blocks(text_of("README.md"), "sql"), *blocks(text_of("README.md"), "sh")])))
    assert {"lineage", "series_custodial_deaths", "dim_origins"} <= asked
    assert asked - MARTS == set()


def test_the_queries_of_the_readme_give_the_answers_of_the_readme(published: Path) -> None:  # noqa: F811 - the fixture
    pairs = list(queries_with_answers())
    assert len(pairs) == 2
    with duckdb.connect(str(published / "releases" / "current" / "detention.duckdb"), read_only=True) as warehouse:
        for query, (header, *rows) in pairs:
            answer = warehouse.execute(query)
            assert [column[0] for column in answer.description or []] == header
            assert [["" if cell is None else str(cell) for cell in row] for row in answer.fetchall()] == rows


def test_the_make_sql_example_of_the_readme_is_a_query_that_runs(published: Path) -> None:  # noqa: F811 - the fixture
    (query,) = re.findall(r'make sql Q="([^"]+)"', text_of("README.md"))
    with duckdb.connect(str(published / "releases" / "current" / "detention.duckdb"), read_only=True) as warehouse:
        assert warehouse.execute(query).fetchall()


def test_the_glossary_defines_every_code_of_every_closed_list() -> None:
    spans = set(re.findall(r"`([^`]+)`", text_of("docs/glossary.md")))
    lists = {name: value for name, value in vars(vocabulary).items() if name.isupper() and not name.startswith("_")}
    assert len(lists) >= 15
    assert {name: sorted(set(codes) - spans) for name, codes in lists.items() if set(codes) - spans} == {}


def test_the_table_of_qualifiers_is_what_a_coding_is_checked_against() -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]+\| (\w+) \| (\w+) \| (\w+) \|$", text_of("docs/glossary.md"), re.MULTILINE)
    assert [name for name, *_ in rows] == list(vocabulary.QUALIFIERS)
    meant = {"v": 40, "A": 30, "B": 50, "empty": None}
    for name, *cells in rows:
        assert bounds(name, 40, 30, 50) == tuple(meant[cell] for cell in cells)


def test_the_glossary_gives_every_reason_why_a_claim_enters_no_series() -> None:
    first = re.findall(
        r"known_to is not null then '([^']+)' else series_exclusion", text_of("dbt_project/models/intermediate/int_claims_current.sql")
    )
    sql = text_of("dbt_project/models/intermediate/int_claims_weighed.sql")
    (case,) = re.findall(r"case\n\s+when context_id is null(.*?)end as window_exclusion", sql, re.DOTALL)
    reasons = [*first, *re.findall(r"then\s+'([^']+)'", case), *re.findall(r"coalesce\(window_exclusion, case .* then '([^']+)'", sql)]
    assert len(reasons) >= 10
    section = text_of("docs/glossary.md").partition("## series_exclusion")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == reasons


def test_decisions_are_numbered_dated_and_say_what_would_change_them() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04d}" for n in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# {path.name[:4]} .+\n\n\d{{4}}-\d{{2}}-\d{{2}}\n", text), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "What would change it"], path.name


def test_the_birth_certificate_of_the_how_to_is_one_of_the_record() -> None:
    page = text_of("docs/how-to/add-a-document.md")
    (example,) = blocks(page, "yaml")
    (folder,) = set(re.findall(r"raw/press_articles/\w+/2023-06-13_[\w-]+", page))
    assert strict_yaml.parse(example) == strict_yaml.parse(text_of(f"{folder}/capture.yml"))
    table = page.partition("| field |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]+)\|", table, re.MULTILINE)))) == set(CaptureCard.model_fields)


def test_the_coding_of_the_how_to_is_one_of_the_record() -> None:
    page = text_of("docs/how-to/add-a-document.md")
    row = next(line for line in text_of("raw/codings/el_salvador.csv").splitlines() if line.startswith("D050-01,"))
    filled = {name for name, cell in zip(CODING_COLUMNS, row.split(","), strict=True) if cell}
    table = page.partition("| column | value |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]+)\|", table, re.MULTILINE)))) == filled


def test_the_source_of_the_how_to_is_one_of_the_record() -> None:
    page = text_of("docs/how-to/add-a-source.md")
    (example,) = blocks(page, "yaml")
    assert strict_yaml.parse(example) == strict_yaml.parse(text_of("raw/ngo_reports/cristosal/source.yml"))
    table = page.partition("| field |")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(SourceCard.model_fields)


def test_the_context_of_the_how_to_is_the_one_of_the_catalogue() -> None:
    context, origins, facilities = map(strict_yaml.parse, blocks(text_of("docs/how-to/add-a-country.md"), "yaml"))
    card = load("sv")
    assert context == {name: getattr(card, name) for name in ("name", "country", "starts_on", "counts_from", "codings")}
    for key, value in origins.items():
        assert card.origins[key] == OriginCard.model_validate(value)
    for key, value in facilities.items():
        assert card.facilities[key] == FacilityCard.model_validate(value)


def test_the_language_how_to_names_every_part_of_a_lexicon() -> None:
    table = text_of("docs/how-to/add-a-language.md").partition("| part |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]+)\|", table, re.MULTILINE)))) == set(Lexicon.model_fields)


def test_the_examples_of_the_language_how_to_are_those_of_the_lexicon_and_a_golden_case() -> None:
    hedges, golden = blocks(text_of("docs/how-to/add-a-language.md"), "yaml")
    assert hedges.strip() in text_of("orchestration/languages/en.yml")
    assert golden.strip().splitlines()[-1] in text_of("tests/golden/en_protest_day.yml")


def test_the_citation_file_names_the_version_and_the_licences_of_the_package() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors", "version", "date-released", "license"} <= set(citation)
    assert citation["authors"] == [{"name": "Detention Monitor contributors"}]
    package = text_of("pyproject.toml")
    assert f'version = "{citation["version"]}"' in package
    assert f'license = "{citation["license"][0]}"' in package
    assert f"## {citation['version']} - {citation['date-released']}" in text_of("CHANGELOG.md")


def test_the_licences_are_the_ones_that_are_named() -> None:
    assert text_of("LICENSE").split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in text_of("LICENSE")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text_of("LICENSE-DATA")


def test_every_hook_of_a_commit_runs_a_command_of_make_check_and_needs_no_network() -> None:
    (repository,) = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    assert repository["repo"] == "local"
    hooks = [hook for hook in repository["hooks"] if hook["id"] not in ("trailing-whitespace", "yaml")]
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in hooks]
    assert len(entries) == len(commands_of_check())
    for entry, command in zip(entries, commands_of_check(), strict=True):
        assert command == entry or shlex.split(command)[: len(shlex.split(entry))] == shlex.split(entry)
    assert {hook["language"] for hook in repository["hooks"]} <= {"system", "pygrep"}


def test_continuous_integration_runs_what_the_readme_names() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert [line.removesuffix(" </dev/null") for line in lines if line.startswith("make ")] == ["make check", "make test"]
    assert {"make check", "make test"} <= set(re.findall(r"make \w+", text_of("README.md")))
