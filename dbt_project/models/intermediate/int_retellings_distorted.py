"""What retellings changed: glue round orchestration.echoes.distort."""

from orchestration.echoes.distort import distortions
from orchestration.model.echo import RelayDistortion
from orchestration.store.lake import typed


def model(dbt, session):
    told, echoes = dbt.ref("int_claims_told").df(), dbt.ref("int_claims_echoed").df()
    return typed(RelayDistortion.validate(distortions(told, echoes)), RelayDistortion)
