"""Where each page lies. A path hangs on what the page is about alone, so that it holds from release to release."""

import hashlib
import re
from types import MappingProxyType
from urllib.parse import urlsplit

from orchestration.model.vocabulary import SERIES_MEASURES

LIST_PAGES = ("index", "series", "documents", "origins", "conflicts", "how", "changes", "data", "withheld")

TABLE_PAGES = MappingProxyType(
    {
        "documents": "documents",
        "dim_documents": "documents",
        "contexts": "index",
        "dim_contexts": "index",
        "origins": "origins",
        "dim_origins": "origins",
        "facilities": "origins",
        "dim_facilities": "origins",
        "sources": "data",
        "dim_sources": "data",
        "assumption_sets": "how",
        "conflicts": "conflicts",
        "changes": "changes",
        "withheld_texts": "withheld",
        **{f"series_{measure}": f"series#{measure}" for measure in SERIES_MEASURES},
    }
)
"""The page that lists what a table holds, by the name of the table."""


def address(language: str, page: str) -> str:
    """A page, or a part of one, below the site."""
    path, mark, part = page.partition("#")
    return f"{language}/{path}.html{mark}{part}"


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
