with

echoes as (
    select * from {{ ref('int_claims_echoed') }}
),

figured as (
    select * from {{ ref('int_claims_figured') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

comparisons as (
    select * from {{ ref('int_claims_compared') }}
),

-- claims that people found to be one figure are led by the one published first
judged as (
    select
        comparisons.claim_id,
        comparisons.judgement_id,
        comparisons.apart_from,
        case
            when comparisons.telling is not null then first_value(comparisons.claim_id) over (
                partition by comparisons.telling
                order by claims.published_last nulls last, comparisons.claim_id
            )
        end as voice_id
    from comparisons
    inner join claims on comparisons.claim_id = claims.claim_id
),

placed as (
    select
        echoes.*,
        judged.judgement_id,
        judged.voice_id as judged_voice_id,
        coalesce(list_contains(judged.apart_from, echoes.voice_id), false) as is_apart
    from echoes
    left join judged on echoes.claim_id = judged.claim_id
),

final as (
    select
        placed.claim_id,
        figured.figure_id,
        case
            when placed.judged_voice_id is not null then placed.judged_voice_id
            when placed.is_apart then placed.claim_id
            else placed.voice_id
        end as voice_id,
        case
            when placed.relation = 'own' then 'own'
            when placed.judged_voice_id <> placed.claim_id then 'echo'
            when placed.judged_voice_id = placed.claim_id or placed.is_apart then 'first'
            else placed.relation
        end as relation,
        case
            when placed.judged_voice_id is not null then 'a person found these to be one figure'
            when placed.is_apart then 'a person found it to be another figure'
            else placed.rule
        end as rule,
        placed.likeness,
        placed.likeness_text_kind,
        placed.independent_families,
        placed.judgement_id
    from placed
    left join figured on placed.claim_id = figured.claim_id
)

select * from final
