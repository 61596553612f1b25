"""``detention review``: the page as a command."""

from typing import Annotated

import typer

from orchestration import settings


def review(
    port: Annotated[int, typer.Option(help="On this machine alone.", min=0, max=65535)] = 3002,
    browser: Annotated[bool, typer.Option(help="Open the page.")] = True,
    role: Annotated[str, typer.Option(help="As whom: coder, reviewer or editor.")] = "reviewer",
    coder: Annotated[
        str | None, typer.Option(help="Code apart from others, as A, B and so on: a letter or two, never a name. Moves no figure.")
    ] = None,
    blind: Annotated[bool, typer.Option(help="With --coder: see nothing of what others decided or coded.")] = False,
) -> None:
    """Open the page on which people judge what the machine read, and settle conflicts. What they decide is appended to raw/judgements/."""
    from orchestration.desk import serve as desk  # the web server takes a while to import: only this command pays
    from orchestration.desk.record import Judge

    try:
        settings.load()
        judge = Judge.named(role, coder, blind)
        desk.serve(settings.load, settings.now, judge, port, show=desk.in_browser if browser else None, tell=typer.echo)
    except (ValueError, OSError) as error:
        typer.secho(ascii(str(error))[1:-1], fg="red", err=True)
        raise typer.Exit(1) from error
