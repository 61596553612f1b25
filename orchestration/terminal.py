"""What every command does in the terminal: finds its settings, and fails in words that nothing in them can disguise."""

import typer

from orchestration import settings


def fail(message: str) -> typer.Exit:
    """Say what went wrong, and hand back the end of the command to raise: exit status 1."""
    typer.secho("\n".join(map(printable, message.split("\n"))), fg="red", err=True)
    return typer.Exit(1)


def found_settings() -> settings.Settings:
    """The settings of this process; a setting that is not understood ends the command."""
    try:
        return settings.load()
    except ValueError as error:
        raise fail(str(error)) from error


def printable(text: str) -> str:
    """The text without what would command a terminal: names of files, and what servers and documents say, may hold anything."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
