"""Who may see the page and decide on it: whoever has the address that the command printed, in a browser on this machine.

The token of the first address becomes a cookie that no script reads and no other site sends. A decision must come from a form of the page itself.
"""

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_FORM_BYTES = 100_000
MAX_FIELDS = 200

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all a browser hides the origin of a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """The secrets of one run of the page."""

    visit: str = field(default_factory=_token, repr=False)
    form: str = field(default_factory=_token, repr=False)


class Guard:
    """Lets through what comes from the browser that was let in; every answer says what a browser may do with it."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope)
        answer = self._answer(request)
        await (self._app if answer is None else answer)(scope, receive, guarded)

    def _answer(self, request: Request) -> Response | None:
        cookie = f"detention_review_{request.url.port or 80}"
        given = request.query_params.get("token")
        if given is not None and request.method == "GET":
            if not _same(given, self._keys.visit):
                return PlainTextResponse("This address is not valid any more: run 'detention review' and open the one that it prints.", 403)
            answer = RedirectResponse("/", 303)
            answer.set_cookie(cookie, self._keys.visit, httponly=True, samesite="strict", path="/")
            return answer
        if not _same(request.cookies.get(cookie, ""), self._keys.visit):
            return PlainTextResponse("Open the address that 'detention review' printed.", 403)
        if request.method not in ("GET", "HEAD") and request.headers.get("origin") != f"http://{request.headers.get('host')}":
            return PlainTextResponse("A decision must come from the page itself.", 403)
        return None


async def form(request: Request, keys: Keys) -> dict[str, list[str]]:
    """What a form of the page says. Raises ``PermissionError`` when it is not one of this run, ``ValueError`` when it is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            raise ValueError("the form is too long")
    said: dict[str, list[str]] = {}
    for name, value in parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS):
        said.setdefault(name, []).append(value)
    if not _same(said.get("form_token", [""])[0], keys.form):
        raise PermissionError("this form is of an earlier run of the page: go back, load it again and decide anew")
    return said


def _same(given: str, kept: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode())
