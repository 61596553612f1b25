"""Feeds in every dialect, broken, hostile and long: what they list, and what is said of those that list nothing."""

import gzip
import time
from pathlib import Path

import pytest

from orchestration.documents.feeds import MAX_BYTES, MAX_ENTRIES, Entry, Listing, read
from orchestration.model.capture import LONGEST_URL

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def rss(*items: str, start: str = "") -> bytes:
    return f'<?xml version="1.0"?>{start}<rss version="2.0"><channel><title>A Paper</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str = "https://a-paper.example/1", title: str = "Nine died", date: str = "Mon, 06 May 2024 10:00:00 GMT") -> str:
    return f"<item><link>{link}</link><title>{title}</title><pubDate>{date}</pubDate></item>"


def atom(*entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A Paper</title>{"".join(entries)}</feed>'.encode()


def urls(*places: str, kind: str = "url", root: str = "urlset") -> bytes:
    return f'<{root} xmlns="{SITEMAP}">{"".join(f"<{kind}><loc>{place}</loc></{kind}>" for place in places)}</{root}>'.encode()


def test_rss_lists_addresses_titles_and_days() -> None:
    assert read("feed", rss(item(), item("https://a-paper.example/2", "Ten", ""))) == Listing(
        (Entry("https://a-paper.example/1", "Nine died", "2024-05-06"), Entry("https://a-paper.example/2", "Ten", None))
    )


def test_atom_says_publication_and_an_update_is_none() -> None:
    update = "<updated>2024-06-01T00:00:00Z</updated>"
    listed = read("feed", atom(
        f'<entry><link href="/1"/><title>Nine died</title><published>2024-05-06T23:30:00-06:00</published>{update}</entry>',
        f'<entry><link href="/2" rel="alternate"/><title type="html">&lt;b&gt;Ten&lt;/b&gt; &amp;amp; more</title>{update}</entry>',
    ))  # fmt: skip
    assert listed.entries == (
        Entry("/1", "Nine died", "2024-05-06"),
        Entry("/2", "Ten & more", None),
    )


def test_rdf_says_its_day_in_the_words_of_dublin_core() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<item rdf:about="https://a-paper.example/1"><title>Nine</title><link>https://a-paper.example/1</link><dc:date>2024-05-06T10:00:00Z</dc:date></item>'
        b"</rdf:RDF>"
    )
    assert read("feed", data).entries == (Entry("https://a-paper.example/1", "Nine", "2024-05-06"),)


@pytest.mark.parametrize(("date", "day"), [
    ("Mon, 06 May 2024 23:59:00 -0600", "2024-05-06"), ("2024-05-06", "2024-05-06"), ("2024-05-06T00:10:00+14:00", "2024-05-06"),
    ("", None), ("soon", None), ("Mon, 99 May 2024 10:00:00 GMT", None), ("2024-13-45", None), ("6 May 2094 10:00:00 GMT", "2094-05-06"),
])  # fmt: skip
def test_a_day_is_the_one_that_is_written_where_the_publisher_sits(date: str, day: str | None) -> None:
    (found,) = read("feed", rss(item(date=date))).entries
    assert found.published_on == day


@pytest.mark.parametrize("said", ["/1", "../1?a=b", "https://a-paper.example/أخبار", "javascript:alert(1)", "http://[::1"])
@pytest.mark.parametrize("kind", ["feed", "sitemap", "list"])
def test_an_address_is_given_as_the_feed_writes_it(kind: str, said: str) -> None:
    data = {"feed": rss(item(said)), "sitemap": urls(said), "list": f"  {said}  \n".encode()}[kind]
    (found,) = read(kind, data).entries
    assert found.url == said


def test_an_entry_without_an_address_is_none_and_one_with_an_identity_has_it() -> None:
    listed = read("feed", rss("<item><title>Nine</title></item>", "<item><guid>https://a-paper.example/9</guid></item>"))
    assert listed == Listing((Entry("https://a-paper.example/9"),), without_address=1)


@pytest.mark.parametrize("kind", ["feed", "sitemap", "list"])
def test_an_address_that_is_too_long_to_be_asked_is_counted_and_not_cut(kind: str) -> None:
    longest, longer = "/" + "a" * (LONGEST_URL - 1), "/" + "a" * LONGEST_URL
    data = {"feed": rss(item(longest), item(longer)), "sitemap": urls(longest, longer), "list": f"{longest}\n{longer}".encode()}[kind]
    listed = read(kind, data)
    assert ([entry.url for entry in listed.entries], listed.without_address) == ([longest], 1)
    assert read("sitemap", urls(longest, longer, kind="sitemap", root="sitemapindex")) == Listing((), (longest,), 1)


def test_a_base_that_is_no_address_loses_no_entry_in_silence() -> None:
    listed = read("feed", rss("<item xml:base='http://[x'><link>/1</link></item>", item()))
    assert len(listed.entries) + listed.without_address == 2


def test_titles_that_grow_beyond_what_a_feed_may_have_are_refused() -> None:
    growing = rss(*[item(title="&long;")] * 200, start=f'\n<!DOCTYPE x [\n<!ENTITY long "{"ha " * 10_000}">\n]>')
    with pytest.raises(ValueError, match="grow to more than 5,000,000 characters: list the documents that are wanted"):
        read("feed", growing)


@pytest.mark.parametrize("title", ["&#xD800;", "&#x110000;", f"&#{'9' * 5_000};"])
def test_a_feed_with_what_is_no_character_says_what_to_do(title: str) -> None:
    with pytest.raises(ValueError, match=r"it cannot be read \(.+\): list the documents that are wanted"):
        read("feed", rss(item(title=title)))


def test_a_feed_that_breaks_off_lists_what_it_listed() -> None:
    first, *_ = read("feed", rss(item(), item("https://a-paper.example/2"))[:-60]).entries
    assert first.url == "https://a-paper.example/1"


@pytest.mark.parametrize(
    "data", [b"", b" ", b"<!doctype html><title>Not here</title>", b"{}", b"%PDF-1.7", b"\x00\xff\xfe", b"<rss", b"https://a-paper.example/"]
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_what_is_no_feed_says_so(kind: str, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"it is (neither RSS nor Atom|no sitemap)"):
        read(kind, data)


def test_a_list_is_its_lines_without_remarks_and_blanks() -> None:
    data = "\ufeff# ours\r\nhttps://a-paper.example/1\r\n\r\n  /2\n#https://a-paper.example/3\n".encode()
    assert [entry.url for entry in read("list", data).entries] == ["https://a-paper.example/1", "/2"]
    assert read("list", b"") == Listing(())
    with pytest.raises(ValueError, match="it is no list in UTF-8"):
        read("list", b"\xff\xfe")


def test_a_sitemap_takes_no_change_for_publication_and_believes_what_is_said_of_news() -> None:
    data = (
        f'<urlset xmlns="{SITEMAP}" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc> https://a-paper.example/1 </loc><lastmod>2024-06-01</lastmod></url><url><loc/></url><url/>"
        "<url><loc>/2</loc><n:news><n:publication_date>2024-05-06T23:00:00-06:00</n:publication_date><n:title>Nine</n:title></n:news></url></urlset>"
    ).encode()
    listing = Listing((Entry("https://a-paper.example/1"), Entry("/2", "Nine", "2024-05-06")), without_address=2)
    assert read("sitemap", data) == listing
    assert read("sitemap", gzip.compress(data)) == listing


def test_a_sitemap_may_list_sitemaps() -> None:
    data = urls("https://a-paper.example/1.xml", "2.xml.gz", kind="sitemap", root="sitemapindex")
    assert read("sitemap", data) == Listing((), ("https://a-paper.example/1.xml", "2.xml.gz"))


HIDDEN = "the words of a file of this machine"


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_a_feed_reads_no_file_of_this_machine(kind: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(HIDDEN, encoding="utf-8")
    place = (tmp_path / "secret").as_uri()
    for start in (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{place}">]>',
        f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{place}"> %e;]>',
        f'<!DOCTYPE x SYSTEM "{place}">',
    ):
        data = rss(item("/&e;", "&e;"), start=start) if kind == "feed" else start.encode() + urls("/&e;")
        try:
            assert HIDDEN not in str(read(kind, data))
        except ValueError as error:
            assert HIDDEN not in str(error)  # noqa: PT017 - either is right: refused, or read without the file


def test_20_000_entries_are_too_many_and_soon_seen() -> None:
    started = time.process_time()
    many = [f"https://a-paper.example/{n}" for n in range(20_000)]
    for kind, data in (("feed", rss(*map(item, many))), ("sitemap", urls(*many)), ("list", "\n".join(many).encode())):
        with pytest.raises(ValueError, match=f"more than {MAX_ENTRIES:,} entries: list a feed of the part that is wanted"):
            read(kind, data)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("kind", ["feed", "sitemap", "list"])
def test_a_feed_that_is_too_long_is_not_read(kind: str) -> None:
    with pytest.raises(ValueError, match="more than the 5,000,000 that a feed may have"):
        read(kind, bytes(MAX_BYTES + 1))
    if kind == "sitemap":
        with pytest.raises(ValueError, match="more than the 5,000,000 bytes"):
            read(kind, gzip.compress(bytes(MAX_BYTES + 1)))


@pytest.mark.parametrize(("title", "words"), [
    ("Nine &amp;lt; ten", "Nine < ten"), ("&lt;b&gt;Nine&lt;/b&gt; died", "Nine died"), ("<![CDATA[<i>Nine</i> &amp; ten]]>", "Nine & ten"),
    ("Muertes &#243; m&#225;s", "Muertes ó más"), ("", None),
])  # fmt: skip
def test_a_title_is_words_without_markup(title: str, words: str | None) -> None:
    (found,) = read("feed", rss(item(title=title))).entries
    assert found.title == words
