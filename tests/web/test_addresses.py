"""Tricks that lead a fetcher to a private place: all are refused, and no private server is ever connected to."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

import pytest
from loopback import ALLOWED, ELSEWHERE, NAME, PLACE, Reply, Site, fetcher, moved, resolver, site, transport

from orchestration.model.capture import LONGEST_URL
from orchestration.web.addresses import PublicTransport, RefusedError, checked, is_public, joined, meant, plain
from orchestration.web.fetch import FetchError

ANYWHERE = "0.0.0" + ".0"

WRITTEN = [
    # this machine, in every way that a system reads
    "127.0.0.2", "127.0.2", "127.2", "2130706434", "0x7f000002", "0x7F000002", "0x7f.0.0.2", "0x7f.2", "0x7f.0x0.0x0.0x2", "0177.0.0.2", "0177.2",
    "0177.0.2", "017700000002", "127.0x0.0.02", "00000177.0.0.2", "127.255.255.255", "127.000.000.002", "0", ANYWHERE, "0x0", "00", "0.0", "0.1.2.3",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::]", "[0::0]",
    # IPv4 inside IPv6: mapped, compatible, translated, 6to4, Teredo, NAT64, ISATAP
    "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::FFFF:127.0.0.2]", "[0:0:0:0:0:ffff:127.0.0.2]", "[::127.0.0.2]", "[::7f00:2]",
    "[::ffff:0:127.0.0.2]", "[::ffff:0:7f00:2]", "[2002:7f00:2::]", "[2002:7f00:0002::1]", "[2002:c0a8:1::1]", "[2002:a9fe:a9fe::]",
    "[2001:0:0:0:0:0:80ff:fffd]", "[2001::3f57:fefd]", "[64:ff9b::127.0.0.2]", "[64:ff9b::7f00:2]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:2]",
    "[fe80::5efe:7f00:2]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[::ffff:192.168.0.1]",
    # private, unique local, link-local, site-local
    "10.0.0.1", "10.1", "10.255.255.255", "167772161", "0xa000001", "012.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1",
    "3232235521", "0300.0250.0.1", "169.254.0.1", "169.254.169.254", "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376",
    "169.254.43518", "025177524776", "169.254.170.2", "[fc00::1]", "[fd00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]", "[fe80::1]", "[fe80::1%lo]",
    "[fe80::1%25lo]", "[febf::1]", "[fec0::1]", "[feff::1]",
    # shared, of protocols, of measurements, of books, of many, of nobody
    "100.64.0.1", "100.100.100.200", "100.127.255.254", "192.0.0.1", "192.0.0.9", "192.0.0.10", "192.0.0.192", "192.88.99.1", "198.18.0.1",
    "198.19.255.254", "192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "4294967295", "0xffffffff", "037777777777", "[ff02::1]", "[ff05::2]", "[ff0e::1]", "[100::1]", "[2001:db8::1]", "[2001:2::1]", "[2001:10::1]",
    "[3fff::1]", "[5f00::1]", "[4000::1]", "[8000::1]",
]  # fmt: skip

NAMED = {
    "localhost": "127.0.0.2", "localhost.": "127.0.0.2", "localhost.localdomain": "127.0.0.2", "localhost6": "::1", "ip6-localhost": "::1",
    "loopback": "127.0.0.2", "broadcasthost": "255.255.255.255", "router.lan": "192.168.1.1", "intranet": "10.0.0.5", "printer.local": "169.254.7.7",
    "metadata.google.internal": "169.254.169.254", "metadata": "169.254.169.254",
    "instance-data": "169.254.169.254", "kubernetes.default.svc": "10.96.0.1",
    "host.docker.internal": "192.168.65.2", "127.0.0.2.nip.example": "127.0.0.2", "lvh.example": "127.0.0.2", "spoofed.example": "::ffff:127.0.0.2",
    "six.example": "::1", "zone.example": "fe80::1%lo", "mesh.example": "100.64.0.7", "anywhere.example": ANYWHERE, "local.example": "fd00::7",
    "nat64.example": "64:ff9b::7f00:2", "sixtofour.example": "2002:7f00:2::1", "teredo.example": "2001::3f57:fefd",
}  # fmt: skip

ODD = [
    # a listed host as a user, a password, a part of another
    "http://{host}@127.0.0.2:{port}/", "http://{host}:80@127.0.0.2:{port}/", "http://user:password@{host}/", "http://user@{host}/", "http://@{host}/",
    "http://:@{host}/", "http://%40{host}/", "http://{name}%40127.0.0.2:{port}/", "http://{name}%2F@127.0.0.2:{port}/",
    "http://127.0.0.2:{port}@{host}/",
    "http://{name}.evil.example:{port}/", "http://evil-{name}:{port}/", "http://evil.{name}:{port}/", "http://{name}evil:{port}/", "http://www.{host}/",
    "http://{name}.127.0.0.2:{port}/", "http://{name}..:{port}/", "http://{name}.:{port}/", "http://.{host}/", "http://127.0.0.2:{port}/{host}",
    "http://127.0.0.2:{port}/?{host}", "http://127.0.0.2:{port}/#{host}", "http://127.0.0.2:{port}#@{host}/", "http://127.0.0.2:{port}?@{host}/",
    # backslashes, white space, control characters
    "http://127.0.0.2:{port}\\@{host}/", "http://{host}\\@127.0.0.2:{port}/", "http:\\\\127.0.0.2:{port}\\",
    "http:/\\127.0.0.2:{port}/", "http://{host}/\\",
    "\\\\127.0.0.2\\share", "http://{host} @127.0.0.2:{port}/", "http://127.0.0.2:{port} {host}/", " http://{host}/", "http://{host}/\t", "http://{host}/\r\n",
    "http://{host}/\r\nHost: 127.0.0.2", "http://{host}/%0d%0a\n", "http://{host}\x00.127.0.0.2/", "http://127.0.0.2\x00.{host}/", "http://{host}/\x7f",
    "http://{name}\t:{port}/", "ht\ntp://{host}/",
    # digits, dots and letters of other scripts
    "http://①②⑦.⓪.⓪.②:{port}/", "http://127。0。0。2:{port}/", "http://127．0．0．2:{port}/", "http://１２７.0.0.2:{port}/", "http://௧27.0.0.2:{port}/",
    "http://a‐paper.example:{port}/", "http://a-pаper.example:{port}/", "http://ａ-paper.example:{port}/", "http://a-paper。example:{port}/",
    "http://a-paper.exam\u200bple:{port}/", "http://{host}\u202e/", "http://xn--a-pper-4nf.example:{port}/", "http://xn--127-.0.0.2:{port}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/", "http://localhoſt:{port}/",
    # ports, and what is no address
    "http://{name}/", "http://{name}:22/", "http://{name}:0/", "http://{name}:65536/", "http://{name}:99999999/", "http://{name}:-1/", "http://{name}:abc/",
    "http://{name}:{port}:80/", "http://{name}:{port}@/", "https://{name}/", "http://", "http:///", "http:///{host}/", "http:{host}/",
    "http:/{host}/",
    "://{host}/", "//{host}/", "{host}/", "/etc/hostname", "", "http://?{host}", "http://#{host}", "http://[{name}]:{port}/", "http://[::1/", "http://::1/",
    "http://[v1.a]/", "http://[]/", "http://127.0.0.256:{port}/", "http://1.2.3.4.5:{port}/", "http://127.0.0.2.:{port}/",
    "http://%31%32%37.0.0.2:{port}/", "http://127%2e0%2e0%2e2:{port}/", "http://localhost%00.{host}/", "http://*:{port}/", "http://{{}}:{port}/", "http://$(id):{port}/",
    # other schemes
    "file:///etc/hostname", "file://127.0.0.2/etc/hostname", "file:/etc/hostname", "FILE:///etc/hostname", "gopher://127.0.0.2:{port}/_GET%20/",
    "ftp://{host}/a",
    "ftps://{host}/a", "sftp://{host}/a", "tftp://{host}/a", "ldap://{host}/a", "dict://127.0.0.2:{port}/", "data:text/html,Nine%20people",
    "jar:http://{host}/a!/b",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "view-source:http://{host}/", "blob:http://{host}/a", "about:blank",
    "mailto:a@{name}",
    "ws://{host}/", "wss://{host}/", "unix:///run/a.sock", "http+unix://%2Frun%2Fa.sock/", "netdoc:///etc/hostname", "phar://a", "php://input",
    "expect://id", "http2://{host}/", "httpx://{host}/", "url:http://127.0.0.2:{port}/", "http:http://127.0.0.2:{port}/", "ssh://{host}", "smb://127.0.0.2/a",
]  # fmt: skip

WHERE = [
    "http://127.0.0.2:{port}/", "//127.0.0.2:{port}/", "///127.0.0.2:{port}/", "\\\\127.0.0.2:{port}\\", "http:\\\\127.0.0.2:{port}/",
    "http:127.0.0.2:{port}",
    "http://2130706434:{port}/", "http://0x7f000002:{port}/", "http://0177.0.0.2:{port}/", "http://127.2:{port}/", "http://[::ffff:127.0.0.2]:{port}/",
    "http://[::ffff:7f00:2]:{port}/", "http://localhost:{port}/", "http://{host}@127.0.0.2:{port}/", "http://127.0.0.2:{port}\\@{host}/",
    "//{host}@127.0.0.2:{port}/", "/\\127.0.0.2:{port}/", "/\t/127.0.0.2:{port}/", "http://①②⑦.⓪.⓪.②:{port}/", "http://127。0。0。2:{port}/",
    "https://127.0.0.2:{port}/", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://metadata.google.internal/",
    "file:///etc/hostname", "gopher://127.0.0.2:{port}/_", "data:text/html,Nine", "javascript:alert(1)", "ftp://127.0.0.2/", "jar:http://127.0.0.2:{port}/!/",
    "http://[::1", "http://a-paper.example:99999999/", "http://127.0.0.256/", "http://%31%32%37.0.0.2:{port}/", "http://evil.example:{port}/", "h\x01ttp://x",
    "http://127.0.0.2:{port}/" + "a" * LONGEST_URL,
]  # fmt: skip


@pytest.fixture(scope="module")
def listening() -> Iterator[Site]:
    """A private server, for the whole module: whoever connects to it has been tricked."""
    with site(ELSEWHERE) as found:
        yield found


def test_there_are_more_than_150_tricks() -> None:
    assert len({*WRITTEN, *NAMED, *ODD, *WHERE}) > 250


@pytest.mark.parametrize("host", WRITTEN)
def test_an_address_in_digits_is_refused_even_where_a_source_lists_it(host: str, listening: Site, through: PublicTransport) -> None:
    url = f"http://{host}:{listening.port}/"
    with pytest.raises(RefusedError):
        fetcher(through).get(url, [NAME])
    with pytest.raises((RefusedError, FetchError)):
        fetcher(through).get(url, [f"{host}:{listening.port}"])
    assert listening.connections == 0


@pytest.mark.parametrize("host", NAMED)
def test_a_name_that_leads_to_a_private_place_is_refused_even_where_a_source_lists_it(host: str, listening: Site) -> None:
    url = f"http://{host}:{listening.port}/"
    through = PublicTransport((), resolver({host: [NAMED[host]]}))
    with pytest.raises(RefusedError, match="not among the hosts"):
        fetcher(through).get(url, [NAME])
    with pytest.raises(RefusedError, match="no public address"):
        fetcher(through).get(url, [f"{host}:{listening.port}"])
    assert listening.connections == 0


@pytest.mark.parametrize("trick", ODD)
def test_an_odd_address_is_refused(trick: str, listening: Site, through: PublicTransport) -> None:
    url = trick.format(name=NAME, host=f"{NAME}:{listening.port}", port=listening.port)
    with pytest.raises(RefusedError):
        fetcher(through).get(url, [f"{NAME}:{listening.port}"])
    assert listening.connections == 0


@pytest.mark.parametrize("where", WHERE)
def test_a_redirect_to_a_private_place_is_refused(where: str, public: Site, listening: Site, through: PublicTransport) -> None:
    location = where.format(host=public.host, port=listening.port)
    public.answers["/"] = moved(location.encode().decode("latin-1"))
    with pytest.raises((RefusedError, FetchError)):
        fetcher(through).get(public.url(), [public.host, NAME])
    assert listening.connections == 0
    assert public.paths[0] == "/"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_checked(status: int, public: Site, listening: Site, through: PublicTransport) -> None:
    public.answers |= {"/": moved("/second", status), "/second": moved(f"//127.0.0.2:{listening.port}/third", status)}
    with pytest.raises(RefusedError, match=r"127\.0\.0\.2:\d+ is not among the hosts"):
        fetcher(through).get(public.url(), [public.host])
    assert public.paths == ["/", "/second"]
    with pytest.raises(RefusedError, match=r"leads to 127\.0\.0\.2, which is no public address"):
        fetcher(through).get(public.url(), [public.host, f"127.0.0.2:{listening.port}"])
    assert listening.connections == 0


@pytest.mark.parametrize("status", [300, 304, 305, 306, 399])
def test_other_answers_that_name_an_address_are_not_followed(status: int, public: Site, listening: Site, through: PublicTransport) -> None:
    public.answers["/"] = moved(f"http://127.0.0.2:{listening.port}/", status)
    with pytest.raises(FetchError, match=f"the server answers {status}"):
        fetcher(through).get(public.url(), [public.host])
    assert listening.connections == 0


@pytest.mark.parametrize(("header", "value"), [
    ("Refresh", "0; url=http://127.0.0.2:{port}/"), ("Link", "<http://127.0.0.2:{port}/>; rel=canonical"), ("Content-Location", "http://127.0.0.2:{port}/"),
    ("Alt-Svc", 'h2="127.0.0.2:{port}"'), ("Location", "http://127.0.0.2:{port}/"), ("URI", "<http://127.0.0.2:{port}/>"),
])  # fmt: skip
def test_no_header_of_an_answer_leads_elsewhere(header: str, value: str, public: Site, listening: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(b"Nine", headers={header: value.format(port=listening.port)})
    assert fetcher(through).get(public.url(), [public.host]).data == b"Nine"
    assert public.paths == ["/"]
    assert listening.connections == 0


def test_a_long_chain_and_a_loop_of_redirects_end(public: Site, through: PublicTransport) -> None:
    public.answers |= {f"/{step}": moved(f"/{step + 1}") for step in range(50)} | {"/loop": moved("/loop"), "/empty": moved("")}
    for start in ("/0", "/loop", "/empty"):
        public.asked.clear()
        with pytest.raises(FetchError, match="redirected more than 5 times"):
            fetcher(through).get(public.url(start), [public.host])
        assert len(public.paths) == 5


def test_a_redirect_within_the_listed_hosts_is_followed(public: Site, through: PublicTransport) -> None:
    public.answers |= {"/": moved("old/../new?a=b"), "/new?a=b": Reply(b"Nine")}
    answer = fetcher(through).get(public.url(), [public.host])
    assert (answer.url, answer.data) == (public.url("/new?a=b"), b"Nine")


@pytest.mark.parametrize("addresses", [(PLACE, ELSEWHERE), (ELSEWHERE, PLACE), (PLACE, "::1"), (PLACE, "10.0.0.1"), (PLACE, "::ffff:127.0.0.2")])
def test_a_name_with_a_public_and_a_private_address_is_refused(addresses: tuple[str, str], public: Site) -> None:
    with pytest.raises(RefusedError, match="no public address"):
        fetcher(transport({NAME: addresses})).get(public.url(), [public.host])
    assert public.connections == 0


def test_a_name_that_turns_private_between_two_questions_is_refused(public: Site) -> None:
    with site(ELSEWHERE) as listening:
        told = iter([[PLACE], [ELSEWHERE]])
        with pytest.raises(RefusedError, match="no public address"):
            fetcher(PublicTransport(ALLOWED, lambda *_: next(told))).get(public.url(), [public.host])
        assert [path for path, _ in public.asked] == ["/robots.txt"]
        assert listening.connections == 0


def test_a_name_is_resolved_once_for_a_connection_which_goes_where_was_looked(public: Site) -> None:
    questions = []

    def resolve(host: str, port: int) -> list[str]:
        questions.append((host, port))
        return [PLACE]

    public.answers["/"] = Reply(b"Nine")
    fetcher(PublicTransport(ALLOWED, resolve)).get(public.url(), [public.host])
    assert questions == [(NAME, public.port)] * public.connections == [(NAME, public.port)] * 2
    assert {headers["host"] for _, headers in public.asked} == {public.host}


def test_of_several_addresses_the_first_that_answers_is_taken(public: Site) -> None:
    public.answers["/"] = Reply(b"Nine")
    with site("127.0.0.3") as other:
        gone = other.port
    assert gone != public.port
    through = PublicTransport([ip_network("127.0.0.0/8")], lambda *_: ["127.0.0.3", PLACE])
    assert fetcher(through).get(public.url(), [public.host]).data == b"Nine"


@pytest.mark.parametrize("found", [[], ["nonsense"], [""]])
def test_a_name_without_an_address_is_not_asked(found: list[str]) -> None:
    with pytest.raises(FetchError, match=r"a-paper\.example"):
        fetcher(PublicTransport(ALLOWED, lambda *_: found)).get("http://a-paper.example/", ["a-paper.example"])


def test_no_proxy_of_the_environment_is_asked(public: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    public.answers["/"] = Reply(b"Nine")
    with site(ELSEWHERE) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{ELSEWHERE}:{proxy.port}")
        assert fetcher(transport()).get(public.url(), [public.host]).data == b"Nine"
        assert proxy.connections == 0


PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "198.17.0.1", "198.20.0.1",
          "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(("url", "hosts"), [
    ("HTTP://A-PAPER.example/a", ["a-paper.example"]),
    ("https://a-paper.example:443/a", ["A-Paper.example"]),
    ("http://a-paper.example:8080/a", ["b.example", "a-paper.example:8080"]),
    ("http://a-paper.example/?mail=a@b.example", ["a-paper.example"]),
    ("http://a-paper.example?mail=a@b.example", ["a-paper.example"]),
    ("http://xn--bcher-kva.example/", ["bücher.example"]),
    ("http://xn--bcher-kva.example/", ["xn--bcher-kva.example"]),
])  # fmt: skip
def test_a_listed_host_is_asked_however_it_is_written(url: str, hosts: list[str]) -> None:
    assert str(checked(url, hosts)).startswith(url[:4].lower())


def test_a_refusal_says_what_to_do() -> None:
    with pytest.raises(RefusedError, match=r"'http://b\.example/': b\.example is not among the hosts of the source: add it"):
        checked("http://b.example/", ["a-paper.example"])


@pytest.mark.parametrize(("written", "plainly"), [
    ("https://a.example/أخبار", "https://a.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
    (" https://a.example/a b?c=ñ#é ", "https://a.example/a%20b?c=%C3%B1#%C3%A9"),
    ("https://a.example/100%25?a=b&c[]=d", "https://a.example/100%25?a=b&c[]=d"),
    ("http://а.example/", "http://а.example/"),
    ("http://a.example\\@b.example/ñ", "http://a.example\\@b.example/%C3%B1"),
    ("http://a.example?ñ@b", "http://a.example?%C3%B1@b"),
    ("nonsense ñ", "nonsense ñ"),
])  # fmt: skip
def test_an_address_is_written_plainly_behind_its_host(written: str, plainly: str) -> None:
    assert plain(written) == plainly


@pytest.mark.parametrize("reference", ["http://[::1", "http://256.1.1.1/", "a\x01b"])
def test_a_reference_that_is_none_is_refused(reference: str) -> None:
    with pytest.raises(RefusedError):
        joined("http://a.example/", reference)


@pytest.mark.parametrize(("said", "address"), [
    ("1?a=b", "https://a.example/feeds/1?a=b"), ("../1", "https://a.example/1"), ("//b.example/1", "https://b.example/1"), (" /ñ ", "https://a.example/%C3%B1"),
    *((said, said) for said in ("javascript:alert(1)", "gopher://b.example/1", "data:text/html,x", "http://[::1", "http://user@b.example/")),
])  # fmt: skip
def test_an_address_is_seen_from_its_feed_and_one_that_is_none_stays_what_it_is(said: str, address: str) -> None:
    assert meant("https://a.example/feeds/all.xml", said) == address
