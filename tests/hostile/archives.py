"""Workbooks that want to bring a reader down."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.documents.made import ODS_NAMES, ods, ods_of, xlsx, zipped
from tests.hostile.pages import LAUGHS, OUTSIDE

Made = tuple[str, str, Callable[[], bytes]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(80_000))
CELLS = '<row r="1"><c r="A1"><v>12</v></c></row>'


def book(cells: str = CELLS, *, before: str = "", strings: str = "", target: str = "worksheets/sheet1.xml", sheets: int = 1, **parts: bytes) -> bytes:
    """A workbook whose sheet holds these cells, part by part."""
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    links = (("worksheet", target), ("sharedStrings", "sharedStrings.xml"))
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    contents = {
        "[Content_Types].xml": types,
        "_rels/.rels": linked(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": linked(*links),
        "xl/workbook.xml": f'{before}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{named}</sheets></workbook>',
        "xl/sharedStrings.xml": f'{before}<sst xmlns="{MAIN}"><si><t>{strings}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return zipped({name: said.encode() for name, said in contents.items()} | parts)


def linked(*links: tuple[str, str]) -> str:
    """What leads from one part to others: the kind and the place of each."""
    said = "".join(f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{place}"/>' for n, (kind, place) in enumerate(links, start=1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def tables(inside: str, before: str = "") -> bytes:
    """A workbook of OpenDocument with this in its body."""
    content = f"<office:document-content{ODS_NAMES}><office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
    return ods_of(f"{before}{content}</office:document-content>")


def cell(repeated: str) -> str:
    return f'<table:table-cell office:value-type="float" office:value="12" {repeated}><text:p>12</text:p></table:table-cell>'


def table(row: str = "", column: str = "") -> str:
    return f'<table:table table:name="S"><table:table-row {row}>{cell(column)}</table:table-row></table:table>'


def overlapping(parts: int) -> bytes:
    """An archive all of whose names lead to one packed part."""
    data = b"12" * 400_000
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(data) + packed.flush()
    fields = (20, 0, 8, 0, 0, zlib.crc32(data), len(body), len(data))
    out = struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields, 1, 0) + b"x" + body
    central = b"".join(struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *fields, 5, 0, 0, 0, 0, 0, 0) + b"%05d" % n for n in range(parts))
    return out + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, parts, parts, len(central), len(out), 0)


def lying(archive: bytes) -> bytes:
    """The archive, whose parts say that they unpack to ten bytes."""
    data, at = bytearray(archive), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 10)
        at += 4
    return bytes(data)


def flipped(good: bytes, seed: int) -> bytes:
    chance, data = random.Random(seed), bytearray(good)  # noqa: S311 - no secret
    for _ in range(1 + seed % 9):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def old_book(sectors: int) -> bytes:
    """The container of an XLS file whose table of sectors leads in circles."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, sectors, 0, 0, 4096, 0, 1, 0, 1) + struct.pack("<109I", *[0] * 109)
    return head + struct.pack("<128I", *range(128)) * 4


def archives() -> Iterator[Made]:
    """Name, file name and maker of every workbook."""
    good, open_good = xlsx({"S": [["arrests", 1200], ["deaths", 3]]}), ods({"S": [["arrests", 1200]]})
    for seed in range(16):
        yield f"flipped {seed}", "document.xlsx", lambda seed=seed: flipped(good, seed)
        yield f"flipped open {seed}", "document.ods", lambda seed=seed: flipped(open_good, seed)
    for tenth in range(1, 10):
        yield f"cut {tenth}", "document.xlsx", lambda tenth=tenth: good[: len(good) * tenth // 10]
        yield f"cut open {tenth}", "document.ods", lambda tenth=tenth: open_good[: len(open_good) * tenth // 10]
    for name, cells in {
        "deep": "<row>" * 100_000,
        "wide": '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>' * 2,
        "far": CELLS + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        "farther": '<row r="1"><c r="ZZZZZZZ9999999999"><v>2</v></c></row>',
        "laughs": '<row r="1"><c r="A1" t="str"><v>&lol9;</v></c></row>',
        "outside": '<row r="1"><c r="A1" t="str"><v>&outside;</v></c></row>',
        "no such string": '<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>',
        "no such style": '<row r="1"><c r="A1" s="99999"><v>1</v></c></row>',
        "long number": f'<row r="1"><c r="A1"><v>{"1" * 500_000}</v></c></row>',
        "endless": '<row r="1"><c r="A1"><v>1e99999</v></c></row>',
        "no number": '<row r="1"><c r="A1"><v>nan</v></c><c r="B1"><v>inf</v></c></row>',
        "far date": '<row r="1"><c r="A1" t="d"><v>99999-99-99</v></c></row>',
        "negative": '<row r="-1"><c r="A-1"><v>1</v></c></row>',
        "nothing": "",
        "unclosed": '<row r="1"><c r="A1"><v>12',
        "control": "<row>&#0;&#xFFFF;</row>",
        "attributes": f'<row r="1"><c r="A1" {ATTRIBUTES}><v>1</v></c></row>',
        "many cells": "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 200}</row>' for row in range(1, 6_000)),
    }.items():
        yield f"cells: {name}", "document.xlsx", lambda cells=cells: book(cells, before=LAUGHS)
        yield f"cells, outside: {name}", "document.xlsx", lambda cells=cells: book(cells, before=OUTSIDE)
    yield "laughs as strings", "document.xlsx", lambda: book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', before=LAUGHS, strings="&lol9;")
    yield "ten thousand sheets", "document.xlsx", lambda: book(sheets=10_000)
    for target in ("../../../../etc/passwd", "/etc/passwd", "http://a.example/12.xml", "file:///etc/passwd", "sheet\x00.xml", "workbook.xml", ""):
        yield f"sheet is {target[:12]!r}", "document.xlsx", lambda target=target: book(target=target.replace("\x00", "&#1;"))
    for part in ("../../../x", "/x", "C:\\x", "con", "x" * 60_000, "\u202ex", "a/" * 5_000):
        yield f"part named {part[:9]!r}", "document.xlsx", lambda part=part: book(**{part: b"12"})
    for row, column in (("1000000000", "1"), ("1", "1000000000"), ("1048576", "16384"), ("-1", "-1"), ("x", "x")):
        repeated = (f'table:number-rows-repeated="{row}"', f'table:number-columns-repeated="{column}"')
        yield f"rows repeated {row} by {column}", "document.ods", lambda repeated=repeated: tables(table(*repeated))
    yield "spaces repeated", "document.ods", lambda: tables(table().replace("12</text:p>", '<text:s text:c="4000000000"/></text:p>'))
    yield "open laughs", "document.ods", lambda: tables(table().replace(">12<", ">&lol9;<"), LAUGHS)
    yield "open outside", "document.ods", lambda: tables(table().replace(">12<", ">&outside;<"), OUTSIDE)
    yield "open deep", "document.ods", lambda: tables('<table:table table:name="S">' * 50_000)
    for parts in (100, 3_000, 60_000):
        yield f"{parts} names of one part", "document.xlsx", lambda parts=parts: overlapping(parts)
    yield "a bomb", "document.xlsx", lambda: book(bomb=bytes(300_000_000))
    yield "a bomb of cells", "document.xlsx", lambda: book("<row><c><v>12</v></c></row>" * 2_000_000)
    yield "a bomb that lies", "document.xlsx", lambda: lying(book(CELLS + " " * 300_000_000))
    yield "an open bomb that lies", "document.ods", lambda: lying(tables(table() + " " * 300_000_000))
    yield "archives in archives", "document.xlsx", lambda: zipped({"x.xlsx": zipped({"x.xlsx": zipped({"x": bytes(10_000_000)})})})
    yield "stored", "document.xlsx", lambda: zipped({"xl/workbook.xml": b"x" * 100}, zipfile.ZIP_STORED)
    yield "pressed otherwise", "document.xlsx", lambda: zipped({"xl/workbook.xml": b"x" * 100}, zipfile.ZIP_LZMA)
    for sectors in (0, 1, 4, 4_000_000_000):
        yield f"old with {sectors} sectors", "document.xls", lambda sectors=sectors: old_book(sectors)
