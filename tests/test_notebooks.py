"""The notebooks run on a published release of the real record, from the first cell to the last, and draw what they say."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from nbclient import NotebookClient

from orchestration import settings

NOTEBOOKS = sorted((settings.ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``var/`` with a release of the record in ``raw/``, made once for all workers of the test run."""
    base = tmp_path_factory.getbasetemp()
    var = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    with FileLock(f"{var}.lock"):
        if not (var / "releases" / "current").exists():
            environment = os.environ | {"DETENTION_RAW": str(settings.ROOT / "raw"), "DETENTION_VAR": str(var)}
            refreshed = subprocess.run(
                [str(Path(sys.executable).with_name("detention")), "refresh"],
                env=environment,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert refreshed.returncode == 0, refreshed.stderr[-3000:]
    return var


def executed(path: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> nbformat.NotebookNode:
    monkeypatch.setenv("DETENTION_VAR", str(var))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}})
    return client.execute()


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[str]:
    found = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in found if kind in output.get("data", {})]


def printed(notebook: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []) if output.get("name") == "stdout")


def test_there_are_five_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01_read_a_series", "02_trace_a_number", "03_compare_origins", "04_replay", "05_your_own_assumption",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path: Path) -> None:
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert code
    assert [cell.source for cell in code if cell.outputs or cell.execution_count is not None] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_code_is_introduced_in_words(path: Path) -> None:
    kinds = [cell.cell_type for cell in nbformat.read(path, as_version=4).cells]
    assert kinds[0] == "markdown"
    assert kinds.count("markdown") >= kinds.count("code") - 2, "the opening and the closing of the file need no words of their own"


def test_the_series_notebook_draws_two_figures_and_names_the_release(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed(settings.ROOT / "notebooks" / "01_read_a_series.ipynb", published, monkeypatch)
    figures = [base64.b64decode(image) for image in outputs(notebook, "image/png")]
    assert len(figures) == 2
    assert all(figure.startswith(b"\x89PNG") and len(figure) > 10_000 for figure in figures)
    assert (published / "releases" / "current").resolve().name in printed(notebook)


def test_the_tracing_notebook_leads_from_a_point_to_a_sentence_a_coding_row_and_an_address(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed(settings.ROOT / "notebooks" / "02_trace_a_number.ipynb", published, monkeypatch)
    point, claims, lineage, coding, document, others = outputs(notebook, "text/html")
    assert "bound_high_claims" in point
    assert "makes the upper bound" in claims
    assert "makes the lower bound" in claims
    assert "142) reos murieron" in lineage
    assert "D050-01" in coding
    assert "https://elsalvador.com/" in document
    assert "a part, by circumstance" in others


def test_the_comparing_notebook_sets_origins_side_by_side_with_what_they_count(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed(settings.ROOT / "notebooks" / "03_compare_origins.ipynb", published, monkeypatch)
    reported, definitions, conflicts = outputs(notebook, "text/html")
    assert "Cristosal" in reported
    assert "December 2025" in reported
    assert "newborns" in definitions
    assert "explanation" in conflicts
    assert len(outputs(notebook, "image/png")) == 1


def test_the_replaying_notebook_knows_less_on_earlier_days(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed(settings.ROOT / "notebooks" / "04_replay.ipynb", published, monkeypatch)
    versions, *_ = outputs(notebook, "text/plain")
    last = versions.strip().splitlines()[-1].split()
    assert last[1:4] == ["<NA>"] * 3 or last[1:4] == ["NaN"] * 3
    assert last[4].isdigit()


def test_an_assumption_of_ones_own_is_drawn_and_its_contradictions_are_counted(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = executed(settings.ROOT / "notebooks" / "05_your_own_assumption.ipynb", published, monkeypatch)
    assert "of 49 months contradict the assumption" in printed(notebook)
    assert len(outputs(notebook, "image/png")) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_of_a_notebook_names_release_method_and_date(path: Path) -> None:
    drawing = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code" and "plt.show()" in cell.source]
    assert all("warehouse.caption" in source or "finish(axes" in source for source in drawing)
