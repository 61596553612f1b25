"""The ``detention`` command: what people and cron type. Each command is one call into the layers below."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration import dictionary, health, serving, settings, summary, takedown
from orchestration.cookbook import Example, examples
from orchestration.store import integrity, published, raw, releases
from orchestration.store.kept import one_keeper
from orchestration.store.lock import RefreshUnderwayError, one_opener

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="From raw/ to a published warehouse.")


def _fail(message: str) -> typer.Exit:
    typer.secho("\n".join(map(_printable, message.split("\n"))), fg="red", err=True)
    return typer.Exit(1)


def _settings() -> settings.Settings:
    try:
        return settings.load()
    except ValueError as error:
        raise _fail(str(error)) from error


def _initialise(found: settings.Settings) -> None:
    settings.export(found)
    from orchestration.defs import instance  # Dagster takes seconds to import: only the commands that run it pay

    try:
        with one_opener(found.dagster_home):
            serving.prepare(found)
            instance.initialise(found.postgres)
    except ConnectionError as error:
        raise _fail(str(error)) from None


@app.command()
def init() -> None:
    """Prepare Dagster's instance and dbt's manifest, so that nothing races for them later."""
    _initialise(_settings())


@app.command()
def refresh() -> None:
    """Read raw/, rebuild and check everything, and publish a release if anything is new."""
    found = _settings()
    _initialise(found)
    from orchestration.defs import instance

    before = releases.current(found.releases)
    with summary.Making() as making:
        failed = instance.refresh(making, found.var / "dbt" / "refresh.log")
    if failed:
        kept = f"The published release {before.name} is as it was." if before is not None else "Nothing was published."
        raise _fail("\n".join([*failed, kept, "See the run in the Dagster UI: make ui"]))
    summary.show(found.releases, is_new=releases.current(found.releases) != before)


@app.command()
def status(quiet: Annotated[bool, typer.Option(help="Print only what is not well: for cron.")] = False) -> None:
    """Show what the current release holds and how the pipeline is: fresh, whole, looked after. Exit status 1 when something must be done."""
    found = _settings()
    signs = list(health.signs(found, datetime.now(UTC)))
    if not quiet and releases.current(found.releases) is not None:
        summary.show(found.releases, is_new=None)
    for sign in signs:
        if sign.remedy is not None or not quiet:
            words = f"{sign.what}: {sign.how}{(sign.remedy and f' -> {sign.remedy}') or ''}"
            typer.secho(_printable(words), fg="red" if sign.remedy else None)
    if any(sign.remedy is not None for sign in signs):
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Look at every byte of raw/ and of the current release: is it still what was kept?"""
    found = _settings()
    with summary.Looking() as looking:
        findings = [*integrity.raw_findings(found.raw, found.var, looking), *integrity.release_findings(found.releases, looking)]
    for finding in findings:
        typer.secho(_printable(f"{finding.file}: {finding.what} -> {finding.remedy}"), fg="red")
    if findings:
        raise typer.Exit(1)
    typer.echo(f"{looking.count:,} files and tables are what they were.")


@app.command()
def rebuild() -> None:
    """Build everything from raw/ alone, in a folder of its own, and compare it with the current release. What is published stays as it is."""
    found = _settings()
    aside = replace(found, var=found.rebuild)
    shutil.rmtree(aside.var, ignore_errors=True)
    try:
        # its run is none of the server's: it is kept aside too
        environment = os.environ | aside.environment() | {"DETENTION_POSTGRES": ""}
        ended = subprocess.run([sys.executable, "-m", "orchestration.cli", "refresh"], env=environment, check=False)
        anew, now = releases.current(aside.releases), releases.current(found.releases)
        if ended.returncode or anew is None:
            raise _fail("The rebuild failed. What is published stays as it is.")
        if now is None:
            raise _fail("The rebuild went well, and nothing is published to compare it with: run 'make run'")
        built, published_now = releases.logical_hashes(anew), releases.logical_hashes(now)
    finally:
        shutil.rmtree(aside.var, ignore_errors=True)
    others = sorted(table for table in built.keys() | published_now.keys() if built.get(table) != published_now.get(table))
    if others:
        raise _fail(
            f"Release {now.name} is not what raw/ and this code give now, in: {', '.join(others)}. If raw/ or the code changed since: make run"
        )
    typer.echo(f"Release {now.name} is what raw/ gives: {len(built)} relations, the same rows in the same order.")


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="A document folder below raw/, or a document_id.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept, and names no private person.")],
) -> None:
    """Take a document down: its bytes, its codings, every row derived from it, and the releases that hold them. A hash and the reason stay."""
    found = _settings()
    try:
        asked = takedown.find(found, document)
        gone = takedown.take_down(found, asked, reason, found.today)
    except (ValueError, OSError, RefreshUnderwayError) as error:
        raise _fail(str(error)) from error
    typer.echo(f"removed {', '.join(f'raw/{folder}' for folder in gone.folders)} and {gone.codings} codings; raw/removed.jsonl says why")
    refresh()
    takedown.finish(found, asked)
    typer.echo("The releases before are removed too. What git keeps of raw/ is git's: see docs/how-to/take-a-document-down.md")


@app.command()
def capture(
    source: Annotated[str, typer.Option(help="Name of the folder of the source in raw/.")],
    what: Annotated[str | None, typer.Argument(help="An address, a file or a folder; without it, what the feeds of the source list.")] = None,
    url: Annotated[str | None, typer.Option(help="Address that the file was saved from; of a folder, the address that its files lie under.")] = None,
    title: Annotated[str | None, typer.Option(help="Title, if the document does not say it.")] = None,
    language: Annotated[str | None, typer.Option(help="Language (ISO 639), if the document does not say it.")] = None,
    published_on: Annotated[
        str | None, typer.Option(help="Day of publication (YYYY, YYYY-MM or YYYY-MM-DD), if the document does not say it.")
    ] = None,
    context: Annotated[str | None, typer.Option(help="Context that the document is about, if it is not that of the source.")] = None,
    month: Annotated[list[str] | None, typer.Option(help="Only what the feeds list for this month (YYYY-MM); may be said several times.")] = None,
    warc: Annotated[bool, typer.Option(help="Keep the exchange as a web archive record too.")] = False,
) -> None:
    """Capture documents into raw/: their bytes, hash and birth certificate. This is the only command that asks the network."""
    from orchestration.capture import Captured, Capturer, Told

    found = _settings()
    known = title and "capture", published_on and "capture"
    told = Told(title, known[0], language, published_on, known[1], context)

    def captured(capturer: Capturer) -> Iterator[Captured]:
        if what is None and (url is not None or told != Told()):
            raise ValueError("say which address, file or folder is meant: what the feeds list is described by the feeds")
        if what is not None and month:
            raise ValueError(f"{what}: --month goes with what the feeds list")
        if wrong := [one for one in month or () if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", one, re.ASCII)]:
            raise ValueError(f"--month: {wrong[0]!r} is no month: write YYYY-MM")
        if what is None:
            yield from capturer.listed(frozenset(month) if month else None)
        elif "://" in what:
            if url is not None:
                raise ValueError(f"{what}: --url goes with a file or a folder")
            yield capturer.url(what, told)
        elif url is None:
            raise ValueError(f"{what}: say with --url where it was published")
        elif Path(what).is_dir():
            yield from capturer.folder(Path(what), url, told)
        else:
            yield capturer.file(Path(what), url, told)

    try:
        with one_keeper(found.raw, found.var):
            outcomes = Counter[str]()
            for one in captured(Capturer(found, source, with_warc=warc)):
                outcomes[one.outcome] += 1
                where = f" -> {one.folder.relative_to(found.raw)}" if one.folder else ""
                typer.echo(_printable(f"{one.outcome}: {one.asked}{where}{one.reason and f': {one.reason}'}"))
    except (ValueError, OSError) as error:
        raise _fail(_printable(str(error))) from error
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "nothing is listed: see docs/how-to/capture.md")
    if outcomes["refused"]:
        raise typer.Exit(1)


def _printable(text: str) -> str:
    """The text without what would command a terminal: names of files, and what servers and documents say, may hold anything."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


CONTENTS = "select table_name as relation, estimated_size as rows, comment as meaning from duckdb_tables() order by table_name"


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="What to ask: SQL, or the number of a prepared question. Without it, what there is.")] = None,
) -> None:
    """Ask the published warehouse, read-only. Without a query, in a terminal, ask one after the other."""
    prepared = {str(one.number): one for one in examples(settings.COOKBOOK)}
    releases_folder = _settings().releases
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
        raise _fail(str(error)) from error
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


@app.command()
def explain(asked: Annotated[str, typer.Argument(metavar="ID", help="A figure_id or claim_id, or a beginning of it that no other has.")]) -> None:
    """Explain a number: from its caption to the claims, sentences, documents and origins behind it."""
    try:
        steps = published.explained(_settings().releases, asked)
    except (published.QueryError, FileNotFoundError) as error:
        raise _fail(str(error)) from error
    summary.print_explanation(steps)


@app.command()
def site() -> None:
    """Build the explorer of the current release: pages for every series, document, origin and conflict, in var/site."""
    found = _settings()
    from orchestration.explorer import site as explorer

    try:
        with summary.Making("replaying what was known when", is_logged=False) as making:
            built = explorer.build(found.releases, found.var, making)
    except FileNotFoundError as error:
        raise _fail(str(error)) from error
    typer.echo(
        f"{built.pages:,} pages of release {built.version}, {built.size / 1e6:.1f} MB. Open them, or 'make serve':\n  {built.folder / 'index.html'}"
    )


@app.command()
def export() -> None:
    """Write the exports of the current release: CSV, Parquet, data package, Croissant, SDMX, citations and what changed, in var/exports."""
    found = _settings()
    from orchestration.exports import folder

    try:
        written = folder.export(found.releases, found.var, settings.ROOT / "CITATION.cff", found.dbt_manifest)
    except FileNotFoundError as error:
        raise _fail(str(error)) from error
    typer.echo(
        f"{written.files} files of release {written.version}, {written.size / 1e6:.1f} MB, with their hashes in SHA256SUMS:\n  {written.folder}"
    )


@app.command()
def ui(port: int = 3000) -> None:
    """Serve the Dagster UI on this machine alone, with the schedule and the sensor running."""
    _initialise(_settings())
    serving.become(serving.desk(port))


@app.command()
def serve(
    part: Annotated[
        serving.Part, typer.Argument(help="site (the explorer), or a part of a server: code, daemon, operate (the UI), view (the UI, read-only).")
    ] = serving.Part.SITE,
    port: Annotated[int | None, typer.Option(help="If it is not 8000 (site), 3000 (operate) or 3001 (view).")] = None,
) -> None:
    """Serve the explorer, or run one part of a server, on this machine alone: see deploy/README.md."""
    found = _settings()
    try:
        command = serving.part(part, found, port)
    except ValueError as error:
        raise _fail(str(error)) from error
    if part is serving.Part.SITE:
        typer.echo(f"http://{serving.LOOPBACK}:{port or serving.PORTS[part]}/")
    else:
        _initialise(found)
    serving.become(command)


@app.command()
def seal(folder: Annotated[Path, typer.Argument(help="A document folder below raw/.", exists=True, file_okay=False)]) -> None:
    """Write the hash of a document's text into its capture.yml, after the text was written or changed on purpose."""
    try:
        typer.echo(raw.seal(folder))
    except ValueError as error:
        raise _fail(str(error)) from error


@app.command()
def describe(check: Annotated[bool, typer.Option(help="Only say which files are out of date.")] = False) -> None:
    """Write dbt's descriptions and the data dictionary from the models."""
    drifted = dictionary.drifted(settings.ROOT)
    if check and drifted:
        raise _fail("\n".join(f"{path.relative_to(settings.ROOT)} is out of date: run 'detention describe'" for path in drifted))
    if not check:
        dictionary.write(settings.ROOT)


@app.command()
def extract(
    explain: Annotated[bool, typer.Option(help="Add to every claim why it is what it is.")] = False,
    readable: Annotated[bool, typer.Option(help="Print for people, with the explanations.")] = False,
) -> None:
    """Read figures in texts: JSON lines {id, text, language?, published_on?, publisher?, context?} in, {id, claims} out."""
    from orchestration.claims.explain import readable as in_words
    from orchestration.claims.jsonl import answers
    from orchestration.documents.passages import split_text

    has_faults = False
    for answer in answers(sys.stdin.buffer, split_text, explain=explain or readable):
        if answer.content is None:
            has_faults = True
            typer.echo(f"line {answer.line}: {answer.fault}", err=True)
        else:
            shown = in_words(answer.content) if readable else json.dumps(answer.content, ensure_ascii=False)
            # half a character is written as JSON escapes it: no output is broken by one
            typer.echo(shown.encode("utf-8", "backslashreplace"))
    if has_faults:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
