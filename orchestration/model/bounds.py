"""Which bounds go with which hedge, as they were said (the table of qualifiers in ``docs/glossary.md``), and which numbers name their statement."""

_SPECIFIC_DIGITS = 3
"""A number of three significant digits or more is taken to name its statement; 3,000 or 90 is said of many things."""


def bounds(qualifier: str, value: int | None, low: int | None, high: int | None) -> tuple[int | None, int | None, int | None] | None:
    """Value, lower and upper bound that go with a qualifier (vocabulary of qualifiers); None when the qualifier is unknown."""
    by_qualifier = {
        "exactly": (value, value, value),
        "at_least": (value, value, None),
        "more_than": (value, value, None),
        "about": (value, None, None),
        "nearly": (value, None, value),
        "up_to": (value, None, value),
        "between": (None, low, high),
    }
    return by_qualifier.get(qualifier)


def is_specific(number: int) -> bool:
    """Whether the number has digits enough to name its statement."""
    return len(str(number).rstrip("0")) >= _SPECIFIC_DIGITS
