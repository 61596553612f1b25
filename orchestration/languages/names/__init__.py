"""Loads the words by which languages speak of people: what introduces a person, an office, an institution, a street, a document.

One file a language. The names in them are those that many bear, of no one in particular. The words of all languages hold for every text: a remark
in English stands beside a sentence in Spanish, and both must be read.
"""

import unicodedata
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from orchestration.model import strict_yaml


def plain(word: str) -> str:
    """A word in small letters and without accents; ñ is a letter of its own."""
    return bare(word).lower()


def bare(text: str) -> str:
    """A text without accents, character by character, so that places in it stay; ñ is a letter of its own."""
    return "".join(letter if letter in "ñÑ" else unicodedata.normalize("NFD", letter)[0] for letter in unicodedata.normalize("NFC", text))


def _folded(found: Any) -> Any:
    """Words of a list, or of a text in which blanks part them, without accents and in small letters."""
    return frozenset(plain(word) for word in (found.split() if isinstance(found, str) else found))


Words = Annotated[frozenset[str], BeforeValidator(_folded)]


class NameWords(BaseModel):
    """Words of one language, or of several together. Without accents and in small letters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    particles: Words  # inside a name: de la, van
    connectors: Words  # inside the name of an institution: of the, para
    locatives: Words  # before a place: in, en
    persons: Words  # introduce a person: the mother of, el detenido
    honorifics: Words  # Mr, doña
    aliases: Words  # alias: what follows is a name, whatever it looks like
    known_as: Words  # known as: what follows in quotes or with a capital is a name
    titles: Words  # public offices
    title_modifiers: Words  # between an office and a name: general, acting
    roles: Words  # public roles, when an institution goes with them: spokesperson
    bodies: Words  # institutions, with the plain words that follow: Ministry of Health
    named_bodies: Words  # institutions and places called after anything: hospital, university
    streets: Words
    street_parts: Words  # house, apartment, number
    documents: Words  # what bears a number of its own: passport, file
    phones: Words  # words beside a telephone number
    given: Words  # given names that many bear
    surnames: Words
    function: Words  # never a name: the, según
    dates: Words  # days and months
    common: Words  # words that detention is written about with
    endings: Words  # endings of such words

    def __hash__(self) -> int:
        """Identity: what is compiled from the words is kept for as long as they are."""
        return id(self)


def available() -> tuple[str, ...]:
    """ISO 639 codes of the languages with such words, in alphabetical order."""
    return tuple(sorted(item.name.removesuffix(".yml") for item in resources.files(__name__).iterdir() if item.name.endswith(".yml")))


def load(code: str) -> NameWords:
    """The words of one language. Raises ``ValueError`` naming the file and what is wrong with it."""
    try:
        return NameWords.model_validate(strict_yaml.parse((resources.files(__name__) / f"{code}.yml").read_text(encoding="utf-8")))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors())
        raise ValueError(f"languages/names/{code}.yml: {problems}") from error
    except ValueError as error:
        raise ValueError(f"languages/names/{code}.yml: {error}") from error


@cache
def together() -> NameWords:
    """The words of all languages."""
    loaded = [load(code) for code in available()]
    return NameWords.model_validate({field: frozenset().union(*(getattr(words, field) for words in loaded)) for field in NameWords.model_fields})
