"""What a number says under each assumption set: words to an interval.

Sources: rounding cells after the intervals-of-rounding convention of interval data (Manski 2003, ch. 1 and 4); that "more than 70,000" suggests
less than 80,000 is the scalar implicature of round numerals (Cummins, Sauerland & Solt 2012).
"""

from typing import Final

ASSUMPTION_SETS: Final = ("A0", "A1", "A2")


def rounding_unit(value: int) -> int:
    """The place value of the last non-zero digit: 1,000 for 81,000 and 1 for 142; 1 for 0, which nobody rounds to."""
    digits = str(value)
    return int(10 ** (len(digits) - max(len(digits.rstrip("0")), 1)))


def interval(qualifier: str, value: int | None, value_low: int | None, value_high: int | None, assumption_set: str) -> tuple[int | None, int | None]:
    """The lowest and the highest count that the words allow; None where they set no limit. Raises ``ValueError`` for an unknown set or qualifier.

    A0 (literal): a bare number is exact, "about" stands for its rounding cell, "more than" is open.
    A1 (rounding): as A0, and a bare number stands for its rounding cell, half a unit of its last non-zero digit (81,000 is 80,500 to 81,499).
    A2 (Gricean): as A1, and a round number after "at least" or "more than" is below the next number of the same roundness, one unit of its last
    non-zero digit higher: more than 70,000 is 70,001 to 79,999, more than 84,000 is 84,001 to 84,999. A number that does not end in zero is not
    round: nothing is read into "at least 261".
    All three equal the macros of ``dbt_project/macros/bounds.sql``.
    """
    if assumption_set not in ASSUMPTION_SETS:
        raise ValueError(f"{assumption_set!r} is no assumption set: use one of {', '.join(ASSUMPTION_SETS)}")
    if qualifier in ("exactly", "about"):
        return _cell(value) if qualifier == "about" or assumption_set != "A0" else (value, value)
    if qualifier in ("at_least", "more_than"):
        low = value_low if qualifier == "at_least" else _above(value)
        return low, _below_the_next(value) if assumption_set == "A2" else None
    if qualifier in ("nearly", "up_to"):
        return None, value_high
    if qualifier == "between":
        return value_low, value_high
    raise ValueError(f"{qualifier!r} is no qualifier: see docs/glossary.md")


def _cell(value: int | None) -> tuple[int | None, int | None]:
    if value is None:
        return None, None
    half = rounding_unit(value) // 2
    return value - half, value + max(half - 1, 0)


def _above(value: int | None) -> int | None:
    return None if value is None else value + 1


def _below_the_next(value: int | None) -> int | None:
    if value is None or rounding_unit(value) == 1:
        return None
    return value + rounding_unit(value) - 1
