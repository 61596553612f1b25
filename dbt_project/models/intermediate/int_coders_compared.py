"""How well people agree who coded apart from one another: glue round orchestration.review.agreement."""

from orchestration.model.agreement import CoderAgreement
from orchestration.review.agreement import agreement
from orchestration.store.lake import typed
from orchestration.store.warehouse import having


def model(dbt, session):
    judgements = dbt.ref("stg_judgements").df()
    claims = having(dbt.ref("stg_claims"), "claim_id", {name for names in judgements["claims"] for name in names}).df()
    return typed(CoderAgreement.validate(agreement(judgements, claims)), CoderAgreement)
