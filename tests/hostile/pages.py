"""Web pages that want to bring a reader down."""

from collections.abc import Callable, Iterator

from tests.documents.made import html

SENTENCE = "The ministry of A Land says that the police arrested at least 1,200 people between January and March."
LAUGHS = "<!DOCTYPE lolz [<!ENTITY lol0 'lol 12'>" + "".join(f"<!ENTITY lol{n} '{f'&lol{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY outside SYSTEM 'file:///etc/passwd'><!ENTITY far SYSTEM 'http://a.example/12'>]>"
Made = tuple[str, Callable[[], bytes]]


def body(inside: str, before: str = "") -> bytes:
    return f"{before}<html><body>{inside}<p>{SENTENCE}</p></body></html>".encode()


def pages() -> Iterator[Made]:
    """Name and maker of every page."""
    for tag in ("div", "b", "table", "ul", "span", "blockquote", "font", "svg", "form", "dl"):
        for depth in (200, 400, 40_000):
            yield f"{tag} nested {depth}", lambda tag=tag, depth=depth: body(f"<{tag}>" * depth)
        yield f"{tag} nested and closed", lambda tag=tag: body(f"<{tag}>12 " * 5_000 + f"</{tag}>" * 5_000)
    for count in (900, 80_000):
        yield f"{count} attributes", lambda count=count: body("<p " + " ".join(f"a{n}=1" for n in range(count)) + ">12</p>")
        yield f"{count} same attributes", lambda count=count: body("<p " + "a=1 " * count + ">12</p>")
        yield f"{count} classes", lambda count=count: body(f'<p class="{" ".join(f"c{n}" for n in range(count))}">12</p>')
    for name, piece in {
        "less than": "<",
        "ampersands": "&",
        "entities": "&amp;",
        "numeric entities": "&#49;",
        "open comments": "<!--",
        "slashes": "</",
        "quotes": '"',
        "breaks": "<br>",
        "empty tags": "<>",
        "dashes": "--!>",
        "tabs": "\t",
        "digits": "12 ",
        "sections": "<![CDATA[",
        "instructions": "<?x ",
        "links": '<a href="/12">12</a>',
        "zero width": "\u200b",
        "combining": "e\u0301\u0302",
        "emoji": "😀",
        "right to left": "\u202e12",
        "paragraphs": "<p>12",
        "cells": "<td>12",
        "options": "<option>12",
        "images": '<img src="data:,12">',
        "scripts": "<script>12</script>",
        "unclosed scripts": "<script>",
        "templates": "<template>",
        "titles": "<title>12",
        "plaintext": "<plaintext>",
        "frames": "<iframe>",
        "bad entities": "&#xFFFFFFFF;",
        "null entities": "&#0;",
    }.items():
        yield f"endless {name}", lambda piece=piece: body(piece * (1_900_000 // len(piece.encode())))
        yield f"many {name}", lambda piece=piece: body(piece * 3_000)
    yield "400,000 paragraphs", lambda: body("<p>12 people</p>" * 400_000)
    yield "19,000 paragraphs", lambda: body("<p>12 people were arrested in a place.</p>" * 9_900)
    yield "one word", lambda: body(f"<p>{'x' * 1_900_000}</p>")
    yield "one number", lambda: body(f"<p>{'1' * 1_900_000}</p>")
    yield "billion laughs", lambda: body("<p>&lol9;</p>", LAUGHS)
    yield "outside entities", lambda: body("<p>&outside; &far;</p>", OUTSIDE)
    yield "as XML", lambda: b'<?xml version="1.0" encoding="utf-16"?>' + body("<p>&lol9;</p>", LAUGHS)
    for charset in ("utf-16", "utf-7", "klingon", "idna", "punycode", "rot13", "zlib", "base64", "unicode_escape", "undefined", "x" * 60):
        yield f"declares {charset[:20]}", lambda charset=charset: html(SENTENCE, head=f'<meta charset="{charset}">')
        yield (
            f"declares {charset[:20]} and is not",
            lambda charset=charset: html(SENTENCE + " caf@", head=f'<meta charset="{charset}">').replace(b"@", b"\xe9"),
        )
    yield "NUL characters", lambda: body("<p>12\x00 people</p>")
    yield "only scripts", lambda: b"<html><body><script>document.write('12 people')</script></body></html>"
    yield "only frames", lambda: b"<html><frameset><frame src='http://a.example/12'></frameset></html>"
    yield "leads elsewhere", lambda: body("", "<base href='http://a.example'><meta http-equiv=refresh content='0;url=http://a.example'>")
    yield "one quote never ends", lambda: body('<a href="' + "x" * 1_000_000)
    yield "numbers in styles", lambda: html(SENTENCE, before='<style>p:before{content:"99"}</style><p style="display:none">99 people</p>')
