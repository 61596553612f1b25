"""A context: a place and its detention regime, with its origins and facilities, as data."""

from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import ACTOR_KINDS, COVERAGES


class Context(Table):
    """Places and detention regimes that are monitored. One row per context."""

    context_id: Series[str] = column("Key of the context: the name of its folder.", unique=True)
    name: Series[str] = column("Name of the place and regime.")
    country: Series[str] = column("Name of the country.")
    starts_on: Series[str] = column("First day of the regime (YYYY-MM-DD).", str_length=10)


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
