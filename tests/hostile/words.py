"""Messages, tables and plain texts that want to bring a reader down, and good files under names of other formats."""

import base64
import random
from collections.abc import Callable, Iterator

from tests.documents.made import eml, html, lines, ods, pdf, xlsx
from tests.hostile.pages import SENTENCE

Made = tuple[str, str, Callable[[], bytes]]
NAUGHTY = (
    "undefined",
    "NULL",
    "None",
    "-0",
    "1e309",
    "NaN",
    "０１２３",
    "٠١٢٣ معتقل",
    "1/0",
    "0x1F",
    "'; DROP TABLE claims; --",
    "<script>alert(12)</script>",
    "{{ 7 * 7 }}",
    "${7*7}",
    "%s%n%x%d",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd",
    "../../../../etc/passwd",
    "C:\\con\\nul",
    "\u202e\u202d12\u202c",
    "Z\u0351\u036b\u0343\u036a a\u033b\u0315l\u0338g\u0334o\u0337 12",
    "ﷺ 12",
    "\ufeff12",
    "\ufffe12",
    "12\u2028\u2029\x0b\x0c13",
    "\x1b[31m12\x1b[0m",
    "\x7f\x80\x9f12",
    "👨‍👩‍👧‍👦" * 40,
    "a\u0300" * 4_000,
    "İstanbul ß ŒǄ 12",
    "$HOME `id` $(id) 12",
    "--help -rf / 12",
    "1" * 5_000,
    "A" * 100_000,
    "\ud83d\ude00",
    "１２，３４５",
    "٬٫٪ ۱۲۳",
    "½ ¾ ⅓ Ⅻ 12²",
    "12\u00ad34",
    "12\u200b34",
    "1\u00a0200\u202f300",
    "() { 12; }; echo 13",
)
BROKEN = {
    "overlong": b"\xc0\xaf\xe0\x80\xaf 12",
    "half characters": b"\xed\xa0\x80\xed\xbf\xbf 12",
    "beyond the last": b"\xf4\x90\x80\x80 12",
    "continued": b"\x80" * 99,
    "never continued": b"\xf0\x9f\x98 12",
    "odd": b"\xff\xfe1\x002",
    "halves of UTF-16": b"\xff\xfe\x00\xd8\x00\xd8",
    "UTF-32": b"\xff\xfe\x00\x00\xff\xff\xff\x7f",
    "only a mark": b"\xef\xbb\xbf",
    "two marks": b"\xff\xfe\xff\xfe",
    "UTF-7": b"+ADw-12+AD4-",
    "all bytes": bytes(range(256)),
    "high bytes": bytes(range(128, 256)) * 50,
    "EBCDIC": SENTENCE.encode("cp500"),
    "escapes": SENTENCE.encode() + b"\x1b$B0$\x1b(B",
    "NUL": b"12\x00people",
    "only NUL": bytes(5_000),
    "nothing": b"",
    "spaces": b" \n\t " * 99,
}
ENDLESS = {
    "line": b"12 people " * 500_000,
    "word": b"x" * 5_000_000,
    "digits": b"1" * 5_000_000,
    "lines": b"\n" * 4_000_000 + b"12",
    "returns": b"\r" * 4_000_000 + b"12",
    "quotes": b'"' * 4_000_000,
    "commas": b"," * 4_000_000,
    "pages": b"\x0c" * 4_000_000 + b"12",
    "brackets": b"[" * 4_000_000,
    "dots": b"." * 4_000_000,
    "high": b"\xe9" * 2_000_000,
    "mixed": bytes(range(128, 256)) * 20_000,
}
HEAD = b"Subject: Arrests\nMIME-Version: 1.0\n"


def multipart(depth: int) -> bytes:
    out = HEAD
    for level in range(depth):
        out += f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n".encode()
    return out + b"Content-Type: text/plain\n\n12 people\n"


def messages() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and maker of every message."""
    for depth in (50, 1_000, 20_000):
        yield f"{depth} parts in parts", lambda depth=depth: multipart(depth)
        yield f"{depth} messages in messages", lambda depth=depth: HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"12 people"
        yield f"{depth} parts", lambda depth=depth: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n12 people\n" * depth
    for name, head in {
        "endless header": b"X: " + b"x" * 5_000_000,
        "headers": b"X: 12\n" * 200_000,
        "folded": b"X: 12\n" + b" 12\n" * 200_000,
        "parameters": b"Content-Type: text/plain;" + b"".join(b" name*%d=x;" % n for n in range(5_000)),
        "words": b"Subject: " + b"=?utf-8?q?12?= " * 5_000,
        "broken words": b"Subject: " + b"=?klingon?b?!!?=" * 2_000,
        "no boundary": b"Content-Type: multipart/mixed",
        "brackets": b"To: " + b"(" * 5_000,
        "quotes": b"To: " + b'"' * 50_000,
        "addresses": b"To: " + b"a@b.example," * 20_000,
        "empty type": b"Content-Type: ",
        "strange type": b"Content-Type: \xff/\xff; =",
        "charset": b"Content-Type: text/plain; charset=unicode_escape",
        "charset zlib": b"Content-Type: text/plain; charset=zlib",
        "charset idna": b"Content-Type: text/plain; charset=idna",
        "encoding": b"Content-Transfer-Encoding: klingon",
        "uu": b"Content-Transfer-Encoding: x-uuencode",
        "NUL": b"Subject: \x00\x00",
        "date": b"Date: " + b"9" * 5_000,
        "far parameters": b"Content-Type: text/plain; a*999999999=x; a*0*=x''%%%",
    }.items():
        yield f"header: {name}", lambda head=head: head + b"\n\n12 people were arrested."
    yield "broken base64", lambda: HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"!@#$" * 500_000
    yield "5 MB of base64", lambda: HEAD + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"12 people " * 400_000)
    yield "5 MB of equals", lambda: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 5_000_000
    yield "a hostile page", lambda: eml(page="<div>" * 40_000 + SENTENCE)
    yield "only an attachment", lambda: eml(attached=["../../x", "con", "\u202efdp.exe"])
    yield "halves of characters", lambda: HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + b"\xed\xa0\x80 12"


def words() -> Iterator[Made]:
    """Name, file name and maker of every message, table, text and good file under a strange name."""
    yield from ((name, "document.eml", make) for name, make in messages())
    for number, text in enumerate(NAUGHTY):
        said = text.encode("utf-8", "surrogatepass")
        yield f"naughty {number}", "document.txt", lambda said=said: said
        yield f"naughty row {number}", "document.csv", lambda said=said: b"a,b\n1," + said
        if number % 4 == 0:
            yield f"naughty page {number}", "document.html", lambda text=text: html(f"{SENTENCE} {text}".encode("utf-8", "ignore").decode())
    for name, data in BROKEN.items():
        yield f"broken {name}", "document.txt", lambda data=data: data
        yield f"broken row, {name}", "document.csv", lambda data=data: b"a\n" + data
    for name, data in ENDLESS.items():
        yield f"endless {name}", "document.txt", lambda data=data: data
        yield f"endless {name} in a table", "document.csv", lambda data=data: b"a,b\n" + data
    good = {
        "pdf": pdf([lines("The police arrested 1,200 people.")]),
        "html": html(SENTENCE, SENTENCE),
        "xlsx": xlsx({"S": [["a", 12]]}),
        "ods": ods({"S": [["a", 12]]}),
        "eml": eml(plain=SENTENCE),
        "csv": b"a,b\n1,2\n",
        "txt": SENTENCE.encode(),
        "png": b"\x89PNG\r\n\x1a\n" + bytes(99),
        "elf": b"\x7fELF" + bytes(range(256)),
        "gz": b"\x1f\x8b\x08" + bytes(99),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }
    for suffix in ("pdf", "html", "xlsx", "xls", "ods", "eml", "csv", "txt"):
        for kind, data in good.items():
            if kind != suffix:
                yield f"{kind} as {suffix}", f"document.{suffix}", lambda data=data: data
        for seed in range(5):
            noise = random.Random(f"{suffix}{seed}").randbytes(10 ** (seed + 1))  # noqa: S311 - no secret
            yield f"noise {seed} as {suffix}", f"document.{suffix}", lambda noise=noise: noise
    for name in (
        "document",
        "document.exe",
        "document.PDF",
        "document.pdf.",
        "document.pdf ",
        "document.tar.gz",
        "document.\u202efdp",
        "document.xlsx\n",
        "document..pdf",
    ):
        yield f"named {name!r}", name, lambda: good["txt"]
