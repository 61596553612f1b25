"""Loads what is known about a language.

Words and phrases of a language belong in ``<code>.yml`` beside this file, with the model that checks them here. How the words are used to
read figures does not belong here (``orchestration.claims``), nor do names of countries, facilities, organisations or people (anywhere).
"""

from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from orchestration.model import strict_yaml
from orchestration.model.vocabulary import POPULATIONS, QUALIFIERS, SERIES_MEASURES, STANCES

Value = TypeVar("Value")
Phrases = tuple[str, ...]
"""Words as written in the language. ``*`` at the end of a word stands for any ending, at its start for any beginning ("*demonstranten");
``…`` between words for what a sentence puts between them ("nahm … fest")."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Numbers(_Part):
    """How numbers are said."""

    small: dict[str, int]  # words that add up: two, thirty, doscientos
    scales: dict[str, int]  # words that multiply: hundred, thousand, mil
    bare_scales: Phrases = ()  # scales that are a number on their own: mil
    articles: Phrases = ()  # articles that make the other scales a number: a hundred
    collectives: dict[str, int]  # dozen, docena
    rounded: Phrases = ()  # collectives that say "about" by themselves: un centenar
    fixed: dict[str, int] = {}  # half a dozen, medio centenar
    plurals: Phrases = ()  # collectives that are a number only after one: (two) centaines
    compounds: bool = False  # number words are written as one: zweiundvierzig
    ordinal_mark: str = ""  # makes the number before it an ordinal: 15. Verlängerung
    joiners: Phrases  # and, y
    join_after: tuple[int, int]  # a joiner stands only after a part of this size: 100.. in English, 30..90 in Spanish
    vague: Phrases  # several (dozen), varios (miles)


class Hedges(_Part):
    """Words that bound a number, by qualifier; and the pairs of words around a range."""

    before: dict[str, Phrases]
    after: dict[str, Phrases]
    skips: Phrases  # may stand between a hedge and its number: al menos a 40
    estimate: Phrases  # verbs and nouns that make an unhedged number "about"
    ranges: tuple[tuple[str, str], ...]  # (between, and); the first may be empty
    changes: Phrases  # words before "A to B" that make it a change, not a range: from

    @field_validator("before", "after")
    @classmethod
    def _known(cls, found: dict[str, Phrases]) -> dict[str, Phrases]:
        return _only(found, QUALIFIERS)


class NotCounts(_Part):
    """What stands beside a number that does not count people."""

    after: Phrases  # percent, homicides
    durations: Phrases  # years, hours
    before: Phrases  # article, decree, aged
    currency: Phrases
    per: Phrases  # per, por cada: a rate
    averages: Phrases = ()  # daily average: before the noun, a rate
    cells: Phrases  # what a cell holds is no facility's figure
    each: Phrases = ()  # each, every: before "cell", all that is said is said of a cell
    rates: Phrases  # daily, a month: after the noun, a rate


class Triggers(_Part):
    """Words that say what is counted."""

    counted: Phrases = ()  # nouns counted by the number itself: 40 arrests
    weak: Phrases = ()  # nouns that decide only when no verb does: 40 prisoners
    before: Phrases = ()  # before the number: arrested 40, the death of 40
    after: Phrases = ()  # after the number: 40 were arrested


class Clauses(_Part):
    """Words that hold a sentence together."""

    light: Phrases  # words that do not separate: articles, auxiliaries, prepositions
    weak_breaks: Phrases  # and, or
    strong_breaks: Phrases  # while, of whom
    turns: Phrases = ()  # while, but, of whom: another statement, with dates of its own
    phrase_ends: Phrases  # words that end the noun phrase after a number
    partitives: Phrases  # of the, de los
    totals: Phrases  # the total, asciende a: the figure before has grown
    rises: Phrases = ()  # asciende: behind a number that opens its clause, a 40 ascienden los muertos
    tallies: Phrases  # the toll, el balance: what such a noun "is" is a count
    includes: Phrases  # including, entre ellos
    breakdown: Phrases  # by sex, se compone de: what follows are the parts
    others: Phrases  # another, los otros: more of what was counted before
    more: Phrases  # 2 more: the same, behind the number
    topics: Phrases  # as for, en cuanto a: what the sentence is about
    company: Phrases  # with, con: behind a capacity, who is there
    belongs: Phrases  # belong to, pertenecen a: which of the people of the figure before
    conditions: Phrases  # injured, on hunger strike: says how people are, and makes no part of a figure
    back: Phrases  # of those, de esa cifra: counts a part of the figure before
    copulas: Phrases  # are, son
    relatives: Phrases  # who, que: what follows says which people, not what happened
    subject_may_follow: bool  # "fueron detenidas 40 personas" is no odd order
    peoples_capital: bool = False  # peoples have a capital, other nouns have none: "three Norvanians"
    verb_last: bool = False  # the verb that tells what happened closes the clause: "sind 40 Häftlinge in Haft gestorben"


class Dates(_Part):
    """How moments are said."""

    bare_years: bool = False  # a year needs no word before it: "2019 starben 40 Häftlinge"
    day_first: bool = False  # dates in digits begin with the day: 03.02.2021
    months: dict[str, int]
    capital_months: bool  # months are written with a capital: "may" is a verb
    weekdays: dict[str, int]  # Monday is 0
    day_joiners: Phrases  # de, of, del, "the"
    since: Phrases
    until: Phrases
    on: Phrases
    span: tuple[tuple[str, str], ...]  # (between, and), (from, to)
    today: Phrases
    yesterday: Phrases
    this_year: Phrases
    last_year: Phrases
    this_month: Phrases
    last_month: Phrases
    year_end: Phrases
    future: Phrases = ()  # next month: what is told of then is planned
    past: Phrases  # "last" before a weekday or month
    same: Phrases = ()  # that, the same: before a period, the window told before
    same_year: Phrases = ()  # of that year, behind a month
    periods: Phrases = ()  # period, months: what "the same" is said of
    alone: Phrases = ()  # alone, solo: beside a date, what is told happened then
    apart: Phrases = ()  # who, which, ahead of: a date behind it is not that of the figure before it


class Bases(_Part):
    """Words that tell a running total from an event."""

    cumulative: Phrases
    flow: Phrases
    outcome: Phrases  # has led to, ha dejado: what began then is still counted
    total: Phrases = ()  # bringing the total to: the new height of a running total
    noun_links: Phrases  # the arrest *of*: a noun, not an event told by a verb
    perfect: Phrases  # have been, se han
    past_perfect: Phrases = ()  # had been, habían: with a date, what was over by then


class Origins(_Part):
    """How a figure is credited."""

    before: Phrases  # according to, según
    after: Phrases  # said, informó
    counting: Phrases  # recorded, documentó: the origin counts the thing itself
    actors: Phrases  # generic actors: government, police, rights groups
    modifiers: Phrases  # may stand before or after an actor noun: human, national, official
    connectors: Phrases  # inside a name: of, de la
    articles: Phrases
    asides: Phrases  # between name and verb: also, también
    same: Phrases  # the same, that: the body named before
    generic: Phrases = ()  # organisation, group: may stand for any body named before
    anaphors: Phrases  # it also, la organización: the origin of the sentence before
    never: Phrases  # capitalised words that are no origin


class Lexicon(_Part):
    """What the extractor knows about one language."""

    code: str
    accents: bool = False  # accents tell words apart: würden is not wurden
    numbers: Numbers
    hedges: Hedges
    not_counts: NotCounts
    people: Phrases
    measures: dict[str, Triggers]
    rivals: Triggers  # what else happens to people: convicted, injured, deported
    killed: Triggers  # a death in custody when those who die are inmates
    custody: Phrases  # a death counts when it happens here
    outside: Phrases  # a death that did not happen in custody
    populations: dict[str, Phrases]
    facilities: Phrases  # prison, cárcel: with a capitalised name it is a place
    units: dict[str, Phrases]
    stances: dict[str, Phrases]
    clauses: Clauses
    dates: Dates
    bases: Bases
    origins: Origins

    def __hash__(self) -> int:
        """Identity: what is compiled from a lexicon is kept for as long as the lexicon."""
        return id(self)

    @field_validator("measures")
    @classmethod
    def _measures(cls, found: dict[str, Triggers]) -> dict[str, Triggers]:
        return _only(found, SERIES_MEASURES)

    @field_validator("populations")
    @classmethod
    def _populations(cls, found: dict[str, Phrases]) -> dict[str, Phrases]:
        return _only(found, POPULATIONS)

    @field_validator("stances")
    @classmethod
    def _stances(cls, found: dict[str, Phrases]) -> dict[str, Phrases]:
        return _only(found, STANCES)


def _only(found: dict[str, Value], allowed: tuple[str, ...]) -> dict[str, Value]:
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not one of {', '.join(allowed)}")
    return found


def parse(text: str, *, name: str) -> Lexicon:
    """The lexicon that YAML text holds. Raises ``ValueError`` naming the file and the key that is missing, unknown or malformed."""
    try:
        return Lexicon.model_validate(strict_yaml.parse(text))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors())
        raise ValueError(f"{name}: {problems}") from error
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def available() -> tuple[str, ...]:
    """ISO 639 codes of the languages that can be read, in alphabetical order."""
    return tuple(sorted(item.name.removesuffix(".yml") for item in resources.files(__name__).iterdir() if item.name.endswith(".yml")))


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language, by ISO 639 code. Raises ``ValueError`` when there is none or it is malformed."""
    if code not in available():
        raise ValueError(f"no lexicon for {code!r}: there is one for {', '.join(available())}")
    return parse((resources.files(__name__) / f"{code}.yml").read_text(encoding="utf-8"), name=f"{code}.yml")
