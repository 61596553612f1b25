"""Feeds that want to bring down who reads them."""

import gzip
from collections.abc import Callable, Iterator

from tests.hostile.pages import LAUGHS, OUTSIDE

Made = tuple[str, str, Callable[[], bytes]]
PADDING = f"<!--{'x' * 4_000_000}-->"
DECLARED = '<?xml version="1.0"?>'
"""On the line of what follows it: feedparser looks at the start of a line for what it removes, and expat gets the rest."""
LINES = "ha\n" * 50_000


def rss(inside: str, before: str = "", first: bytes = b"") -> bytes:
    return first + f"{before}<rss version='2.0'><channel><item><link>https://a.example/1</link>{inside}</item></channel></rss>".encode()


def sitemap(inside: str, before: str = "") -> bytes:
    return f"{before}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inside}</urlset>".encode()


def entity(text: str) -> str:
    """Declared on a line of its own, where feedparser looks for it."""
    return f'<!DOCTYPE x [\n<!ENTITY long "{text}">\n]>'


def listings() -> Iterator[Made]:
    """Name, kind and maker of every feed."""
    for does, before, inside in (
        ("billion laughs", LAUGHS, "&lol9;"),
        ("laughs on lines of their own", LAUGHS.replace("<!ENTITY", "\n<!ENTITY"), "&lol9;"),
        ("outside entities", OUTSIDE, "&outside; &far;"),
        ("one long entity 2,000 times", entity(LINES) + PADDING, "&long;" * 2_000),
        ("one long entity 2,000 times, declared", DECLARED + entity(LINES).replace("\n<!", "<!") + PADDING, "&long;" * 2_000),
        ("billion laughs, declared", DECLARED + LAUGHS, "&lol9;"),
        ("a short entity 500,000 times", entity("ha"), "&long;" * 500_000),
        ("nested 100,000 times", "", "<b>" * 100_000),
        ("8,000 attributes", "", "<b " + " ".join(f"a{n}='1'" for n in range(8_000)) + "/>"),
        ("20,000 namespaces", "", "<b " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(20_000)) + "/>"),
        ("endless ampersands", "", "&" * 4_000_000),
        ("many less than", "", "<" * 20_000),
        ("endless open comments", "", "<!--" * 1_000_000),
        ("endless sections", "", "<![CDATA[" * 400_000),
        ("many quotes", "", '<b a="' * 5_000),
        ("endless instructions", "", "<?x " * 1_000_000),
    ):
        yield does, "feed", lambda inside=inside, before=before: rss(f"<title>{inside}</title>", before)
        yield f"broken, {does}", "feed", lambda inside=inside, before=before: rss(f"<title>{inside}<br></title>", before, b"\x01\n")
        yield does, "sitemap", lambda inside=inside, before=before: sitemap(f"<url><loc>{inside}</loc></url>", before)
    for charset in ("utf-16", "utf-7", "zlib", "undefined", "idna", "x" * 60):
        yield f"declares {charset[:20]}", "feed", lambda charset=charset: rss("<title>12</title>", f'<?xml version="1.0" encoding="{charset}"?>')
    yield "9,000 long titles of markup", "feed", lambda: rss("</item><item>".join(["<title>" + "&lt;b&gt;" * 50 + "</title>"] * 9_000))
    yield "9,000 dates of nines", "feed", lambda: rss("</item><item>".join([f"<link>/</link><pubDate>{'9' * 400}</pubDate>"] * 9_000))
    yield "a bomb of gzip", "sitemap", lambda: gzip.compress(bytes(400_000_000))
    yield "half a character", "feed", lambda: rss("<title>&#xD800;</title>")
    yield "no character", "feed", lambda: rss("<title>&#x110000;</title>")
    yield "a character of nines", "feed", lambda: rss(f"<title>&#{'9' * 5_000};</title>")
    yield "a tag of 4.9 MB", "sitemap", f"<a xmlns='{'u' * 4_900_000}'/>".encode
    yield "titles that grow", "feed", lambda: rss("</item><item>".join(["<link>/</link><title>&long;</title>"] * 2_000), entity("ha " * 30_000))
    yield "links that grow", "feed", lambda: rss("</item><item>".join(["<link>/&long;</link>"] * 2_000), entity("ha" * 10_000))
    yield "half a gzip", "sitemap", lambda: gzip.compress(sitemap("<url><loc>/1</loc></url>"))[:-12]
    yield "one endless line", "list", lambda: b"x" * 5_000_000
    yield "no text", "list", lambda: bytes(range(256)) * 10_000
