"""dbt's own documentation of the project as one page that opens without a server and asks for nothing.

The page is the one that dbt carries; its project comes from dbt's manifest, its catalogue from the published file. What hangs on a machine or a
moment is left out, and dbt's page is forbidden every request: it can load a tracker.
"""

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

from orchestration.exports.described import Release

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)
_TRACKER = re.compile(r"//[a-z0-9]+\.cloudfront\.net/[0-9.]+/sp\.js")
_LAKE = re.compile(r"(?<=')/[^']*/(?=lake/)")
"""Where the tables that dbt reads lie on the machine that read the project."""

_OF_THE_MOMENT = frozenset({"created_at", "generated_at", "invocation_id", "invocation_started_at", "user_id", "root_path", "env", "run_started_at"})


def page(release: Release, manifest: Path) -> str:
    """The page. Raises ``FileNotFoundError`` when dbt has not parsed the project yet, ``ValueError`` when dbt's page is not as it was."""
    text = resources.files("dbt.task.docs").joinpath("index.html").read_text(encoding="utf-8")
    if not manifest.is_file():
        raise FileNotFoundError(f"{manifest}: dbt has not read its project yet: run 'make run'")
    project = _lasting(json.loads(manifest.read_text(encoding="utf-8")))
    project["metadata"]["send_anonymous_usage_stats"] = False
    for place, content in (("MANIFEST.JSON INLINE DATA", project), ("CATALOG.JSON INLINE DATA", _catalogue(release, project))):
        if f'"{place}"' not in text:
            raise ValueError(f"dbt's page has no place for {place.split('.')[0].lower()}: look at what the new version does")
        text = text.replace(f'"{place}"', json.dumps(content, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c"))
    text, found = re.subn(r"<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{_POLICY}">', text, count=1)
    if not found:
        raise ValueError("dbt's page has no head: look at what the new version does")
    return _TRACKER.sub("", text)


def _lasting(part: Any) -> Any:
    """What dbt says of the project, without what differs from machine to machine and run to run."""
    if isinstance(part, dict):
        return {name: _lasting(value) for name, value in part.items() if name not in _OF_THE_MOMENT}
    if isinstance(part, str):
        return _LAKE.sub("var/", part)
    return [_lasting(value) for value in part] if isinstance(part, list) else part


def _catalogue(release: Release, project: dict[str, Any]) -> dict[str, Any]:
    """dbt's catalogue of the marts, as they are published."""
    ids = {node["name"]: one for one, node in project["nodes"].items() if node["resource_type"] == "model"}
    nodes = {
        ids[table.name]: {
            "metadata": {
                "type": "BASE TABLE",
                "schema": "main",
                "name": table.name,
                "database": "detention",
                "comment": table.comment,
                "owner": None,
            },
            "columns": {
                column.name: {"type": column.type, "index": place, "name": column.name, "comment": column.comment}
                for place, column in enumerate(table.columns, 1)
            },
            "stats": {},
            "unique_id": ids[table.name],
        }
        for table in release.tables
        if table.name in ids
    }
    return {"metadata": {}, "nodes": nodes, "sources": {}, "errors": None}
