"""The questions of ``docs/cookbook.md`` with their queries: what ``detention sql`` offers, and the tests ask."""

import re
from dataclasses import dataclass
from pathlib import Path

_QUESTION = re.compile(r"^## (\d+)\. (.+?)\n(.*?)^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A question, what to know before reading the answer, and the query that asks it."""

    number: int
    question: str
    remark: str
    query: str


def examples(page: Path) -> list[Example]:
    """The examples of a page, in its order."""
    found = _QUESTION.findall(page.read_text(encoding="utf-8"))
    return [Example(int(number), question, " ".join(remark.split()), query.strip()) for number, question, remark, query in found]
