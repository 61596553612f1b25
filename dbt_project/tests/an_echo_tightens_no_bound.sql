{{ config(meta={
    'description': 'Who only repeats says no more than the statement repeated.',
    'dagster': {'ref': {'name': 'echoes'}},
}) }}
select
    echoes.claim_id,
    echoes.voice_id
from {{ ref('echoes') }} as echoes
inner join {{ ref('int_claims_dated') }} as claims on echoes.claim_id = claims.claim_id
inner join {{ ref('int_claims_dated') }} as voices on echoes.voice_id = voices.claim_id
where
    echoes.relation = 'echo'
    and claims.window_exclusion is null
    and voices.window_exclusion is null
    and (
        coalesce(claims.told_a0_low, -1) > coalesce(voices.told_a0_low, -1)
        or coalesce(claims.told_a1_low, -1) > coalesce(voices.told_a1_low, -1)
        or coalesce(claims.told_a0_high < coalesce(voices.told_a0_high, claims.told_a0_high + 1), false)
        or coalesce(claims.told_a1_high < coalesce(voices.told_a1_high, claims.told_a1_high + 1), false)
        or coalesce(claims.told_a2_high < coalesce(voices.told_a2_high, claims.told_a2_high + 1), false)
    )
