"""Derived descriptions are what the models say now, and a silence is noticed."""

import shutil
from pathlib import Path

import pytest
import yaml

from orchestration import dictionary

MARTS = Path("dbt_project") / "models" / "marts"


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A copy of what the dictionary reads and writes."""
    shutil.copytree(root / "dbt_project" / "models", tmp_path / "dbt_project" / "models")
    (tmp_path / "docs").mkdir()
    dictionary.write(tmp_path)
    return tmp_path


def test_every_derived_file_of_the_checkout_is_what_the_models_say(root: Path) -> None:
    assert [str(path.relative_to(root)) for path in dictionary.drifted(root)] == [], "run 'detention describe'"


def test_what_was_written_has_not_drifted(checkout: Path) -> None:
    assert dictionary.drifted(checkout) == []


def test_a_derived_file_that_was_changed_or_removed_has_drifted(checkout: Path) -> None:
    changed, *_, removed = dictionary.files(checkout)
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    removed.unlink()
    assert dictionary.drifted(checkout) == [changed, removed]


def mart(checkout: Path) -> tuple[Path, dict]:
    path = checkout / MARTS / "dim_origins.yml"
    return path, yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("silence", ["", None])
def test_a_mart_column_without_a_description_is_named(checkout: Path, silence: str | None) -> None:
    path, content = mart(checkout)
    column = content["models"][0]["columns"][1]
    del column["description"]
    if silence is not None:
        column["description"] = silence
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"dim_origins\.yml: dim_origins: no description of {column['name']}: write it"):
        dictionary.drifted(checkout)


def test_a_description_that_changed_drifts_the_dictionary(checkout: Path) -> None:
    path, content = mart(checkout)
    content["models"][0]["columns"][1]["description"] = "Something else."
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    assert dictionary.drifted(checkout) == [checkout / "docs" / "data-dictionary.md"]


def test_every_mart_has_its_own_page_and_every_column_its_own_row(root: Path) -> None:
    text = (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for path in sorted((root / MARTS).glob("*.sql")):
        (model,) = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["models"]
        section = text.partition(f"\n## {path.stem}\n")[2].partition("\n## ")[0]
        assert [column["name"] for column in model["columns"] if f"| `{column['name']}` |" not in section] == []


def test_every_staged_column_is_described(root: Path) -> None:
    models = yaml.safe_load((root / "dbt_project" / "models" / "staging" / "_staging.yml").read_text(encoding="utf-8"))["models"]
    assert [model["name"] for model in models if not model["columns"] or not model["description"]] == []
