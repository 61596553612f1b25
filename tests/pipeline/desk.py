"""The review page as its users meet it: the real command on loopback, and a client that keeps its cookie."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen

import httpx
from lxml import html
from world import World


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
