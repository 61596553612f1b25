"""What the pages say, in a language: the catalogue of texts, and numbers, dates and ranges as that language writes them.

Numbers and dates follow CLDR (Babel). A catalogue that lacks a text of another is an error when the site is built, never an empty space.
"""

from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

import yaml
from babel import Locale, dates, numbers

LOCALES = {"en": "en_GB", "es": "es_419"}
"""The languages of the site, and the conventions by which each writes numbers and dates."""


@dataclass(frozen=True)
class Phrases:
    """The texts of one language and its conventions."""

    language: str
    texts: dict[str, Any]

    @property
    def locale(self) -> Locale:
        """CLDR's conventions."""
        return Locale.parse(LOCALES[self.language])

    def say(self, key: str, **parts: object) -> str:
        """The text of a key, as in ``series.title``, with its parts filled in. Raises ``KeyError`` when the catalogue lacks it."""
        found: Any = self.texts
        for name in key.split("."):
            found = found[name]
        return str(found).format(**parts)

    def count(self, key: str, count: int) -> str:
        """The text of a key in the form that a number of things takes."""
        group, name = key.split(".")
        return self.form(self.texts[group][name], count).format(count=self.number(count))

    def form(self, forms: dict[str, str], count: int) -> str:
        """The one of these forms that a number of things takes; Spanish has one more for a round million, which a catalogue may lack."""
        return forms.get(self.locale.plural_form(count), forms["other"])

    def word(self, group: str, code: str | None) -> str:
        """A code of a closed list in words; a code that the catalogue does not know stands for itself."""
        return str(self.texts[group].get(code, code or ""))

    def number(self, value: int | None) -> str:
        """A number, or nothing."""
        return "" if value is None else numbers.format_decimal(value, locale=self.locale)

    def day(self, value: date | str | None) -> str:
        """A date as precise as it is known: a day, a month or a year."""
        if value is None:
            return ""
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return dates.format_date(value, "long", self.locale)
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) == 1:
            return value
        if len(parts) == 2:
            return self.month(date(parts[0], parts[1], 1))
        return dates.format_date(date(*parts), "long", self.locale)

    def month(self, value: date) -> str:
        """A month."""
        return dates.format_skeleton("yMMMM", value, locale=self.locale)

    def range(self, low: int | None, high: int | None) -> str:
        """A range in words that say which ends are known."""
        if low is None and high is None:
            return self.say("aspects.none")
        if high is None:
            return self.say("aspects.at_least", low=self.number(low))
        if low is None:
            return self.say("aspects.at_most", high=self.number(high))
        return self.number(low) if low == high else self.say("aspects.between", low=self.number(low), high=self.number(high))

    def value(self, claim: dict[str, Any]) -> str:
        """The number of a claim, or its range, with its hedge, where it is not withheld."""
        if claim["value"] is None and claim["value_low"] is None and claim["value_high"] is None:
            return self.say("withheld.number")
        return str(self.texts["qualifiers"][claim["qualifier"]]).format(
            value=self.number(claim["value"]), low=self.number(claim["value_low"]), high=self.number(claim["value_high"])
        )


def load(language: str) -> Phrases:
    """The phrases of a language of the site."""
    text = resources.files("orchestration").joinpath("explorer", "texts", f"{language}.yml").read_text(encoding="utf-8")
    return Phrases(language, yaml.safe_load(text))
