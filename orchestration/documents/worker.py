"""The child that reads: takes a file's name and bytes on its input, answers on its output, until its input ends.

Every message is its length in four bytes, then its bytes: what is asked (JSON), the file; the answer (JSON). What a file is refused for says the
remedy; where its reader failed, who asked knows it.
See :mod:`orchestration.documents.sandbox`.
"""

import json
import os
import struct
import sys
from dataclasses import asdict
from typing import BinaryIO, Final

from orchestration.documents import facts, feeds, limits
from orchestration.documents.read import reading
from orchestration.documents.reading import ScannedError

LENGTH: Final = struct.Struct(">I")
LONGEST_REASON: Final = 2_000
OUT_OF_MEMORY: Final = f"needed more than {limits.MEMORY // 1_000_000_000} GB"


def _answer(wanted: str, name: str, data: bytes, program: str | None) -> dict[str, object]:
    try:
        if wanted == "facts":
            return {wanted: vars(facts.of(name, data))}
        if wanted == "listing":
            return {wanted: asdict(feeds.read(name, data))}
        return {wanted: vars(reading(name, data, program))}
    except ScannedError as error:
        return {"refused": str(error), "scans": len(error.pages)}
    except ValueError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"failed": OUT_OF_MEMORY}
    except RecursionError:
        return {"failed": "nested too deeply"}
    except Exception as error:  # noqa: BLE001 - the libraries raise what they like; it concerns this file alone, and the next gets another child
        return {"failed": f"the reader failed ({type(error).__name__}: {error})"}


def _cut(reason: str) -> str:
    """A reason of a length that can be read: a library may put a whole line of the file into it. The remedy stands at its end."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON // 2]} ... {reason[-LONGEST_REASON // 2 :]}"


def _received(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the input ends, or until a file left the process in doubt."""
    while (asked := _received(source)) is not None and (data := _received(source)) is not None:
        question = json.loads(asked)
        limits.allow_processor_time(question["seconds"])
        answer = _answer(question["wanted"], question["name"], data, question["program"])
        said = json.dumps({key: _cut(value) if isinstance(value, str) else value for key, value in answer.items()}).encode()
        sink.write(LENGTH.pack(len(said)) + said)
        sink.flush()
        if "failed" in answer:
            return


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    limits.confine(*sys.argv[1:])
    serve(sys.stdin.buffer, answers)
