"""Reads HTML pages: the main text as trafilatura finds it (Apache-2.0, maintained, the best recall in published comparisons).

jusText parts the same page into paragraphs a second time. A number of the text that is not in the page, or a number of a paragraph of the article
that is not in the text, needs a person: the one was made up, the other overlooked.
"""

import contextlib
import re
from collections import Counter

import justext
import lxml.etree
import lxml.html
import trafilatura

from orchestration.documents.numbers import named, numbers
from orchestration.documents.readers import text
from orchestration.documents.reading import Reading

MAX_BYTES = 2_000_000
"""Larger pages are refused: the extraction is super-linear on hostile markup (measured: 49 s for 4.4 MB of paragraphs)."""

MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 1_000
"""Of one element."""
MAX_DEPTH = 250

_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{10000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4_096
_OF_ARTICLES = re.compile(r"(?:/(?:ul|ol|li|dl|dd|table|thead|tbody|tfoot|tr|blockquote)\[\d+\])*/(?:p|li|td|th|dd|blockquote|pre)\[\d+\]")
"""The way from the element of an article to what it says; captions, dates, names of authors and what is offered to the reader stand in others."""

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})


def read(data: bytes) -> Reading:
    """Main text of the page.

    Raises ``ValueError`` when the page is too large, nested or dense, cannot be decoded, holds no text, or two readers do not agree on its numbers.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"{len(data):,} bytes of HTML, more than the {MAX_BYTES:,} that are read: keep the article alone")
    page = _decoded(data)
    _refuse_hostile(page.text)
    found = trafilatura.extract(page.text, include_comments=False, favor_recall=True)
    if not found:
        raise ValueError("no main text was found in the page: save the article as document.txt")
    _check_numbers(str(found), page.text)
    return Reading(str(found), page.note)


def _decoded(data: bytes) -> Reading:
    """The markup: as UTF-8, else in the encoding that the page declares, else in the one that its letters tell."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    with contextlib.suppress(UnicodeDecodeError):
        return Reading(data.decode("utf-8"))
    if found is not None:
        with contextlib.suppress(ValueError):
            return Reading(text.declared(data, found[1].decode("ascii", "replace")))
    return text.read(data)


def _refuse_hostile(page: str) -> None:
    """Raise ``ValueError`` for a page on which the extraction would take time that no article is worth."""
    # before anything is parsed: the time a parser takes over the attributes of one element grows with their square
    if any(len(_QUOTED.sub("", tag[0]).split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise ValueError(f"an element with more than {MAX_ATTRIBUTES:,} attributes: keep the article alone")
    root = _parsed(page)
    if root is None:
        return
    elements, depth = 0, 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if elements > MAX_ELEMENTS:
            raise ValueError(f"more than {MAX_ELEMENTS:,} elements: keep the article alone")
        if depth > MAX_DEPTH:
            raise ValueError(f"elements nested more than {MAX_DEPTH} deep: keep the article alone")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise ValueError(f"an element with more than {MAX_ATTRIBUTES:,} attributes: keep the article alone")


def _parsed(page: str) -> lxml.html.HtmlElement | None:
    try:
        return lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except (lxml.etree.LxmlError, ValueError):
        return None


def _check_numbers(found: str, page: str) -> None:
    """Raise ``ValueError`` naming numbers that are not in the page, or that a paragraph surely of the article has and the text has not."""
    root = _parsed(page)
    in_text, in_page = numbers(found), numbers("" if root is None else _visible(root))
    if made_up := Counter(number for number in in_text if number not in in_page):
        raise ValueError(f"the text has numbers that the page has not: {named(made_up)}: save the article as document.txt")
    if missing := Counter(number for number in _second(found, page) if number not in in_text):
        raise ValueError(f"the text lacks numbers of the article, as a second reader finds it: {named(missing)}: save the article as document.txt")


def _visible(root: lxml.html.HtmlElement) -> str:
    """Everything a browser may show, attributes that are shown among them."""
    return " ".join(
        words
        for element in root.iter()
        for words in ("" if element.tag in _UNSEEN or not isinstance(element.tag, str) else element.text or "", element.tail or "")
    )


def _second(found: str, page: str) -> Counter[str]:
    """Numbers of all paragraphs, items and cells of the element in which most of the text stands, as jusText parts the page."""
    text_found = _one_line(found)
    paragraphs = [(paragraph.xpath, paragraph.text) for paragraph in justext.justext(page, frozenset())]
    weights = Counter[str]()
    for path, said in paragraphs:
        if _one_line(said) in text_found:
            weights[path.rpartition("/")[0]] += len(said)
    if not weights:
        return weights
    article = weights.most_common(1)[0][0]
    held = (said for path, said in paragraphs if path.startswith(article) and _OF_ARTICLES.fullmatch(path.removeprefix(article)))
    return sum(map(numbers, held), Counter[str]())


def _one_line(said: str) -> str:
    return " ".join(said.split())
