with

conflicts as (
    select * from {{ ref('int_conflicts_found') }}
),

judgements as (
    select * from {{ ref('stg_judgements') }}
),

settlements as (
    select
        conflict_id,
        judgement_id,
        reason
    from judgements
    where
        state = 'standing'
        and kind = 'settle'
    qualify row_number() over (partition by conflict_id order by decided_at desc, judgement_id asc) = 1
),

final as (
    select
        conflicts.conflict_id,
        conflicts.context_id,
        conflicts.measure,
        conflicts.population,
        conflicts.place,
        conflicts.origin_id,
        conflicts.assumption_set,
        conflicts.kind,
        conflicts.claims,
        conflicts.origins,
        conflicts.least_change,
        conflicts.least_change_claim,
        conflicts.removable,
        conflicts.explanation,
        case when settlements.judgement_id is null then 'open' else 'settled' end as status,
        settlements.judgement_id,
        settlements.reason as settled_because
    from conflicts
    left join settlements on conflicts.conflict_id = settlements.conflict_id
)

select * from final
