with

judgements as (
    select * from {{ source('lake', 'judgements') }}
),

final as (
    select
        file,
        line,
        outcome,
        judgement_id,
        kind,
        coder,
        claims,
        judged,
        conflict_id,
        field,
        {{ unless_of_few(shown('from_value'), 'claims') }} as from_value,
        {{ unless_of_few(shown('to_value'), 'claims') }} as to_value,
        role,
        cast(decided_at as timestamp) as decided_at,
        cast(takes_effect_on as date) as takes_effect_on,
        -- whoever corrects a count says it
        {{ unless_of_few(shown('reason'), 'claims', "'█'") }} as reason,
        supersedes,
        state
    from judgements
)

select * from final
