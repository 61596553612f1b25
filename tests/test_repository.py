"""What may not be in the repository, whoever writes it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from orchestration import contexts

MAX_PYTHON_LINES = 300
MAX_MODEL_LINES = 120
TOO_LONG_TO_WATCH = 5_000_000

HOME_FOLDERS = "|".join(("home", "root", "Users", "work", "tmp"))
MACHINE_PATH = re.compile(rf"(?<![\w.~*}}-])/(?:{HOME_FOLDERS})/\w")
WEB_ADDRESS = re.compile(r"https?://\S+")
REGISTRY = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)", "--(?:extra-)?" + "index-url", "conda" + r"\.anaconda\.org"])
)
EVERY_INTERFACE = re.compile(r"\b0\.0\." + r"0\.0\b")
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
REBUILT = ("var/", "dbt_project/target/", "dbt_project/logs/", ".venv/", ".hypothesis/")


@pytest.fixture(scope="module")
def tracked(root: Path) -> dict[str, str]:
    """Text of every tracked file by its path in the repository."""
    asked = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, text=True, check=False)
    if asked.returncode:
        pytest.skip(f"SKIPPED: no list of tracked files outside a git checkout: {asked.stderr.strip()}")
    texts = {}
    for name in filter(None, asked.stdout.split("\0")):
        if (root / name).is_file():  # a file removed and not committed yet
            assert (root / name).stat().st_size < TOO_LONG_TO_WATCH, f"{name} is too large to be read here"
            texts[name] = (root / name).read_bytes().decode("utf-8", "replace")
    assert "pyproject.toml" in texts
    return texts


@pytest.fixture(scope="module")
def python(tracked: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in tracked.items() if name.endswith(".py")}


def found(texts: dict[str, str], pattern: re.Pattern[str], *, outside: re.Pattern[str] | None = None) -> list[str]:
    """Path, line and words of every hit; what the second pattern covers is not looked at."""
    hits = []
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            match = pattern.search(outside.sub(" ", line) if outside else line)
            if match:
                hits.append(f"{name}:{number}: {match.group()}")
    return hits


def test_no_file_names_a_path_of_one_machine(tracked: dict[str, str]) -> None:
    assert found(tracked, MACHINE_PATH, outside=WEB_ADDRESS) == []


def test_no_file_names_a_package_registry(tracked: dict[str, str]) -> None:
    assert found(tracked, REGISTRY) == []


def test_no_file_is_left_unfinished(tracked: dict[str, str]) -> None:
    assert found({name: text for name, text in tracked.items() if not name.startswith("raw/")}, UNFINISHED) == []


def test_nothing_listens_on_every_interface(tracked: dict[str, str]) -> None:
    assert found(tracked, EVERY_INTERFACE) == []


def test_nothing_that_a_command_rebuilds_is_kept(tracked: dict[str, str]) -> None:
    assert [name for name in tracked if name.startswith(REBUILT) or name.endswith((".duckdb", ".parquet", ".log", ".pyc")) or "{{" in name] == []


def test_the_patterns_find_what_they_look_for() -> None:
    for pattern, words in (
        (MACHINE_PATH, "lies in /" + "home/somebody/x"), (MACHINE_PATH, 'path = "/' + 'Users/x"'), (REGISTRY, "https://" + "pypi" + ".org/simple"),
        (REGISTRY, "pip install --index" + "-url x"), (UNFINISHED, "# TO" + "DO: later"), (EVERY_INTERFACE, "--host 0.0." + "0.0"),
    ):  # fmt: skip
        assert found({"x": words}, pattern)
    assert not found({"x": "https://a.example/" + "home/x and docs/home/x and ~/work/x"}, MACHINE_PATH, outside=WEB_ADDRESS)


def test_no_file_is_too_long_to_be_read_at_once(tracked: dict[str, str], python: dict[str, str]) -> None:
    models = {name: text for name, text in tracked.items() if name.startswith("dbt_project/models/") and name.endswith(".sql")}
    assert models
    lengths = {name: len(text.splitlines()) for name, text in (python | models).items()}
    assert {name: lines for name, lines in lengths.items() if lines > (MAX_MODEL_LINES if name in models else MAX_PYTHON_LINES)} == {}


def proper_names() -> set[str]:
    """Names of the countries and facilities of every context."""
    cards = [contexts.load(code) for code in contexts.available()]
    facilities = [facility for card in cards for facility in card.facilities.values()]
    return {card.country.lower() for card in cards} | {name.lower() for facility in facilities for name in (facility.name, *facility.names)}


def test_no_code_names_a_country_or_a_facility(tracked: dict[str, str]) -> None:
    code = {
        name: text.lower()
        for name, text in tracked.items()
        if (name.startswith("orchestration/") and name.endswith(".py"))
        or (name.startswith("orchestration/languages/") and name.endswith(".yml"))
        or (name.startswith("dbt_project/") and name.endswith(".sql"))
    }
    assert {Path(name).suffix for name in code} == {".py", ".yml", ".sql"}
    names = proper_names()
    assert len(names) > len(contexts.available())
    assert found(code, re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)))) == []


def test_what_ci_runs_is_what_the_makefile_and_the_readme_say(root: Path) -> None:
    run = root / ".ci" / "run"
    if not run.is_file():
        pytest.skip("SKIPPED: the checkout has no .ci/run")
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = re.findall(r"\bmake ((?:[a-z-]+ ?)+)", re.sub(r"#.*", "", run.read_text(encoding="utf-8")))
    called = {target for words in asked for target in words.split()}
    assert called <= targets
    assert {"test", "all"} & called
    assert run.stat().st_mode & 0o111, ".ci/run is not executable"
    readme = root / "README.md"
    if readme.is_file():
        named = set(re.findall(r"(?:^|`)make ([a-z-]+)", readme.read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= targets
        assert "test" in named


def test_every_target_is_listed_with_what_it_does(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: ([a-z-]+)$", makefile, re.MULTILINE)
    assert phony
    assert [target for target in phony if not re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)] == []


def test_every_requirement_is_locked_by_its_hash(root: Path) -> None:
    lock = (root / "requirements" / "lock.txt").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE).strip())
    assert len(pins) > 50
    assert [pin.splitlines()[0] for pin in pins if not re.match(r"[a-z0-9._-]+==\S+", pin) or "--hash=sha256:" not in pin] == []


def test_every_file_that_the_package_reads_is_packed(root: Path, tracked: dict[str, str]) -> None:
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["orchestration"]
    packed = {str(path.relative_to(root)) for pattern in told for path in (root / "orchestration").glob(pattern)}
    assert [name for name in tracked if name.startswith("orchestration/") and not name.endswith(".py") and name not in packed] == []
