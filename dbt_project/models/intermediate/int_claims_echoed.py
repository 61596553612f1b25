"""Which claims repeat which: glue round orchestration.echoes.fold."""

import pandas as pd

from orchestration.echoes.fold import fold
from orchestration.model.echo import Echo
from orchestration.store.lake import typed
from orchestration.store.warehouse import parts


def model(dbt, session):
    # no claim repeats one of another measure, or of other people
    folded = [fold(told) for told in parts(dbt.ref("int_claims_told"), "context_id", "measure", "population")]
    return typed(Echo.validate(pd.concat(folded, ignore_index=True)), Echo)
