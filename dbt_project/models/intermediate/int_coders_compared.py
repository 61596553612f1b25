"""How well people agree who coded apart from one another: glue round orchestration.review.agreement."""

from orchestration.model.agreement import CoderAgreement
from orchestration.review.agreement import agreement
from orchestration.store.lake import typed


def model(dbt, session):
    judgements, claims = dbt.ref("stg_judgements").df(), dbt.ref("stg_claims").df()
    return typed(CoderAgreement.validate(agreement(judgements, claims)), CoderAgreement)
