"""Which claims repeat which: glue round orchestration.echoes.fold."""

from orchestration.echoes.fold import fold
from orchestration.model.echo import Echo
from orchestration.store.lake import gathered
from orchestration.store.warehouse import parts


def model(dbt, session):
    # no claim repeats one of another measure, or of other people
    return gathered(map(fold, parts(dbt.ref("int_claims_told"), "context_id", "measure", "population")), Echo)
