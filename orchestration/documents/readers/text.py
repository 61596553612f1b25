"""Reads plain text and markdown: the text is the bytes, decoded, unchanged, so that offsets lead straight back to the file."""

import codecs
import re
from types import MappingProxyType

from charset_normalizer import from_bytes

from orchestration.documents.reading import Reading

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""Byte order marks; that of UTF-32 begins as that of UTF-16 does."""

_WRITTEN_IN = MappingProxyType({
    "cp1250": ("Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"),
    "cp1251": ("Russian", "Bulgarian", "Ukrainian", "Serbian", "Kazakh"),
    "cp1252": ("English", "French", "German", "Spanish", "Portuguese", "Italian", "Dutch", "Danish", "Swedish", "Norwegian", "Finnish", "Indonesian"),
    "cp1253": ("Greek",),
    "cp1254": ("Turkish",),
    "cp1255": ("Hebrew",),
    "cp1256": ("Arabic", "Farsi"),
    "cp1257": ("Lithuanian", "Latvian", "Estonian"),
    "cp1258": ("Vietnamese",),
    "koi8_r": ("Russian", "Bulgarian", "Ukrainian"),
    "big5": ("Chinese", "Classical Chinese"),
    "gb18030": ("Chinese", "Classical Chinese"),
    "cp932": ("Japanese",),
    "euc_jp": ("Japanese",),
    "cp949": ("Korean",),
})  # fmt: skip
"""Encodings of the Web and the languages people write in them; a text that would be Polish in the encoding of Western Europe is in another."""

_TAKEN_AS = MappingProxyType({
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
})  # fmt: skip
"""What browsers read where an encoding is declared that is part of a larger one."""
_IS_OF_THE_WEB = re.compile(
    r"utf-?8|utf-?16([-_]?[lb]e)?|(windows-|cp)\d{3,4}|iso[-_]?8859[-_]\d{1,2}|koi8[-_][ru]|gb18030|big5(-?hkscs)?|euc[-_]jp|iso-2022-jp|macintosh|mac[-_]cyrillic",
    re.IGNORECASE,
)
"""Other names mean codes of Python that no page is written in."""

_MOST_CHAOS = 0.1
_LEAST_COHERENCE = 0.5
_LEAST_COHERENCE_OF_SIGNS = 0.1
_OF_SIGNS = frozenset({"big5", "gb18030", "cp932", "euc_jp", "cp949"})
"""Encodings of scripts with thousands of signs, in which a text uses each rarely."""


def read(data: bytes) -> Reading:
    """The text of the bytes, with a note where its encoding is not said but told by its letters.

    Raises ``ValueError`` naming the byte that is not UTF-8 when the file declares no encoding and none is certain.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Reading(_declared(data, encoding))
    try:
        return Reading(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        told = _told(data)
        if told is None:
            raise ValueError(f"not UTF-8 at byte {error.start}: save the file as UTF-8") from error
        return told


def _declared(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"not {encoding.upper()} at byte {error.start}, as its first bytes say: save the file as UTF-8") from error


def declared(data: bytes, name: str) -> str:
    """The text in the encoding that a page or a message declares, as browsers take the name.

    Raises ``ValueError`` when there is no such encoding, or the bytes are not in it.
    """
    encoding = _TAKEN_AS.get(name.lower(), name)
    try:
        if not _IS_OF_THE_WEB.fullmatch(encoding):
            raise LookupError(f"no encoding of the Web: {name}")
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ValueError(f"not {name}, the encoding that it declares: save its text as document.txt in UTF-8") from error


def _told(data: bytes) -> Reading | None:
    """The text in the one encoding in which it is of a language that is written in it; None when there is none, or two are as likely."""
    matches = sorted(
        (
            (match.chaos, -match.coherence, str(match), match.encoding)
            for match in from_bytes(data, cp_isolation=list(_WRITTEN_IN))
            if match.language in _WRITTEN_IN[match.encoding]
            and match.chaos <= _MOST_CHAOS
            and match.coherence >= (_LEAST_COHERENCE_OF_SIGNS if match.encoding in _OF_SIGNS else _LEAST_COHERENCE)
        ),
    )
    if not matches or any(other[:2] == matches[0][:2] and other[2] != matches[0][2] for other in matches[1:]):
        return None
    _, _, text, encoding = matches[0]
    return Reading(text, f"read as {encoding}, which the file does not say: its digits are certain, letters with accents are not")
