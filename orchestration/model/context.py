"""A context: a place and its detention regime, with its origins and facilities, what their counters hold and when they are heard, as data.

The closed lists of definition cards and rhythms stand here, beside the tables they fill; ``docs/methods/comparability.md`` and
``docs/methods/silence.md`` say what each code means.
"""

from types import MappingProxyType
from typing import Final, NamedTuple

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import ACTOR_KINDS, COVERAGES, SERIES_MEASURES


class Aspect(NamedTuple):
    """A group of people or events that one counter includes and another may not.

    ``measures``: of which measures it can be asked; ``parts_of``: those of which a count that leaves it out counts a part only.
    """

    words: str
    measures: tuple[str, ...]
    parts_of: tuple[str, ...] = ()


ASPECTS: Final = MappingProxyType(
    {
        "minors": Aspect(
            "people under 18",
            ("arrests", "releases", "custodial_deaths", "persons_held"),
            ("arrests", "releases", "custodial_deaths", "persons_held"),
        ),
        "repeated_arrests": Aspect("each arrest of a person arrested more than once", ("arrests",)),
        "released_since": Aspect("people released since", ("arrests", "persons_held"), ("arrests",)),
        "conditional_releases": Aspect("people released on conditions while their case goes on", ("releases",), ("releases",)),
        "final_releases": Aspect("people released for good", ("releases",), ("releases",)),
        "newborns": Aspect("newborns", ("custodial_deaths",), ("custodial_deaths",)),
        "died_in_hospital": Aspect("people who died in hospital", ("custodial_deaths",), ("custodial_deaths",)),
        "died_after_release": Aspect("people who died after release", ("custodial_deaths",)),
        "unconfirmed": Aspect("deaths that are alleged or reported and not confirmed", ("custodial_deaths",)),
        "outside_own_files": Aspect("deaths outside the body's own case files", ("custodial_deaths",), ("custodial_deaths",)),
        "open_investigations": Aspect("deaths whose investigation is open", ("custodial_deaths",), ("custodial_deaths",)),
        "outside_the_regime": Aspect("people who are not held under the regime", ("custodial_deaths", "persons_held"), ("persons_held",)),
        "in_police_cells": Aspect("people held in police cells", ("custodial_deaths", "persons_held"), ("custodial_deaths", "persons_held")),
    }
)
"""What a definition card answers."""

ANSWERS: Final = ("yes", "no", "unknown")
"""Whether a counter includes it, as a document states it."""

EXPECTATIONS: Final = ("expected", "ended", "withheld")
"""Whether figures of an origin are still to come."""

ASSUMPTION_KINDS: Final = ("reading", "identity", "limit")
"""How words are read as bounds, how measures hang together, or a limit to what can have happened."""


class Context(Table):
    """Places and detention regimes that are monitored. One row per context."""

    context_id: Series[str] = column("Key of the context: the name of its folder.", unique=True)
    name: Series[str] = column("Name of the place and regime.")
    country: Series[str] = column("Name of the country.")
    starts_on: Series[str] = column("First day of the regime (YYYY-MM-DD).", str_length=10)
    counts_from: Series[str] = column("Earliest day that figures about the regime may cover (YYYY-MM-DD).", str_length=10)


class Origin(Table):
    """Bodies credited with figures, catalogued. One row per origin of a context."""

    origin_id: Series[str] = column("Key of the origin.", unique=True)
    context_id: Series[str] = column("The context whose catalogue holds it.")
    name: Series[str] = column("Name of the body.")
    origin_kind: Series[str] = column("Kind of the body.", isin=list(ACTOR_KINDS))
    family: Series[str] = column("Family of bodies that share one counter or one chain of command.")
    coverage: Series[str] = column("What kind of counter it keeps.", isin=list(COVERAGES), caveats=("documented_count",))
    names: Series[object] = column("Names by which documents credit it, lower case.")


class Facility(Table):
    """Places of detention, catalogued. One row per facility of a context."""

    facility_id: Series[str] = column("Key of the facility.", unique=True)
    context_id: Series[str] = column("The context whose catalogue holds it.")
    name: Series[str] = column("Name of the facility.")
    kind: Series[str] = column("Kind of facility.")
    locality: Series[str] = column("Municipality or department.", nullable=True)
    names: Series[object] = column("Names by which documents call it, lower case.")


class Definition(Table):
    """What the counters of origins include. One row per body or family of bodies, measure, first day and aspect."""

    definition_id: Series[str] = column("Key of the answer: origin, measure, first day and aspect.", unique=True)
    context_id: Series[str] = column("The context whose catalogue holds it.")
    origin_id: Series[str] = column("Key of the body, or of the family of bodies, whose counter it is.")
    measure: Series[str] = column("What is counted.", isin=list(SERIES_MEASURES))
    since: Series[str] = column("First day the card holds (YYYY-MM-DD); empty for a counter's first card.", nullable=True)
    aspect: Series[str] = column("Whom or what the counter may include.", isin=list(ASPECTS))
    aspect_words: Series[str] = column("The same in words.")
    is_part_of_measure: Series[bool] = column("Whether a count of the measure that leaves it out counts a part only.")
    answer: Series[str] = column("Whether the counter includes it: yes, no, or unknown where no document says.", isin=list(ANSWERS))
    stated_in: Series[object] = column("Coding rows or document folders that state a yes or a no; empty for unknown.")
    remark: Series[str] = column("What else a reader of the card must know.", nullable=True)


class Rhythm(Table):
    """When the next figure of an origin is due. One row per body or family of bodies, measure and stretch of time; no row, no expectation."""

    rhythm_id: Series[str] = column("Key of the stretch: origin, measure and first day.", unique=True)
    context_id: Series[str] = column("The context whose catalogue holds it.")
    origin_id: Series[str] = column("Key of the body, or of the family of bodies, that is heard.")
    measure: Series[str] = column("What is counted.", isin=list(SERIES_MEASURES))
    since: Series[str] = column("First day of the stretch (YYYY-MM-DD).", str_length=10)
    until: Series[str] = column("Last day of the stretch (YYYY-MM-DD); empty when nothing newer is known.", nullable=True)
    expectation: Series[str] = column("Whether figures are expected, have ended, or are withheld.", isin=list(EXPECTATIONS))
    every_days: Series[pd.Int64Dtype] = column(
        "The usual time between two new figures; empty when none is expected.", unit="days", nullable=True, ge=1
    )
    overdue_after_days: Series[pd.Int64Dtype] = column(
        "How old the last news may grow before the next figure is overdue; empty when none is expected.", unit="days", nullable=True, ge=1
    )
    ground: Series[str] = column("What the row rests on, in words.")
    stated_in: Series[object] = column("Coding rows or document folders that say so; empty when measured in the record.")


class AssumptionSet(Table):
    """Assumptions behind bounds, by name. One row per way of reading words as bounds, and per identity or limit that may be added to one."""

    assumption_id: Series[str] = column("Key of the assumption.", unique=True)
    kind: Series[str] = column(
        "reading (how words become bounds), identity (how measures hang together) or limit (what can have happened).", isin=list(ASSUMPTION_KINDS)
    )
    name: Series[str] = column("Name of the assumption.")
    description: Series[str] = column("What is assumed, in plain words.")
    is_default: Series[bool] = column("Whether it is the reading an analyst meets first.")
    is_active: Series[bool] = column("Whether bounds are made with it in every refresh.")
    measure: Series[str] = column("The measure that a limit is about; empty for all others.", nullable=True, isin=list(SERIES_MEASURES))
    most_per_day: Series[pd.Int64Dtype] = column(
        "The most events of the measure on any day; empty for all others.", unit="count", nullable=True, ge=0
    )
