"""Serves the review page on this machine alone, until it is stopped."""

import webbrowser
from collections.abc import Callable
from datetime import datetime

import uvicorn

from orchestration.desk.app import Desk
from orchestration.desk.guard import Keys
from orchestration.desk.record import Judge
from orchestration.settings import Settings

LOOPBACK = "127.0.0.1"


def serve(
    settings: Callable[[], Settings],
    now: Callable[[], datetime],
    judge: Judge,
    port: int,
    show: Callable[[str], object] | None,
    tell: Callable[[str], object],
) -> None:
    """Serve the page until the process is told to end; ``tell`` gets the address with its token, ``show`` opens it.

    Ends the process with a message when the port is taken.
    """
    keys = Keys()
    app = Desk(settings, now, judge, keys).app()
    config = uvicorn.Config(app, host=LOOPBACK, port=port, log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off")
    listening = config.bind_socket()
    listening.listen()  # whoever opens the address at once waits, and is not turned away
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/?token={keys.visit}"
    tell(f"Review: {address}\nThe address lets in whoever has it, until this ends: Ctrl+C.")
    if show is not None:
        show(address)
    uvicorn.Server(config).run(sockets=[listening])


def in_browser(address: str) -> None:
    """Open the address in the browser of this desk, if there is one."""
    webbrowser.open(address)
