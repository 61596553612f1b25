with

judgements as (
    select * from {{ ref('stg_judgements') }}
),

conflicts as (
    select * from {{ ref('int_conflicts_found') }}
),

final as (
    select
        judgement_id,
        file,
        line,
        kind,
        coder,
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
        -- which conflicts there are is known only here
        case
            when state = 'standing' and kind = 'settle' and conflict_id not in (select conflict_id from conflicts) then 'no_such_conflict'
            else state
        end as state
    from judgements
    where outcome = 'accepted'
)

select * from final
