"""The explorer built of a release, as tests read it."""

import json
from pathlib import Path
from typing import Any

from lxml import html

from orchestration.explorer import site


def built(releases: Path, var: Path) -> Path:
    return site.build(releases, var, lambda *_: None).folder


def pages(folder: Path) -> dict[str, Any]:
    return {str(file.relative_to(folder)): html.fromstring(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("??/**/*.html"))}


def script(folder: Path, name: str) -> dict[str, Any]:
    text = (folder / "data" / "series" / f"{name}.js").read_text(encoding="ascii")
    said: dict[str, Any] = json.loads(text.removeprefix("window.series = ").rstrip().removesuffix(";"))
    return said
