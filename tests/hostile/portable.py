"""PDF files that want to bring a reader down."""

import random
import zlib
from collections.abc import Callable, Iterator

from tests.documents.made import FONT, lines, numbered, pdf, picture, stream

Made = tuple[str, Callable[[], bytes]]
TEXT = lines("The police arrested 1,200 people.", "At least 3 died.")
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def page(entries: str = "", contents: str = "4 0 R") -> bytes:
    resources = f"/Resources<</Font<</F1 {FONT}>>{entries}>>"
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{resources}/Contents {contents}>>".encode()


def drawn(contents: bytes, *more: bytes, entries: str = "") -> bytes:
    """A page with these contents, and further objects from number 5 on."""
    return numbered([CATALOGUE, PAGES, page(entries), contents, *more])


def packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter[{'/FlateDecode' * times}]")


def flipped(seed: int) -> bytes:
    """A good file with some bytes changed."""
    chance, data = random.Random(seed), bytearray(pdf([TEXT, TEXT], packed=bool(seed % 2)))  # noqa: S311 - no secret
    for _ in range(1 + seed % 12):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def forms(levels: int, calls: int) -> bytes:
    """Forms each of which draws the next several times."""
    entries = "".join(f"/X{level} {5 + level} 0 R" for level in range(levels))
    shared = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X{{}} {{}} 0 R>>/Font<</F1 {FONT}>>>>"
    made = [stream(f"/X{level + 1} Do ".encode() * calls, shared.format(level + 1, 6 + level)) for level in range(levels - 1)]
    return drawn(stream(b"/X0 Do"), *made, stream(TEXT, shared.format(0, 5 + levels - 1)), entries=f"/XObject<<{entries}>>")


def portable() -> Iterator[Made]:
    """Name and maker of every file."""
    good = pdf([TEXT, TEXT, picture()])
    for cut in range(0, len(good), max(1, len(good) // 24)):
        yield f"cut at {cut}", lambda cut=cut: good[:cut]
    for seed in range(30):
        yield f"flipped {seed}", lambda seed=seed: flipped(seed)
    for megabytes in (10, 80, 500):
        yield f"{megabytes} MB of spaces", lambda megabytes=megabytes: drawn(packed(b" " * (megabytes * 1_000_000)))
        yield f"{megabytes} MB of text", lambda megabytes=megabytes: drawn(packed(TEXT * (megabytes * 10_000)))
    yield "packed three times", lambda: drawn(packed(b" " * 200_000_000, 3))
    yield "seventeen filters", lambda: drawn(packed(TEXT, 17))
    yield "a hundred filters", lambda: drawn(stream(b"31>", "/Filter[" + "/ASCIIHexDecode" * 100 + "]"))
    yield "runs of bytes", lambda: drawn(stream(b"\x81 " * 500_000 + b"\x80", "/Filter/RunLengthDecode"))
    yield "unknown filter", lambda: drawn(stream(TEXT, "/Filter/KlingonDecode"))
    yield "length that lies", lambda: drawn(stream(TEXT).replace(b"/Length ", b"/Length 9999999999999999"))
    yield "length that is itself", lambda: drawn(b"<</Length 4 0 R>>stream\n" + TEXT + b"\nendstream")
    yield "deep arrays", lambda: drawn(stream(TEXT), b"[" * 100_000 + b"]" * 100_000, entries="/X 5 0 R")
    yield "deep dictionaries", lambda: drawn(stream(TEXT), b"<</A" * 50_000 + b" 1" + b">>" * 50_000, entries="/X 5 0 R")
    yield "deep arrays of contents", lambda: drawn(stream(b"BT " + b"[" * 200_000 + b" TJ ET"))
    yield "deep states", lambda: drawn(stream(b"q " * 1_000_000 + TEXT))
    yield "a million operators", lambda: drawn(stream(b"0 0 m " * 1_000_000 + TEXT))
    yield "a million strings", lambda: drawn(stream(b"BT /F1 9 Tf " + b"(12) Tj " * 1_000_000 + b"ET"))
    yield "a string never ends", lambda: drawn(stream(b"BT /F1 9 Tf (" + b"12 " * 500_000))
    yield "a hundred thousand brackets", lambda: drawn(stream(b"BT /F1 9 Tf " + b"(" * 100_000))
    yield "a picture never ends", lambda: drawn(stream(b"BI /W 9999999 /H 9999999 /BPC 8 /CS /RGB ID " + b"x" * 1_000_000))
    yield "a long name", lambda: drawn(stream(b"/" + b"F" * 1_000_000 + b" 12 Tf"))
    yield "a long number", lambda: drawn(stream(b"BT /F1 " + b"1" * 1_000_000 + b" Tf (12) Tj ET"))
    yield "a long word of digits", lambda: drawn(stream(b"BT /F1 9 Tf (" + b"1" * 1_000_000 + b") Tj ET"))
    yield (
        "a form that draws itself",
        lambda: drawn(
            stream(b"/X0 Do"),
            stream(b"/X0 Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X0 5 0 R>>>>"),
            entries="/XObject<</X0 5 0 R>>",
        ),
    )
    for levels, calls in ((4, 10), (12, 10), (30, 2), (2_000, 1)):
        yield f"{levels} forms that draw {calls}", lambda levels=levels, calls=calls: forms(levels, calls)
    yield "pages in a circle", lambda: numbered([CATALOGUE, b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"])
    yield "pages on a thread", lambda: numbered([CATALOGUE, *(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 3) for n in range(20_000)), page()])
    yield (
        "pages doubled thirty times",
        lambda: numbered([CATALOGUE, *(b"<</Type/Pages/Count %d/Kids[%d 0 R %d 0 R]>>" % (2 ** (30 - n), n + 3, n + 3) for n in range(30)), page()]),
    )
    for count in ("-1", "0", "999999999", "1 0 R", "(x)", "/x"):
        yield f"count {count}", lambda count=count: numbered([CATALOGUE, f"<</Type/Pages/Count {count}/Kids[3 0 R]>>".encode(), page(), stream(TEXT)])
    yield (
        "one page 100,000 times",
        lambda: numbered([CATALOGUE, b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>", page(), stream(TEXT)]),
    )
    yield "2,000 pages", lambda: pdf([TEXT] * 2_000)
    yield "contents of 50,000 parts", lambda: numbered([CATALOGUE, PAGES, page(contents="[" + "4 0 R " * 50_000 + "]"), stream(TEXT)])
    for box in ("[0 0 0 0]", "[0 0 1e38 1e38]", "[595 842 0 0]", "[nan nan nan nan]", "[]", "(x)"):
        yield f"box {box}", lambda box=box: pdf([TEXT, picture()]).replace(b"[0 0 595 842]", box.encode())
    yield "table that leads to itself", lambda: pdf([TEXT], trailer="/Prev 9")
    yield "table beyond the end", lambda: pdf([TEXT]).replace(b"startxref\n", b"startxref\n99999999999")
    yield "table of 4,000,000,000 objects", lambda: pdf([TEXT]).replace(b"xref\n0 ", b"xref\n0 400000000", 1)
    yield "fifty thousand ends", lambda: pdf([TEXT]) + b"startxref\n9\n%%EOF\n" * 50_000
    yield "fifty thousand comments", lambda: b"%PDF-1.4\n" + b"%x\n" * 50_000 + pdf([TEXT])
    yield "ten thousand versions", lambda: pdf([TEXT]) * 1_000
    yield (
        "characters that become a million",
        lambda: (
            drawn(stream(TEXT)).replace(FONT.encode(), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>")
            + stream(b"beginbfrange <00> <ff> <" + b"0031" * 100_000 + b"> endbfrange")
        ),
    )
    yield (
        "a range of all characters",
        lambda: drawn(
            stream(b"BT /F2 9 Tf <0001> Tj ET"),
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>",
            packed(b"beginbfrange\n" + b"<00000000> <ffffffff> <0031>\n" * 1_000 + b"endbfrange"),
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>/W[0 4000000000 12]>>",
            entries="/Font<</F2 5 0 R>>",
        ),
    )
    yield (
        "a font that draws itself",
        lambda: drawn(
            stream(b"BT /F3 9 Tf (aaa) Tj ET"),
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97"
            b"/LastChar 97/Widths[9]/Resources<</Font<</F3 5 0 R>>>>>>",
            stream(b"BT /F3 9 Tf (aaa) Tj ET"),
            entries="/Font<</F3 5 0 R>>",
        ),
    )
    for version in ("/V 1/R 2", "/V 2/R 3/Length 128", "/V 4/R 4/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF", "/V 5/R 6/Length 256", "/V 99/R 99", ""):
        locked = f"<</Filter/Standard{version}/P -4/O({'o' * 48})/U({'u' * 48})/OE({'e' * 32})/UE({'e' * 32})/Perms({'p' * 16})>>".encode()
        yield f"locked {version[:9]}", lambda locked=locked: pdf([TEXT], trailer="/Encrypt 5 0 R/ID[<00><00>]", more=[locked])
    yield "starts a program", lambda: pdf([TEXT]).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>", 1)
    yield "asks the network", lambda: pdf([TEXT]).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/URI/URI(http://a.example)>>", 1)
    yield (
        "a huge picture",
        lambda: drawn(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), packed(b"\x00" * 1_000_000), entries="/XObject<</I 5 0 R>>").replace(
            b"/Filter", b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter", 1
        ),
    )
    yield "thirty thousand pictures", lambda: drawn(stream(picture() * 30_000))
    yield "only scans", lambda: pdf([picture()] * 300)
