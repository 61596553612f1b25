"""The ``detention`` command: what people and cron type. Each command is one call into the layers below."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration import asking, dictionary, health, serving, settings, summary, takedown
from orchestration import rebuild as rebuilding
from orchestration.desk.command import review
from orchestration.store import integrity, raw, releases
from orchestration.store.kept import one_keeper
from orchestration.store.lock import RefreshUnderwayError, one_opener
from orchestration.terminal import fail, found_settings, printable

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="From raw/ to a published warehouse.")


def _initialise(found: settings.Settings) -> None:
    settings.export(found)
    from orchestration.defs import instance  # Dagster takes seconds to import: only the commands that run it pay

    try:
        with one_opener(found.dagster_home):
            serving.prepare(found)
            instance.initialise(found.postgres)
    except ConnectionError as error:
        raise fail(str(error)) from None


@app.command()
def init() -> None:
    """Prepare Dagster's instance and dbt's manifest, so that nothing races for them later."""
    _initialise(found_settings())


@app.command()
def refresh() -> None:
    """Read raw/, rebuild and check everything, and publish a release if anything is new."""
    found = found_settings()
    _initialise(found)
    from orchestration.defs import instance

    before = releases.current(found.releases)
    with summary.Making() as making:
        failed = instance.refresh(making, found.var / "dbt" / "refresh.log")
    if failed:
        kept = f"The published release {before.name} is as it was." if before is not None else "Nothing was published."
        raise fail("\n".join([*failed, kept, "See the run in the Dagster UI: make ui"]))
    summary.show(found.releases, is_new=releases.current(found.releases) != before)


@app.command()
def status(quiet: Annotated[bool, typer.Option(help="Print only what is not well: for cron.")] = False) -> None:
    """Show what the current release holds and how the pipeline is: fresh, whole, looked after. Exit status 1 when something must be done."""
    found = found_settings()
    signs = list(health.signs(found, datetime.now(UTC)))
    if not quiet and releases.current(found.releases) is not None:
        summary.show(found.releases, is_new=None)
    for sign in signs:
        if sign.remedy is not None or not quiet:
            words = f"{sign.what}: {sign.how}{(sign.remedy and f' -> {sign.remedy}') or ''}"
            typer.secho(printable(words), fg="red" if sign.remedy else None)
    if any(sign.remedy is not None for sign in signs):
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Look at every byte of raw/ and of the current release: is it still what was kept?"""
    found = found_settings()
    with summary.Looking() as looking:
        findings = [*integrity.raw_findings(found.raw, found.var, looking), *integrity.release_findings(found.releases, looking)]
    for finding in findings:
        typer.secho(printable(f"{finding.file}: {finding.what} -> {finding.remedy}"), fg="red")
    if findings:
        raise typer.Exit(1)
    typer.echo(f"{looking.count:,} files and tables are what they were.")


@app.command()
def rebuild() -> None:
    """Build everything from raw/ alone, in a folder of its own, and compare it with the current release. What is published stays as it is."""
    try:
        name, relations = rebuilding.compared(found_settings())
    except ValueError as error:
        raise fail(str(error)) from error
    typer.echo(f"Release {name} is what raw/ gives: {relations} relations, the same rows in the same order.")


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="A document folder below raw/, or a document_id.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept, and names no private person.")],
) -> None:
    """Take a document down: its bytes, its codings, every row derived from it, and the releases that hold them. A hash and the reason stay."""
    found = found_settings()
    try:
        asked = takedown.find(found, document)
        marks = takedown.marks(found, asked)
        gone = takedown.take_down(found, asked, reason, found.today)
    except (ValueError, OSError, RefreshUnderwayError) as error:
        raise fail(str(error)) from error
    typer.echo(f"removed {', '.join(f'raw/{folder}' for folder in gone.folders)} and {gone.codings} codings; raw/removed.jsonl says why")
    refresh()
    takedown.finish(found, asked)
    for mention in takedown.left(found, marks):
        typer.secho(printable(f"{mention.file}:{mention.line} still tells of it, {mention.by}"), fg="yellow")
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

    found = found_settings()
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
        with one_keeper(found.raw, found.var), Capturer(found, source, with_warc=warc) as capturer:
            outcomes = Counter[str]()
            for one in captured(capturer):
                outcomes[one.outcome] += 1
                where = f" -> {one.folder.relative_to(found.raw)}" if one.folder else ""
                typer.echo(printable(f"{one.outcome}: {one.asked}{where}{one.reason and f': {one.reason}'}"))
    except (ValueError, OSError) as error:
        raise fail(str(error)) from error
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "nothing is listed: see docs/how-to/capture.md")
    if outcomes["refused"]:
        raise typer.Exit(1)


@app.command()
def ui(port: int = 3000) -> None:
    """Serve the Dagster UI on this machine alone, with the schedule and the sensor running."""
    _initialise(found_settings())
    serving.become(serving.desk(port))


for command in (asking.sql, asking.explain, asking.site, asking.export, review):
    app.command()(command)


@app.command()
def serve(
    part: Annotated[
        serving.Part, typer.Argument(help="site (the explorer), or a part of a server: code, daemon, operate (the UI), view (the UI, read-only).")
    ] = serving.Part.SITE,
    port: Annotated[int | None, typer.Option(help="If it is not 8000 (site), 3000 (operate) or 3001 (view).")] = None,
) -> None:
    """Serve the explorer, or run one part of a server, on this machine alone: see deploy/README.md."""
    found = found_settings()
    try:
        command = serving.part(part, found, port)
    except ValueError as error:
        raise fail(str(error)) from error
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
        raise fail(str(error)) from error


@app.command()
def describe(check: Annotated[bool, typer.Option(help="Only say which files are out of date.")] = False) -> None:
    """Write dbt's descriptions and the data dictionary from the models."""
    drifted = dictionary.drifted(settings.ROOT)
    if check and drifted:
        raise fail("\n".join(f"{path.relative_to(settings.ROOT)} is out of date: run 'detention describe'" for path in drifted))
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
