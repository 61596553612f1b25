"""What the feeds of a source list, captured: by month, with what they say, and with a reason for everything that is refused."""

from collections import Counter

from loopback import Reply, page, site
from publishing import Paper

from orchestration.capture import MOST_FEEDS


def rss(*items: tuple[str, str, str]) -> Reply:
    parts = "".join(f"<item><link>{link}</link><title>{title}</title><pubDate>{day}</pubDate></item>" for link, title, day in items)
    return Reply(f'<rss version="2.0"><channel>{parts}</channel></rss>'.encode())


def sitemap(*places: str, root: str = "urlset", kind: str = "url") -> Reply:
    parts = "".join(f"<{kind}><loc>{place}</loc></{kind}>" for place in places)
    return Reply(f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</{root}>'.encode())


def feeds(paper: Paper, *listed: tuple[str, str]) -> None:
    paper.describe(feeds="[" + ", ".join(f'{{kind: {kind}, url: "{paper.site.url(path)}"}}' for kind, path in listed) + "]")


def outcomes(paper: Paper, *months: str) -> dict[str, int]:
    return dict(Counter(one.outcome for one in paper.listed(*months)))


def text(number: int) -> Reply:
    return page(f"<html><body><p>Murieron {number} personas bajo custodia del Estado.</p></body></html>")


def test_a_feed_tells_title_and_day(paper: Paper) -> None:
    feeds(paper, ("feed", "/rss"))
    paper.site.answers |= {"/rss": rss(("/1", "Nueve &amp;lt;b&amp;gt;", "Mon, 06 May 2024 23:00:00 -0600")), "/1": text(9)}
    assert outcomes(paper) == {"new": 1}
    card = paper.card()
    assert (card["url"], card["title"], card["title_known_from"]) == (paper.site.url("/1"), "Nueve <b>", "feed")
    assert (card["published_on"], card["published_on_known_from"]) == ("2024-05-06", "feed")
    assert outcomes(paper) == {"unchanged": 1}


def test_only_the_months_that_are_asked_for_are_captured(paper: Paper) -> None:
    feeds(paper, ("feed", "/rss"))
    paper.site.answers |= {f"/{n}": text(n) for n in range(1, 6)} | {
        "/rss": rss(
            ("/1", "April", "Tue, 30 Apr 2024 10:00:00 GMT"), ("/2", "May", "Wed, 01 May 2024 00:00:00 GMT"), ("/3", "none", ""),
            ("/4", "future", "Wed, 01 May 2094 00:00:00 GMT"), ("/5", "old", "Mon, 01 May 1899 00:00:00 GMT"),
        )
    }  # fmt: skip
    assert outcomes(paper, "2024-04", "2024-05") == {"new": 2}
    assert {path for path in paper.site.paths if path != "/rss"} == {"/1", "/2"}
    assert outcomes(paper, "2024-06") == {"new": 3}  # of no day that can be: the month of today
    assert {paper.card(folder)["published_on"] for folder in paper.folders()} == {"2024-04-30", "2024-05-01", None}
    assert len(paper.read()) == 5


def test_a_list_and_a_sitemap_of_sitemaps_are_followed_and_nothing_is_asked_twice(paper: Paper) -> None:
    feeds(paper, ("list", "/list"), ("sitemap", "/index"))
    paper.site.answers |= {f"/{n}": text(n) for n in range(1, 5)} | {
        "/list": Reply(b"# ours\n/1\n/2\n/1\n"),
        "/index": sitemap("/a.xml", "/b.xml", "/index", root="sitemapindex", kind="sitemap"),
        "/a.xml": sitemap("/2", "/3"),
        "/b.xml": sitemap("/4", "/4"),
    }
    assert outcomes(paper) == {"new": 4}
    assert Counter(paper.site.paths).most_common(1)[0][1] == 1


def test_what_a_feed_lists_elsewhere_is_refused_and_the_rest_goes_on(paper: Paper) -> None:
    with site("127.0.0.2") as listening:
        places = [
            f"http://127.0.0.2:{listening.port}/", "javascript:alert(1)", "file:///etc/hostname", "//evil.example/", "http://[::1", "/gone", "",
            f"http://{paper.site.host}@127.0.0.2:{listening.port}/", "http://metadata.google.internal/",
        ]  # fmt: skip
        feeds(paper, ("list", "/list"))
        paper.site.answers |= {"/list": Reply("\n".join([*places, "/1"]).encode()), "/1": text(9)}
        found = paper.listed()
        assert [one.outcome for one in found] == ["refused"] * 8 + ["new"]
        assert all(one.reason for one in found[:8])
        assert listening.connections == 0


def test_a_feed_that_cannot_be_read_says_why_and_the_others_go_on(paper: Paper) -> None:
    feeds(paper, ("feed", "/gone"), ("feed", "/page"), ("sitemap", "/page"), ("list", "/list"), ("feed", "/long"))
    paper.site.answers |= {"/page": page("<p>x"), "/list": Reply(b"/1"), "/1": text(9), "/long": Reply(b"<item/>" * 10_001)}
    found = paper.listed()
    assert [one.outcome for one in found] == ["refused", "refused", "new", "refused"]  # one address is one feed, however it is called
    assert "answers 404" in found[0].reason
    assert "neither RSS nor Atom" in found[1].reason
    assert "more than 10,000 entries" in found[3].reason


def test_what_has_no_address_is_counted_and_told_and_the_rest_goes_on(paper: Paper) -> None:
    feeds(paper, ("feed", "/rss"))
    paper.site.answers |= {"/rss": rss(("", "none", ""), (f"/{'a' * 2_000}", "too long", ""), ("/1", "May", "")), "/1": text(9)}
    told, captured = paper.listed()
    assert (told.outcome, told.asked, captured.outcome) == ("refused", paper.site.url("/rss"), "new")
    assert told.reason.startswith("2 of what it lists have no address, or a longer one than can be asked: capture")


def test_many_entries_keep_no_feed_from_being_read(paper: Paper) -> None:
    feeds(paper, ("list", "/many"), ("list", "/list"))
    paper.site.answers |= {"/many": Reply("\n".join(f"javascript:{n}" for n in range(120)).encode()), "/list": Reply(b"/1"), "/1": text(9)}
    assert outcomes(paper) == {"refused": 120, "new": 1}


def test_sitemaps_without_end_are_not_followed_for_ever_and_that_is_told(paper: Paper) -> None:
    feeds(paper, ("sitemap", "/0"))
    paper.site.answers |= {f"/{n}": sitemap(f"/{n + 1}", root="sitemapindex", kind="sitemap") for n in range(MOST_FEEDS + 5)}
    (told,) = paper.listed()
    assert (told.outcome, told.reason) == ("refused", "100 feeds were read, and more are listed: list those wanted")
    assert len(paper.site.paths) == MOST_FEEDS


def test_a_source_without_feeds_lists_nothing(paper: Paper) -> None:
    assert paper.listed() == []
    assert paper.site.connections == 0
