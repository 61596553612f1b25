"""The commands that read a release: ask it, explain a number of it, make its explorer and its exports."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from orchestration import settings, summary
from orchestration.cookbook import Example, examples
from orchestration.store import published
from orchestration.terminal import fail, found_settings

CONTENTS = "select table_name as relation, estimated_size as rows, comment as meaning from duckdb_tables() order by table_name"


def sql(
    query: Annotated[str | None, typer.Argument(help="What to ask: SQL, or the number of a prepared question. Without it, what there is.")] = None,
) -> None:
    """Ask the published warehouse, read-only. Without a query, in a terminal, ask one after the other."""
    prepared = {str(one.number): one for one in examples(settings.COOKBOOK)}
    releases_folder = found_settings().releases
    if query is not None:
        _answer(releases_folder, prepared, query)
        return
    _answer(releases_folder, prepared, CONTENTS)
    typer.echo("\nPrepared questions (docs/cookbook.md). Ask one by its number:")
    for one in prepared.values():
        typer.echo(f"  {one.number:>2}  {one.question}")
    if sys.stdin.isatty() and sys.stdout.isatty():
        _converse(releases_folder, prepared)


def _answer(folder: Path, prepared: dict[str, Example], asked: str) -> None:
    one = prepared.get(asked.strip())
    if one is not None:
        typer.echo(f"{one.question}\n{one.remark}\n\n{one.query}\n")
    try:
        names, rows = published.ask(folder, one.query if one else asked)
    except (published.QueryError, FileNotFoundError) as error:
        raise fail(str(error)) from error
    summary.print_rows(names, rows)


def _converse(folder: Path, prepared: dict[str, Example]) -> None:
    """Read queries, each up to its semicolon, or numbers of prepared questions, until the reader leaves."""
    import readline  # noqa: F401 - the arrow keys of the prompt

    typer.echo("\nSQL up to a semicolon, a number, or nothing to leave. Try: describe series_arrests; summarize fct_claims;")
    lines: list[str] = []
    while True:
        try:
            line = input("  ...> " if lines else "sql> ")
        except (EOFError, KeyboardInterrupt):
            return
        if not lines and not line.strip():
            return
        lines.append(line)
        if line.rstrip().endswith(";") or line.strip() in prepared:
            with suppress(typer.Exit):  # what was wrong has been said
                _answer(folder, prepared, "\n".join(lines))
            lines = []


def explain(asked: Annotated[str, typer.Argument(metavar="ID", help="A figure_id or claim_id, or a beginning of it that no other has.")]) -> None:
    """Explain a number: from its caption to the claims, sentences, documents and origins behind it."""
    try:
        steps = published.explained(found_settings().releases, asked)
    except (published.QueryError, FileNotFoundError) as error:
        raise fail(str(error)) from error
    summary.print_explanation(steps)


def site() -> None:
    """Build the explorer of the current release: pages for every series, document, origin and conflict, in var/site."""
    found = found_settings()
    from orchestration.explorer import site as explorer

    try:
        with summary.Making("replaying what was known when", is_logged=False) as making:
            built = explorer.build(found.releases, found.var, making)
    except FileNotFoundError as error:
        raise fail(str(error)) from error
    typer.echo(
        f"{built.pages:,} pages of release {built.version}, {built.size / 1e6:.1f} MB. Open them, or 'make serve':\n  {built.folder / 'index.html'}"
    )


def export() -> None:
    """Write the exports of the current release: CSV, Parquet, data package, Croissant, SDMX, citations and what changed, in var/exports."""
    found = found_settings()
    from orchestration.exports import folder

    try:
        written = folder.export(found.releases, found.var, settings.ROOT / "CITATION.cff", found.dbt_manifest)
    except FileNotFoundError as error:
        raise fail(str(error)) from error
    typer.echo(
        f"{written.files} files of release {written.version}, {written.size / 1e6:.1f} MB, with their hashes in SHA256SUMS:\n  {written.folder}"
    )
