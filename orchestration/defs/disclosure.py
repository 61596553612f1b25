"""What is withheld from the marts. Only glue belongs here."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pandas as pd

from orchestration import contexts, languages, settings
from orchestration.contexts.disclosure import of_all, of_context
from orchestration.defs.kinds import OWNERS, refusing, remembered
from orchestration.defs.pieces import side_by_side
from orchestration.disclosure.cells import COUNTED, small_cells
from orchestration.disclosure.known import Known
from orchestration.disclosure.texts import READ, Tables, search
from orchestration.disclosure.texts import withheld as find
from orchestration.languages.names import together
from orchestration.model.withheld import Withheld
from orchestration.store import lake


def known(sources: pd.DataFrame) -> Known:
    """What every context, catalogue and source card says is public."""
    cards = [contexts.load(code) for code in contexts.available()]
    catalogued = [name for card in cards for one in card.origins.values() for name in (one.name, *one.names)]
    catalogued += [name for card in cards for one in card.facilities.values() for name in (one.name, *one.names)]
    public = [of_all(), *(of_context(card.code) for card in cards)]
    return Known.of(together(), public, [*catalogued, *sources["name"]], map(languages.load, languages.available()))


def _pieces(folder: Path) -> Iterator[Tables]:
    """The tables that are searched: those of documents piece by piece."""
    of_documents = ("documents", "passages", "claim_versions")
    yield {name: lake.read(folder, name) for name in READ if name not in of_documents}
    for tables in side_by_side(*of_documents):
        yield dict(zip(of_documents, tables, strict=True))


@dg.asset(
    key_prefix="lake",
    group_name="claims",
    owners=OWNERS,
    kinds={"python", "parquet"},
    tags={"stage": "claims"},
    deps=[dg.AssetKey(["lake", name]) for name in READ],
    ins={"sources": dg.AssetIn(key_prefix="lake")},
    description=Withheld.__doc__,
)
@refusing()
def withheld(context: dg.AssetExecutionContext, sources: pd.DataFrame) -> pd.DataFrame:
    folder, public = settings.load().lake, known(sources)
    small = small_cells(lake.read(folder, "claim_versions", COUNTED), settings.SMALL_CELL)
    with remembered() as memory:
        named = search(_pieces(folder), public, memory)
    told = [lake.read_of(folder, "claim_versions", column, values) for column, values in (("quote_text", named.spans), ("claim_id", small))]
    found = find(_pieces(folder), named, pd.concat(told, ignore_index=True), small, public)
    context.add_output_metadata({f"withheld_{kind}": int(count) for kind, count in found["kind"].value_counts().items()})
    return found
