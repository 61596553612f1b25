{{ config(meta={
    'description': 'A figure whose claim is not in the lineage could not be followed to its sentence or coding row.',
    'dagster': {'ref': {'name': 'lineage'}},
}) }}
select claims.claim_id
from {{ ref('fct_claims') }} as claims
left join {{ ref('lineage') }} as lineage on claims.claim_id = lineage.claim_id
where
    claims.is_leading
    and claims.stance = 'asserted'
    and claims.review_status <> 'rejected'
    and lineage.claim_id is null
