"""Recognises the text of a page in its picture with the program tesseract (Apache-2.0). Only where it is asked for: a digit may be read wrong."""

import subprocess
from collections.abc import Callable

import pypdfium2

_DOTS_PER_POINT = 300 / 72
_MOST_DOTS = 25_000_000


def recogniser(program: str) -> Callable[[pypdfium2.PdfPage], str]:
    """What turns a page into text with the program at this path, in every language that is installed for it."""
    languages = "+".join(line for line in _said([program, "--list-langs"]).splitlines()[1:] if line != "osd")

    def recognise(page: pypdfium2.PdfPage) -> str:
        return _said([program, "stdin", "stdout", "-l", languages or "eng"], _picture(page))

    return recognise


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page in grey, 300 dots to the inch where it is no poster, as a portable grey map."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    dots = bytes(bitmap.buffer)
    rows = (dots[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + b"".join(rows)


def _said(command: list[str], given: bytes = b"") -> str:
    """What the program writes. Raises ``ValueError`` when it fails."""
    done = subprocess.run(command, input=given, capture_output=True, check=False, env={"OMP_THREAD_LIMIT": "1"})
    if done.returncode:
        raise ValueError(f"OCR failed ({done.stderr.decode('utf-8', 'replace').strip()[-200:]}): save the text as document.txt")
    return done.stdout.decode("utf-8", "replace")
