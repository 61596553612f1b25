"""Tells a person's own service that something failed. Its address comes from whoever runs the pipeline, never from a source."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import httpx


def call(address: str, message: dict[str, str]) -> None:
    """Post the message as JSON. Raises ``ConnectionError`` when it does not arrive. The address, which may hold a secret, is nowhere told."""
    try:
        with _unlogged():
            httpx.post(address, json=message, timeout=20).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ConnectionError(f"the webhook did not take the message ({type(error).__name__})") from None


@contextmanager
def _unlogged() -> Iterator[None]:
    """httpx and what it stands on log the address of every request."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
