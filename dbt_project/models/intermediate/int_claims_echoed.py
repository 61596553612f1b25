"""Which claims repeat which: glue round orchestration.echoes.fold."""

from orchestration.echoes.fold import fold
from orchestration.model.echo import Echo
from orchestration.store.lake import typed


def model(dbt, session):
    return typed(Echo.validate(fold(dbt.ref("int_claims_told").df())), Echo)
