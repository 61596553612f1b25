"""What may stay: names of institutions, places, peoples and office holders that the contexts, catalogues and sources know."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any, Self

import phonenumbers

from orchestration.contexts.disclosure import Disclosure
from orchestration.languages import Lexicon
from orchestration.languages.names import NameWords, plain

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?!\d)(?:['’‑-][^\W\d_]+)*")
"""A word, with what hyphens and apostrophes join to it."""


def _phrase(name: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in WORD.findall(name))


def _phrases(part: Any) -> Iterator[str]:
    """Every word and phrase of a lexicon."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from (name, *_phrases(inner))
    elif isinstance(part, tuple | list):
        for inner in part:
            yield from _phrases(inner)


def _country_names() -> dict[str, dict[str, str]]:
    """Names of countries by code and language, of phonenumbers. Read from their file: its package takes 100 MB for where telephones stand."""
    file = Path(phonenumbers.__file__).with_name("geodata") / "locale.py"
    loader = SourceFileLoader("phonenumbers.countries.locale", str(file))  # two names deep, as its own imports expect
    module = module_from_spec(ModuleSpec(loader.name, loader))
    loader.exec_module(module)
    found: dict[str, dict[str, str]] = module.LOCALE_DATA
    return found


def countries(languages: Iterable[str]) -> frozenset[str]:
    """Names of all countries in these languages, in English where a language has no name of its own."""
    found = set()
    for names in _country_names().values():
        for code in ("en", *languages):
            name = names.get(code) or names.get("en") or ""
            found.add(names[name[1:]] if name.startswith("*") else name)
    return frozenset(found)


@dataclass(frozen=True)
class Known:
    """What the filter knows. ``repeated`` are the words of names withheld elsewhere in the same document."""

    words: NameWords
    public: frozenset[tuple[str, ...]]
    officeholders: frozenset[tuple[str, ...]]
    peoples: frozenset[tuple[str, ...]]
    numbered: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()
    repeated: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, words: NameWords, disclosures: Iterable[Disclosure], names: Iterable[str], lexicons: Iterable[Lexicon]) -> Self:
        """What these cards say is public, and ``names``: of the origins, facilities and sources that are catalogued; the words of the lexicons."""
        lexicons = list(lexicons)
        cards = list(disclosures)
        listed = [name for card in cards for name in (*card.places, *card.peoples, *card.bodies)]
        holders = frozenset(_phrase(name) for card in cards for name in card.officeholders)
        public = frozenset(filter(None, map(_phrase, [*listed, *names, *countries(lexicon.code for lexicon in lexicons)])))
        peoples = frozenset(_phrase(name) for card in cards for name in card.peoples)
        numbered = tuple(sorted(plain(name) for name in listed if any(letter.isdigit() for letter in name)))
        shapes = tuple(sorted({shape for card in cards for shape in card.identifiers.values()}))
        regions = tuple(sorted({card.phone_region for card in cards if card.phone_region}))
        vocabulary = frozenset(
            plain(word) for lexicon in lexicons for phrase in _phrases(lexicon.model_dump()) for word in WORD.findall(phrase) if len(word) > 2
        )
        return cls(words, public | holders, holders, peoples, numbered, shapes, regions, vocabulary)

    def with_repeated(self, words: Iterable[str]) -> "Known":
        """The same, within a document that names these words."""
        return replace(self, repeated=frozenset(words))

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all that is known."""
        told = (
            sorted(self.public),
            sorted(self.officeholders),
            sorted(self.peoples),
            self.numbered,
            self.identifiers,
            self.regions,
            sorted(self.vocabulary),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @cached_property
    def by_first(self) -> dict[str, list[tuple[str, ...]]]:
        """Public names by their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.public, key=lambda phrase: (-len(phrase), phrase)):
            found.setdefault(phrase[0], []).append(phrase)
        return found

    def is_word(self, word: str, *, by_ending: bool) -> bool:
        """Whether this is a word of a language, not a name of someone; ``by_ending``, an unlisted one with an ending of such words will do."""
        if word in self.vocabulary or word in self.words.common or word in self.words.function or word in self.words.persons:
            return True
        return by_ending and len(word) > 5 and not self.is_name(word) and any(word.endswith(ending) for ending in self.words.endings)

    def is_name(self, word: str) -> bool:
        """Whether many people bear this name, or someone withheld in the same document does."""
        return word in self.words.given or word in self.words.surnames or word in self.repeated
