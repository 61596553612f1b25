"""The review page as its users meet it: the real command on loopback, and a client that keeps its cookie."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen

import duckdb
import httpx
from lxml import html
from world import World

from orchestration.store import lake


@dataclass
class Page:
    """A running page, and a browser that was let in."""

    client: httpx.Client
    address: str
    process: Popen[str]

    def tree(self, path: str) -> html.HtmlElement:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return html.document_fromstring(answer.text)

    def send(self, path: str, action: str, **fields: str) -> httpx.Response:
        """Send the form of a page that has this action, with its hidden fields and what it is filled with, and these instead."""
        (form,) = [
            one
            for one in self.tree(path).forms
            if any(button.get("value") == action for button in one.iter("button")) or (one.get("action") == "/undo" and action == "undo")
        ][:1]
        said = {name: value for name, value in form.form_values() if name not in fields}
        return self.client.post(form.get("action"), data=said | {"action": action} | fields, headers={"Origin": self.origin})

    @property
    def origin(self) -> str:
        return re.match(r"http://[^/]+", self.address)[0]  # type: ignore[index]


@contextmanager
def page(world: World, *options: str) -> Iterator[Page]:
    process = world.start("review", "--no-browser", "--port", "0", *options)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("Review: http://127.0.0.1:"), said + (process.stderr.read() if process.stderr else "")
        address = said.split()[1]
        with httpx.Client(base_url=re.sub(r"/\?.*", "", address), timeout=60) as client:
            assert client.get(address).status_code == 303
            yield Page(client, address, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


SCRIPT = "window.hostile = true"
HOSTILE = (
    f'"\'><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}"></p></blockquote></td></main>'
    f'<a href="javascript:{SCRIPT}">x</a><svg onload="{SCRIPT}"><style>*{{display:none}}</style>{{{{ 7 * 7 }}}}{{% raw %}}<!-- \u202e'
)
ADDRESSES = (f"javascript:{SCRIPT}", f'https://example.org/" onmouseover="{SCRIPT}" x="', f"data:text/html,<script>{SCRIPT}</script>")
SAID = {
    "fct_claims": "caption quote_text number_text locator place origin population_detail circumstance other_measure note series_exclusion",
    "dim_documents": "title folder",
    "dim_sources": "name",
    "lineage": "sentence sentence_before sentence_after",
    "review_queue": "caption sentence_before sentence_after",
    "conflicts": "explanation settled_because place",
    "series_arrests": "place",
}
"""What documents, catalogues and people said, in tables that the page shows."""


def poison(world: World) -> None:
    """Put hostile words wherever the page shows what somebody said."""
    with duckdb.connect(str(world.database())) as connection:
        for table, columns in SAID.items():
            for column in columns.split():
                connection.execute(f"update {table} set {column} = ? where {column} is not null", [HOSTILE])
        for number, address in enumerate(ADDRESSES):
            connection.execute("update dim_documents set url = ? where hash(document_id) % ? = ?", [address, len(ADDRESSES), number])
    claims = lake.read(world.var / "lake", "claims")
    for column in ("quote_text", "number_text", "locator", "place", "origin", "population_detail", "circumstance", "note", "period_start"):
        claims[column] = claims[column].where(claims[column].isna(), HOSTILE)
    lake.write(world.var / "lake", "claims", claims)


def breaks_out(text: str) -> list[str]:
    """What stands in a page that is none of its own: scripts, pictures, handlers, addresses that run."""
    tree = html.document_fromstring(text)
    elements = [one.tag for one in tree.iter("script", "img", "svg", "style", "iframe", "object", "base") if one.get("src") != "/static/desk.js"]
    attributes = [name for one in tree.iter() if isinstance(one.tag, str) for name in one.attrib if name.startswith("on") or name == "style"]
    return elements + attributes + [href for href in tree.xpath("//@href") if not re.match(r"(/|https://|#)", href)]
