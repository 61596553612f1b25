"""What retellings changed: glue round orchestration.echoes.distort."""

from orchestration.echoes.distort import compared, distortions
from orchestration.model.echo import RelayDistortion
from orchestration.model.vocabulary import MEASURES
from orchestration.store.lake import gathered
from orchestration.store.warehouse import frame, having, pieces


def model(dbt, session):
    claims, echoes = dbt.ref("int_claims_told"), dbt.ref("int_claims_echoed").select("claim_id", "voice_id")

    def found():
        for measure in MEASURES:
            told = having(claims, "measure", compared(measure))
            voices = frame(echoes.join(told.select("claim_id"), "claim_id"))
            yield distortions(pieces(told), voices, measure)

    return gathered(found(), RelayDistortion)
