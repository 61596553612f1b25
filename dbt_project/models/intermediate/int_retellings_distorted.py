"""What retellings changed: glue round orchestration.echoes.distort."""

from orchestration.echoes.distort import distortions
from orchestration.model.echo import RelayDistortion
from orchestration.store.lake import typed
from orchestration.store.warehouse import frame


def model(dbt, session):
    told, echoes = frame(dbt.ref("int_claims_told")), frame(dbt.ref("int_claims_echoed").select("claim_id", "voice_id"))
    return typed(RelayDistortion.validate(distortions(told, echoes)), RelayDistortion)
