"""The table of errors in the docs is that of the code."""

import re
from pathlib import Path

from orchestration import settings

TABLE = (settings.ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
SAID = re.findall(r"^\| `([^`]+)` \|", TABLE, flags=re.MULTILINE)


def test_every_message_of_the_table_is_one_that_the_code_says() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (settings.ROOT / "orchestration").rglob("*.py"))
    assert len(SAID) > 10
    assert [words for words in SAID if words not in code] == []


def test_every_command_of_the_table_is_a_target_or_a_command() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (settings.ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    commands = set(re.findall(r"^def ([a-z]+)\(", Path(settings.ROOT / "orchestration" / "cli.py").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", TABLE)) <= targets
    assert set(re.findall(r"`\.venv/bin/detention ([a-z]+)", TABLE)) <= commands
