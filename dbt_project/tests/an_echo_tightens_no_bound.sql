{{ config(meta={
    'description': 'Who only repeats says no more than the statement repeated.',
    'dagster': {'ref': {'name': 'echoes'}},
}) }}
-- A figure that a document dates itself repeats only tellings of the same days, a voice can be told a day after its echo, and a person may link one
-- of the two with others, or tell it apart: there the statement and the bound are of different rules, and neither a date that a source gives nor a
-- judgement may stop a refresh.
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
    and claims.series_basis = voices.series_basis
    and (claims.date_stands_in or not voices.date_stands_in)
    and (claims.published_last is null or voices.published_last <= claims.published_last)
    and claims.telling is not distinct from voices.telling
    and len(claims.apart_from) = 0
    and len(voices.apart_from) = 0
    and (
        coalesce(claims.told_a0_low, -1) > coalesce(voices.told_a0_low, -1)
        or coalesce(claims.told_a1_low, -1) > coalesce(voices.told_a1_low, -1)
        or coalesce(claims.told_a0_high < coalesce(voices.told_a0_high, claims.told_a0_high + 1), false)
        or coalesce(claims.told_a1_high < coalesce(voices.told_a1_high, claims.told_a1_high + 1), false)
        or coalesce(claims.told_a2_high < coalesce(voices.told_a2_high, claims.told_a2_high + 1), false)
    )
