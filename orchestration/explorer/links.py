"""Where each page lies. A path hangs on what the page is about alone, so that it holds from release to release."""

import hashlib
import re
from urllib.parse import urlsplit

LIST_PAGES = ("index", "series", "documents", "origins", "conflicts", "how", "changes", "data", "withheld")


def slug(*parts: str) -> str:
    """Parts as a file name: letters, digits and hyphens, with a hash where that loses something."""
    joined = "-".join(parts)
    plain = re.sub(r"[^a-z0-9_]+", "-", joined.lower()).strip("-")[:80]
    return plain if plain == joined else f"{plain}-{hashlib.sha256(joined.encode()).hexdigest()[:6]}"


def series(key: tuple[str, str, str, str]) -> str:
    """The page of a series."""
    return f"series/{slug(*key)}"


def document(document_id: str) -> str:
    """The page of a document."""
    return f"documents/{document_id[:16]}"


def claim(document_id: str, claim_id: str) -> str:
    """The place of a claim on the page of its document."""
    return f"{document(document_id)}.html#c-{claim_id}"


def origin(origin_id: str) -> str:
    """The page of an origin."""
    return f"origins/{slug(origin_id)}"


def facility(facility_id: str) -> str:
    """The page of a facility."""
    return f"facilities/{slug(facility_id)}"


def conflict(conflict_id: str) -> str:
    """The page of a conflict."""
    return f"conflicts/{slug(conflict_id)}"


def outward(url: str | None) -> str | None:
    """An address that a page may lead to: http or https, or None."""
    if url is None or urlsplit(url).scheme not in ("http", "https"):
        return None
    return url
