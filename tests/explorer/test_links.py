"""Where pages lie, and where they may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.explorer import links


@given(st.text(), st.text())
def test_a_path_has_only_plain_characters_and_no_two_things_share_one(one: str, other: str) -> None:
    assert set(links.slug(one)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert (links.slug(one) == links.slug(other)) == (one == other)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " javascript:alert(1)", "//example.org/x", "", None]
)
def test_a_page_leads_to_web_addresses_alone(url: str | None) -> None:
    assert links.outward(url) is None


def test_a_web_address_is_led_to_as_it_is() -> None:
    assert links.outward("https://example.org/a?b=c") == "https://example.org/a?b=c"
