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

-- claims that a person found to be one figure are led by the one published first
judged as (
    select
        comparisons.claim_id,
        comparisons.judgement_id,
        comparisons.kind,
        first_value(comparisons.claim_id) over (
            partition by comparisons.telling
            order by claims.published_last nulls last, comparisons.claim_id
        ) as voice_id
    from comparisons
    inner join claims on comparisons.claim_id = claims.claim_id
),

final as (
    select
        echoes.claim_id,
        figured.figure_id,
        coalesce(judged.voice_id, echoes.voice_id) as voice_id,
        case
            when judged.claim_id is null or echoes.relation = 'own' then echoes.relation
            when judged.voice_id = echoes.claim_id then 'first'
            else 'echo'
        end as relation,
        case judged.kind
            when 'same_figure' then 'a person found these to be one figure'
            when 'different_figure' then 'a person found it to be a figure of its own'
            else echoes.rule
        end as rule,
        echoes.likeness,
        echoes.likeness_text_kind,
        echoes.independent_families,
        judged.judgement_id
    from echoes
    left join figured on echoes.claim_id = figured.claim_id
    left join judged on echoes.claim_id = judged.claim_id
)

select * from final
