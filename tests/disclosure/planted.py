"""The planted cases: sentences with what must be withheld marked in them, and innocent ones."""

import re
from pathlib import Path
from typing import NamedTuple

import yaml

from orchestration.disclosure.known import Known
from orchestration.disclosure.withhold import withhold

PARTS = ("development", "held_out")
LANGUAGES = ("en", "es")
_MARKED = re.compile(r"[\[{]([^\]}]*)[\]}]")
_TELLING = re.compile(r"\S*[A-ZÁÉÍÓÚÑ\d@]\S*")
"""What must be withheld of a mark: words with a capital, a digit or an at sign, not the particles between them."""


class Sentence(NamedTuple):
    """A sentence and what is marked in it."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Score(NamedTuple):
    """Marks, those wholly withheld; innocent sentences, those of which something is withheld; their words, and those withheld."""

    marks: int
    withheld: int
    sentences: int
    disturbed: int
    words: int
    words_withheld: int

    @property
    def recall(self) -> float:
        return self.withheld / self.marks


def cases(language: str, part: str, kind: str) -> list[Sentence]:
    """The sentences of a language, a part (development, held_out) and a kind (planted, innocent)."""
    written = yaml.safe_load((Path(__file__).parent / f"planted_{language}.yml").read_text(encoding="utf-8"))
    return [_read(line) for line in written[part][kind].splitlines()]


def _read(line: str) -> Sentence:
    text, marks, end = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[end : match.start()]
        marks += [(len(text) + word.start(), len(text) + word.end()) for word in [re.match(".*", match.group(1))] if word]
        text += match.group(1)
        end = match.end()
    return Sentence(text + line[end:], tuple(marks))


def missed(sentence: Sentence, known: Known) -> list[str]:
    """What is marked and not wholly withheld."""
    hidden = {place for span in withhold(sentence.text, known) for place in range(span.start, span.end)}
    found = []
    for start, end in sentence.marks:
        telling = [
            start + place
            for word in _TELLING.finditer(sentence.text[start:end])
            for place in range(*word.span())
            if word.group()[place - word.start()].isalnum()
        ]
        if not set(telling) <= hidden:
            found.append(sentence.text[start:end])
    return found


def score(language: str, part: str, known: Known) -> Score:
    """The score of the rules on one part."""
    planted, innocent = cases(language, part, "planted"), cases(language, part, "innocent")
    marks = sum(len(sentence.marks) for sentence in planted)
    lost = sum(len(missed(sentence, known)) for sentence in planted)
    disturbed = words = hidden = 0
    for sentence in innocent:
        spans = withhold(sentence.text, known)
        disturbed += bool(spans)
        words += len(sentence.text.split())
        hidden += sum(len(sentence.text[span.start : span.end].split()) for span in spans)
    return Score(marks, marks - lost, len(innocent), disturbed, words, hidden)
