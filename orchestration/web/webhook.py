"""Tells a person's own service that something failed. Its address comes from whoever runs the pipeline, never from a source."""

import httpx


def call(address: str, message: dict[str, str]) -> None:
    """Post the message as JSON. Raises ``httpx.HTTPError`` when it does not arrive; the address, which may hold a secret, is not in its words."""
    try:
        httpx.post(address, json=message, timeout=20).raise_for_status()
    except httpx.HTTPError as error:
        raise httpx.HTTPError(f"the webhook did not take the message ({type(error).__name__})") from None
