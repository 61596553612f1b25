"""A server that stands for the public internet, and one that stays private."""

from collections.abc import Iterator

import pytest
from loopback import ELSEWHERE, Site, site, transport

from orchestration.web.addresses import PublicTransport


@pytest.fixture(scope="session")
def through() -> PublicTransport:
    """Leads to the servers of the tests. Made once: certificates take a while to be read."""
    return transport()


@pytest.fixture
def public() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def private() -> Iterator[Site]:
    with site(ELSEWHERE) as found:
        yield found
