"""What is withheld from the marts. Only glue belongs here."""

import dagster as dg
import pandas as pd

from orchestration import contexts, languages, settings
from orchestration.contexts.disclosure import of_all, of_context
from orchestration.defs.kinds import OWNERS, refusing, remembered
from orchestration.disclosure.cells import small_cells
from orchestration.disclosure.known import Known
from orchestration.disclosure.texts import READ
from orchestration.disclosure.texts import withheld as find
from orchestration.languages.names import together
from orchestration.model.withheld import Withheld


def known(sources: pd.DataFrame) -> Known:
    """What every context, catalogue and source card says is public."""
    cards = [contexts.load(code) for code in contexts.available()]
    catalogued = [name for card in cards for one in card.origins.values() for name in (one.name, *one.names)]
    catalogued += [name for card in cards for one in card.facilities.values() for name in (one.name, *one.names)]
    public = [of_all(), *(of_context(card.code) for card in cards)]
    return Known.of(together(), public, [*catalogued, *sources["name"]], map(languages.load, languages.available()))


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    ins={name: dg.AssetIn(key_prefix="lake") for name in ("sources", *READ)},
    description=Withheld.__doc__,
)
@refusing()
def withheld(context: dg.AssetExecutionContext, sources: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    with remembered() as memory:
        found = find(tables, small_cells(tables["claim_versions"], settings.SMALL_CELL), known(sources), memory)
    context.add_output_metadata({f"withheld_{kind}": int(count) for kind, count in found["kind"].value_counts().items()})
    return found
