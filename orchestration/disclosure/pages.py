"""Addresses of pages and folders that carry a name in small letters: shown without the part that does."""

import re
from urllib.parse import unquote, urlsplit

from orchestration.disclosure.known import Known
from orchestration.disclosure.spans import MASK, Span
from orchestration.languages.names import plain

_SHORTEST = 4


def shown_address(url: str, named: frozenset[str], known: Known) -> tuple[str, Span] | None:
    """An address up to its host, when its path carries one of the words ``named`` in the document, or a name and a surname; None when not."""
    host = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/"
    path = url[len(host) :]
    rule = _carries(unquote(path), named, known)
    return (host + MASK, Span(len(host), len(url), "page", rule)) if rule else None


def shown_folder(folder: str, named: frozenset[str], known: Known) -> tuple[str, Span] | None:
    """A folder of ``raw/`` up to the day of its document, when the rest of its name carries a name; None when not."""
    head = folder[: folder.find("_", folder.rfind("/") + 1) + 1]
    rule = _carries(folder[len(head) :], named, known)
    return (head + MASK, Span(len(head), len(folder), "page", rule)) if rule else None


def _carries(slug: str, named: frozenset[str], known: Known) -> str | None:
    words = [plain(word) for word in re.findall(r"[^\W\d_]+", slug)]
    public = set()
    for place in range(len(words)):
        for phrase in known.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                public |= set(range(place, place + len(phrase)))
    free = [(place, word) for place, word in enumerate(words) if place not in public and len(word) >= _SHORTEST and word not in known.words.common]
    if any(word in named for _, word in free):
        return "page.named_in_document"
    places = dict(free)
    if any(word in known.words.given and places.get(place + 1) in known.words.surnames for place, word in free):
        return "page.name_and_surname"
    return None
