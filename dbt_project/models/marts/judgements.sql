with

judgements as (
    select * from {{ ref('stg_judgements') }}
),

final as (
    select
        judgement_id,
        file,
        line,
        kind,
        claims,
        conflict_id,
        field,
        from_value,
        to_value,
        role,
        decided_at,
        takes_effect_on,
        reason,
        supersedes,
        state
    from judgements
    where outcome = 'accepted'
)

select * from final
