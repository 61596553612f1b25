"""The review page: the queue, a claim, a conflict, and what a person decides about them. Plain forms; every value is escaped."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from orchestration.desk import decisions, record, views, words
from orchestration.desk.guard import Guard, Keys, form
from orchestration.desk.queue import PAGE, Item, Queue
from orchestration.desk.record import Draft, Judge, RefusedError
from orchestration.review.judged import Row
from orchestration.settings import Settings

KINDS = ("all", "claim", "conflict")
_PATHS = {"claim": "claims", "conflict": "conflicts"}
_PACKAGE = "orchestration.desk"


class NoSuchItemError(LookupError):
    """The release has no such claim or conflict, or the one who asks has no part in it."""


class Desk:
    """The page of one run: who judges, by whose clock, in whose folders. Settings are read for every request: a page may stay open for days."""

    def __init__(self, settings: Callable[[], Settings], now: Callable[[], datetime], judge: Judge, keys: Keys) -> None:
        self._settings, self._now, self._judge, self._keys = settings, now, judge, keys
        self._pages = Environment(loader=PackageLoader(_PACKAGE), autoescape=True, undefined=StrictUndefined)
        self._pages.filters |= {"plain": words.plain, "instant": lambda text: f"{text[:10]} {text[11:16]} UTC"}
        self._pages.globals |= {"judge": judge, "form_token": keys.form, "path": item_path}

    def app(self) -> Starlette:
        """The page as a web application."""
        routes = [
            Route("/", self.queue),
            Route("/claims/{claim_id}", self.claim),
            Route("/claims/{claim_id}", self.decide, methods=["POST"]),
            Route("/conflicts/{conflict_id}", self.conflict),
            Route("/conflicts/{conflict_id}", self.decide, methods=["POST"]),
            Route("/undo", self.decide, methods=["POST"]),
            Mount("/static", StaticFiles(directory=str(files(_PACKAGE) / "static"))),
        ]
        # a page of elsewhere whose name was made to lead here says that name as its host
        middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]), Middleware(Guard, keys=self._keys)]
        told = {FileNotFoundError: 503, NoSuchItemError: 404, PermissionError: 403, ValueError: 400, OSError: 503}
        return Starlette(routes=routes, middleware=middleware, exception_handlers={error: self._telling(status) for error, status in told.items()})

    def _telling(self, status: int) -> Callable[[Request, Exception], Response]:
        return lambda _, error: self._page("message.html", status, title="This did not work", message=str(error))

    def _page(self, template: str, status: int = 200, **said: Any) -> HTMLResponse:
        return HTMLResponse(self._pages.get_template(template).render(**said), status)

    def queue(self, request: Request) -> Response:
        """What waits, in its order, and what was decided since the release."""
        found, kind = self._settings(), self._kind(request.query_params)
        read, queue = record.lines(found), Queue(found.releases)
        published = queue.published()
        done = record.dealt_with(read, self._judge, published)
        counts = queue.counts(done)
        total = sum(count for name, count in counts.items() if kind in ("all", name))
        page = min(max(_number(request.query_params.get("page")), 1), max(-(-total // PAGE), 1))
        pending = [views.line(line, published, self._judge) for line in read if self._sees(line) and line["judgement_id"] not in published]
        return self._page(
            "queue.html",
            kind=kind,
            items=queue.waiting(kind, done, page),
            counts=counts,
            total=total,
            page=page,
            pages=max(-(-total // PAGE), 1),
            pending=pending[::-1],
            first=queue.after(0, kind, done),
            banner=self._banner(request.query_params, read, published),
        )

    def claim(self, request: Request) -> Response:
        """One claim and everything that helps to decide about it."""
        return self._claim(request.path_params["claim_id"], request.query_params)

    def _claim(self, claim_id: str, asked: Mapping[str, str], refused: str | None = None, entered: Mapping[str, str] | None = None) -> Response:
        found, kind = self._settings(), self._kind(asked)
        queue = Queue(found.releases)
        shown, read = queue.claim(claim_id), record.claim(found, claim_id)
        if shown is None or read is None:
            raise NoSuchItemError("There is no such claim in the current release: go back to the queue.")
        known, published = record.lines(found), queue.published()
        done = record.dealt_with(known, self._judge, published)
        pair = None if self._judge.is_blind or shown["paired_claim_id"] is None else record.claim(found, shown["paired_claim_id"])
        now = record.as_judged(read, record.in_force(known, claim_id, self._judge.coder))
        history = [views.line(line, published, self._judge) for line in known if claim_id in line["claims"] and self._sees(line)]
        return self._page(
            "claim.html",
            409 if refused else 200,
            kind=kind,
            claim=shown,
            read=read,
            sentence=views.sentence(shown, read),
            fields=words.fields(read, now, pair),
            heading=views.heading(now),
            pair=pair,
            history=history[::-1],
            undoable=next((line for line in history[::-1] if line["may_be_undone"]), None),
            beside=queue.beside(claim_id) if self._judge.coder is None else [],
            points=queue.points(claim_id),
            conflicts=queue.conflicts_of(claim_id),
            catalogues=views.catalogues(record.catalogues().get(read["context_id"] or "")),
            next=queue.after(shown["position"] or 0, kind, done | {("claim", claim_id)}),
            previous=queue.before(shown["position"] or 0, kind),
            is_done=("claim", claim_id) in done,
            banner=self._banner(asked, known, published),
            refused=refused,
            entered=entered or {},
        )

    def conflict(self, request: Request) -> Response:
        """One conflict: what its claims say, and why they cannot all hold."""
        return self._conflict(request.path_params["conflict_id"], request.query_params)

    def _conflict(self, conflict_id: str, asked: Mapping[str, str], refused: str | None = None) -> Response:
        found, kind = self._settings(), self._kind(asked)
        queue = Queue(found.releases)
        rows = [] if self._judge.coder else queue.conflict(conflict_id)
        if not rows:
            raise NoSuchItemError("There is no such conflict in the current release: go back to the queue.")
        known, published = record.lines(found), queue.published()
        done = record.dealt_with(known, self._judge, published)
        history = [views.line(line, published, self._judge) for line in known if line["conflict_id"] == conflict_id and self._sees(line)]
        return self._page(
            "conflict.html",
            409 if refused else 200,
            kind=kind,
            conflict=rows[0],
            rows=rows,
            said=queue.said(rows[0]["claims"]),
            history=history[::-1],
            undoable=next((line for line in history[::-1] if line["may_be_undone"]), None),
            next=queue.after(rows[0]["position"], kind, done | {("conflict", conflict_id)}),
            previous=queue.before(rows[0]["position"], kind),
            is_done=("conflict", conflict_id) in done,
            banner=self._banner(asked, known, published),
            refused=refused,
        )

    async def decide(self, request: Request) -> Response:
        """Append what a form says, then show what comes next; where it cannot stand, say why and write nothing."""
        said = await form(request, self._keys)
        return await run_in_threadpool(self._decide, dict(request.path_params), said)

    def _decide(self, about: dict[str, str], said: dict[str, list[str]]) -> Response:
        one = {name: values[0] for name, values in said.items()}
        found = self._settings()
        try:
            keys = record.write(found, self._now, self._judge, lambda known: self._drafts(found, about, said, one, known))
        except RefusedError as refused:
            if "claim_id" in about:
                return self._claim(about["claim_id"], one, str(refused), one)
            if "conflict_id" in about:
                return self._conflict(about["conflict_id"], one, str(refused))
            raise
        asked = urlencode({"kind": self._kind(one), "done": keys[-1]})
        return RedirectResponse(f"{self._following(found, about, one)}?{asked}", 303)

    def _drafts(self, found: Settings, about: dict[str, str], said: dict[str, list[str]], one: dict[str, str], known: list[Row]) -> list[Draft]:
        action, reason = one.get("action", ""), one.get("reason", "").strip()
        if not reason:
            raise RefusedError("write down why: whoever asks later will want to know")
        if not about:
            return decisions.undo(one.get("judgement_id", ""), known, reason)
        if "conflict_id" in about:
            return decisions.settlement(about["conflict_id"], [line for line in known if line["conflict_id"] == about["conflict_id"]], reason)
        claim_id, judged = about["claim_id"], one.get("judged", "")
        read, of_it = record.claim(found, claim_id), [line for line in known if line["claims"] == [claim_id]]
        if read is None:
            raise NoSuchItemError("The last refresh did not read this claim: go back to the queue.")
        if action in ("accept", "reject"):
            return decisions.verdict(action, read, judged, of_it, reason)
        if action == "correct":
            changed = {name.removeprefix("to."): value for name, value in one.items() if name.startswith("to.")}
            return decisions.correction(changed, read, judged, of_it, reason)
        if action in ("same_figure", "different_figure") and self._judge.coder is None:
            fingerprints = {claim_id: judged} | {other: one.get(f"judged.{other}", "") for other in said.get("other", [])}
            return decisions.comparison(action, fingerprints, [line for line in known if claim_id in line["claims"]], reason)
        raise RefusedError("the form says nothing that can be decided")

    def _following(self, found: Settings, about: dict[str, str], one: dict[str, str]) -> str:
        """Where to go after a decision: on through the queue, or to what was undone; figures that were compared still wait for a verdict."""
        if not about or one.get("action") in ("same_figure", "different_figure"):
            back = (one.get("item_kind", ""), one.get("item_id", "")) if not about else ("claim", about["claim_id"])
            return item_path(back) if back[0] in _PATHS else "/"
        queue = Queue(found.releases)
        done = record.dealt_with(record.lines(found), self._judge, queue.published())
        following = queue.after(_number(one.get("position")), self._kind(one), done)
        return "/" if following is None else item_path(following)

    def _kind(self, asked: Mapping[str, str]) -> str:
        kind = asked.get("kind", "all")
        return "claim" if self._judge.coder else kind if kind in KINDS else "all"

    def _sees(self, line: Row) -> bool:
        return line["outcome"] == "accepted" and (not self._judge.is_blind or line["coder"] == self._judge.coder)

    def _banner(self, asked: Mapping[str, str], known: list[Row], published: set[str]) -> dict[str, Any] | None:
        return next(
            (views.line(line, published, self._judge) for line in known if self._sees(line) and line["judgement_id"] == asked.get("done")), None
        )


def item_path(item: Item) -> str:
    """Address of an item of the queue on the page."""
    kind, item_id = item
    return f"/{_PATHS[kind]}/{item_id}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
