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
        {{ shown('from_value') }} as from_value,
        {{ shown('to_value') }} as to_value,
        role,
        cast(decided_at as timestamp) as decided_at,
        cast(takes_effect_on as date) as takes_effect_on,
        {{ shown('reason') }} as reason,
        supersedes,
        state
    from judgements
)

select * from final
