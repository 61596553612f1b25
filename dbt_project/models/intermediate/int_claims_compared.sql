with

judgements as (
    select * from {{ ref('stg_judgements') }}
),

compared as (
    select
        unnest(claims) as claim_id,
        kind,
        judgement_id,
        decided_at,
        takes_effect_on
    from judgements
    where
        state = 'standing'
        and kind in ('same_figure', 'different_figure')
),

-- of several comparisons of one claim the newest holds
final as (
    select
        claim_id,
        kind,
        judgement_id,
        case kind when 'same_figure' then 'one figure: ' || judgement_id else 'a figure of its own: ' || claim_id end as telling,
        takes_effect_on as telling_since
    from compared
    qualify row_number() over (partition by claim_id order by decided_at desc, judgement_id asc) = 1
)

select * from final
