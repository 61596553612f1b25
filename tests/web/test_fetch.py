"""How a server is asked: politely, by name, within limits. The clock of these tests goes on only when somebody sleeps."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version

import pytest
from loopback import Act, Clock, Reply, Site, fetcher, moved, page, raw, transport

from orchestration.web.addresses import PublicTransport, RefusedError
from orchestration.web.fetch import AGENT, ATTEMPTS, FetchError, Known

FORBIDDEN = Reply(b"User-agent: *\nDisallow: /private\n")


def rules(text: str) -> Reply:
    return Reply(text.encode())


# what is asked


def test_an_answer_is_its_bytes_and_what_the_server_says_of_them(public: Site, through: PublicTransport) -> None:
    public.answers["/a?b=c"] = page("<p>Nine</p>", ETag='"1"', Last_Modified="Mon, 06 May 2024 10:00:00 GMT", Content_Language="es")
    answer = fetcher(through).get(public.url("/a?b=c#part"), [public.host])
    assert (answer.data, answer.media_type, answer.status) == (b"<p>Nine</p>", "text/html", 200)
    assert answer.known == Known('"1"', "Mon, 06 May 2024 10:00:00 GMT")
    assert ("Content-Language", "es") in [(name.title(), value) for name, value in answer.response_headers]
    assert public.paths == ["/a?b=c"]


def test_the_program_says_its_name_and_version_and_nothing_of_the_machine(public: Site, through: PublicTransport) -> None:
    public.answers["/"] = page("Nine")
    fetcher(through).get(public.url(), [public.host])
    assert f"detention-monitor/{version('detention-monitor')}" == AGENT
    for _, headers in public.asked:
        assert dict(headers) == {
            "host": public.host,
            "user-agent": AGENT,
            "accept": "*/*",
            "accept-encoding": "gzip",
            "connection": headers["connection"],
        }


def test_what_is_known_is_asked_for_by_condition_and_not_sent_again(public: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(status=304)
    answer = fetcher(through).get(public.url(), [public.host], Known('"1"', "Mon, 06 May 2024 10:00:00 GMT"))
    assert answer.data is None
    (_, robots), (_, asked) = public.asked
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "Mon, 06 May 2024 10:00:00 GMT")
    assert "if-none-match" not in robots


def test_not_changed_is_no_answer_to_a_question_without_a_condition(public: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(status=304)
    with pytest.raises(FetchError, match="answers 304"):
        fetcher(through).get(public.url(), [public.host])


@pytest.mark.parametrize("etag", ['"é"', '"a\x07b"'])
def test_a_mark_that_cannot_be_said_back_is_forgotten(etag: str, public: Site, through: PublicTransport) -> None:
    public.answers["/"] = raw(f"HTTP/1.1 200 OK\r\nETag: {etag}\r\nContent-Length: 4\r\n\r\nNine".encode("latin-1"))
    try:
        assert fetcher(through).get(public.url(), [public.host]).known == Known()
    except FetchError as error:
        assert "no answer" in str(error)  # noqa: PT017 - the HTTP library may refuse the header itself


# robots.txt


@pytest.mark.parametrize(("said", "path"), [
    (FORBIDDEN, "/public"),
    (rules(""), "/private"),
    (rules("User-agent: *\nDisallow:\n"), "/private"),
    (rules("User-agent: *\nDisallow: /\n\nUser-agent: detention-monitor\nAllow: /\n"), "/private"),
    (rules("User-agent: *\nDisallow: /*.pdf$\n"), "/private.html"),
    (Reply(b"no", 404), "/private"),
    (Reply(b"no", 410), "/private"),
    (Reply(b"no", 403), "/private"),
    (Reply(bytes(range(256)) * 40), "/private"),
    (Reply(b"<!doctype html><p>Disallow: /"), "/private"),
    (moved("/elsewhere"), "/private"),
])  # fmt: skip
def test_what_robots_txt_allows_is_asked(said: Reply, path: str, public: Site, through: PublicTransport) -> None:
    public.answers |= {"/robots.txt": said, path: page("Nine")}
    assert fetcher(through).get(public.url(path), [public.host]).data == b"Nine"


@pytest.mark.parametrize("said", [
    FORBIDDEN, rules("User-agent: Detention-Monitor\nDisallow: /private\n"), rules("user-agent:*\ndisallow:/priv*e"),
    rules("\ufeffUser-agent: *\nDisallow: /\n"),
    rules("User-agent: *\nDisallow: /private\n" + "# long\n" * 100_000), rules("User-agent: *\r\nDisallow: /private\r\n\x00\xff"),
])  # fmt: skip
def test_what_robots_txt_forbids_is_not_asked(said: Reply, public: Site, through: PublicTransport) -> None:
    public.answers |= {"/robots.txt": said, "/private/1": page("Nine"), "/way": moved("/private/1")}
    asking = fetcher(through)
    with pytest.raises(FetchError, match=r"robots\.txt asks robots to stay away: ask the publisher, or capture a file"):
        asking.get(public.url("/private/1"), [public.host])
    with pytest.raises(FetchError, match="asks robots to stay away"):
        asking.get(public.url("/way"), [public.host])
    assert "/private/1" not in public.paths


def test_robots_txt_is_followed_to_where_it_was_moved(public: Site, through: PublicTransport) -> None:
    public.answers |= {"/robots.txt": moved("/rules"), "/rules": FORBIDDEN}
    with pytest.raises(FetchError, match="stay away"):
        fetcher(through).get(public.url("/private"), [public.host])


@pytest.mark.parametrize("said", [moved("/robots.txt"), Reply(status=500), Reply(status=503), raw(b""), raw(b"nonsense\r\n\r\n")])
def test_without_an_answer_about_robots_nothing_is_asked_and_the_server_is_not_bothered_again(
    said: Act, public: Site, through: PublicTransport
) -> None:
    public.answers |= {"/robots.txt": said, "/": page("Nine")}
    asking = fetcher(through)
    with pytest.raises(FetchError, match="not to be had"):
        asking.get(public.url(), [public.host])
    count = len(public.asked)
    for _ in range(10):
        with pytest.raises(FetchError, match="not to be had"):
            asking.get(public.url(), [public.host])
    assert count == len(public.asked) <= 5
    assert public.paths == []


def test_robots_txt_that_leads_to_another_host_is_not_followed(public: Site, private: Site, through: PublicTransport) -> None:
    public.answers |= {"/robots.txt": moved(f"http://127.0.0.2:{private.port}/"), "/": page("Nine")}
    with pytest.raises(RefusedError, match="not among the hosts"):
        fetcher(through).get(public.url(), [public.host])
    assert private.connections == 0


def test_robots_txt_is_asked_once_for_a_run(public: Site, through: PublicTransport) -> None:
    public.answers |= {f"/{n}": page("Nine") for n in range(5)}
    asking = fetcher(through)
    for n in range(5):
        asking.get(public.url(f"/{n}"), [public.host])
    assert [path for path, _ in public.asked].count("/robots.txt") == 1


# the pace


def test_a_host_is_left_in_peace_between_two_questions(public: Site, through: PublicTransport) -> None:
    public.answers |= {"/1": page("Nine"), "/2": moved("/3"), "/3": page("Ten")}
    clock = Clock()
    asking = fetcher(through, clock)
    asking.get(public.url("/1"), [public.host])
    asking.get(public.url("/2"), [public.host])
    assert clock.slept == [2.0, 2.0, 2.0]
    clock.now += 60
    asking.get(public.url("/1"), [public.host])
    assert len(clock.slept) == 3


def test_two_hosts_do_not_wait_for_each_other(public: Site) -> None:
    public.answers["/"] = page("Nine")
    clock = Clock()
    asking = fetcher(transport({"b.example": ["127.0.0.1"]}), clock)
    asking.get(public.url(), [public.host])
    asking.get(f"http://b.example:{public.port}/", [f"b.example:{public.port}"])
    assert clock.slept == [2.0, 2.0]


@pytest.mark.parametrize(
    ("said", "pause"), [("7", 7.0), ("0.5", 2.0), ("3600", 60.0), ("inf", 2.0), ("nan", 2.0), ("-4", 2.0), ("soon", 2.0), ("", 2.0)]
)
def test_the_delay_that_robots_txt_asks_for_is_kept_up_to_a_minute(said: str, pause: float, public: Site, through: PublicTransport) -> None:
    public.answers |= {"/robots.txt": rules(f"User-agent: *\nCrawl-delay: {said}\n"), "/": page("Nine")}
    clock = Clock()
    fetcher(through, clock).get(public.url(), [public.host])
    assert clock.slept == [pause]


def test_what_fails_for_a_moment_is_tried_again(public: Site, through: PublicTransport) -> None:
    for failure in (Reply(status=500), Reply(status=502), Reply(status=503), Reply(status=504), Reply(status=429), raw(b""), raw(b"HTTP/1.1 200")):
        public.answers["/"] = [failure, failure, page("Nine")]
        assert fetcher(through).get(public.url(), [public.host]).data == b"Nine"


def test_three_failures_are_enough(public: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(status=503)
    clock = Clock()
    with pytest.raises(FetchError, match="the server answers 503, 3 times: it is asked again at the next capture"):
        fetcher(through, clock).get(public.url(), [public.host])
    assert public.paths == ["/"] * ATTEMPTS
    assert clock.slept[1] >= 1
    assert clock.slept[-1] >= 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 501, 204, 206, 203])
def test_another_answer_is_asked_once_and_told(status: int, public: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(status=status)
    with pytest.raises(FetchError, match=f"the server answers {status}: look at the address in a browser"):
        fetcher(through).get(public.url(), [public.host])
    assert public.paths == ["/"]


def test_a_server_says_when_to_come_back(public: Site, through: PublicTransport) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    for said, least in (("30", 30), (soon, 40)):
        public.answers["/"] = [Reply(status=429, headers={"Retry-After": said}), page("Nine")]
        clock = Clock()
        fetcher(through, clock).get(public.url(), [public.host])
        assert max(clock.slept) >= least


@pytest.mark.parametrize("said", ["nonsense", "-5", "Mon, 06 May 2024 10:00:00 GMT", "Mon, 06 May 2024 10:00:00", "٣", "1e9", ""])
def test_a_time_to_come_back_that_is_none_or_past_is_not_waited_for(said: str, public: Site, through: PublicTransport) -> None:
    headers = {"Retry-After": said.encode().decode("latin-1")}
    public.answers["/"] = [Reply(status=503, headers=headers), page("Nine")]
    clock = Clock()
    fetcher(through, clock).get(public.url(), [public.host])
    assert max(clock.slept) <= 5


def test_a_server_that_asks_to_be_left_alone_is(public: Site, through: PublicTransport) -> None:
    public.answers |= {"/": [Reply(status=429, headers={"Retry-After": "3600"}), page("Nine")], "/2": page("Ten")}
    clock = Clock()
    asking = fetcher(through, clock)
    for path in ("/", "/2", "/"):
        with pytest.raises(FetchError, match="asks to be left alone for 3,600 seconds"):
            asking.get(public.url(path), [public.host])
    assert public.paths == ["/"]
    clock.now += 3_600
    assert asking.get(public.url("/2"), [public.host]).data == b"Ten"
