"""Files of our own making, byte by byte: what tests of readers read."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from email.message import EmailMessage

import openpyxl
import pypdfium2

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = (595, 842)


def lines(*said: str, x: int = 72, y: int = 770) -> bytes:
    """What draws lines of text on a page, from a place in points."""
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in said)
    return f"BT /F1 12 Tf 14 TL {x} {y} Td {shown} ET".encode("cp1252")


def picture(width: int = A4[0], height: int = A4[1]) -> bytes:
    """What draws a grey picture of this size on a page."""
    return f"q {width} 0 0 {height} 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID ".encode() + b"\x80\x90\xa0\xb0" + b" EI Q"


def pdf(pages: Sequence[bytes], *, packed: bool = False, trailer: str = "", more: Iterable[bytes] = ()) -> bytes:
    """A PDF file whose pages are drawn by these content streams; ``more`` are objects after those of the pages."""
    kids = " ".join(f"{3 + 2 * page} 0 R" for page in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for page, drawn in enumerate(pages):
        resources = f"<</Font<</F1 {FONT}>>>>"
        box = f"/MediaBox[0 0 {A4[0]} {A4[1]}]"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}/Resources{resources}/Contents {4 + 2 * page} 0 R>>".encode())
        objects.append(stream(zlib.compress(drawn), "/Filter/FlateDecode") if packed else stream(drawn))
    return numbered([*objects, *more], trailer)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object of a PDF file."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries.encode(), data)


def numbered(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF file of these objects, the first of which is the catalogue, with the table of their places."""
    out, places = b"%PDF-1.4\n", []
    for number, found in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, found)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def xlsx(sheets: dict[str, list[list[object]]], hidden: frozenset[str] = frozenset()) -> bytes:
    """A workbook as spreadsheets write it."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


ODS_NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "table": "table", "text": "text", "manifest": "manifest"}.items()
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(sheets: dict[str, list[list[str | int]]]) -> bytes:
    """A workbook of OpenDocument."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = f'<?xml version="1.0"?><office:document-content{ODS_NAMES}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
    return ods_of(f"{content}</office:document-content>")


def ods_of(content: str) -> bytes:
    """A workbook of OpenDocument with this content."""
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    manifest = f'<?xml version="1.0"?><manifest:manifest{ODS_NAMES}>{entry}</manifest:manifest>'
    return zipped({"mimetype": ODS_TYPE.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()})


def _ods_cell(value: str | int) -> str:
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def eml(*, plain: str | None = None, page: str | None = None, attached: Iterable[str] = (), subject: str = "Arrests in A Land") -> bytes:
    """An e-mail message."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "press@a-group.example", "list@a-group.example"
    if plain is not None:
        message.set_content(plain)
    if page is not None:
        if plain is None:
            message.set_content(page, subtype="html")
        else:
            message.add_alternative(page, subtype="html")
    for name in attached:
        message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def html(*paragraphs: str, before: str = "", after: str = "", head: str = "") -> bytes:
    """A page with an article of these paragraphs, as newspapers write them."""
    article = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    navigation = '<nav><a href="/">Home</a> <a href="/about">About us</a></nav>'
    return (
        f'<!doctype html><html lang="en"><head><title>A page</title>{head}</head><body>{navigation}{before}'
        f"<article><h1>Arrests in A Land</h1>{article}</article>{after}<footer>Copyright</footer></body></html>"
    ).encode()


def scan(drawn: bytes, dots: float = 150 / 72) -> bytes:
    """A PDF file of one page that is a picture of what these contents draw, as a scanner makes it."""
    with pypdfium2.PdfDocument(pdf([drawn])) as document:
        bitmap = document[0].render(scale=dots, grayscale=True)
        shown = bytes(bitmap.buffer)
        rows = b"".join(shown[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
        size = f"/Width {bitmap.width}/Height {bitmap.height}"
    image = stream(zlib.compress(rows), f"/Type/XObject/Subtype/Image{size}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode")
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>"
    contents = stream(f"q {A4[0]} 0 0 {A4[1]} 0 0 cm /I Do Q".encode())
    return numbered([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page.encode(), contents, image])
