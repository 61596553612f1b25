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

captions as (
    select * from {{ ref('int_claims_captioned') }}
),

members as (
    select distinct
        conflict_id,
        unnest(claims) as claim_id
    from conflicts
),

-- what the claims say, in the order in which the conflict names them
sayings as (
    select
        members.conflict_id,
        list(captions.caption order by members.claim_id) as said
    from members
    inner join captions on members.claim_id = captions.claim_id
    group by members.conflict_id
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
        conflicts.echo_claims,
        conflicts.origins,
        conflicts.least_change,
        conflicts.least_change_claim,
        conflicts.removable,
        conflicts.explanation,
        sayings.said,
        case when settlements.judgement_id is null then 'open' else 'settled' end as status,
        settlements.judgement_id,
        settlements.reason as settled_because
    from conflicts
    inner join sayings on conflicts.conflict_id = sayings.conflict_id
    left join settlements on conflicts.conflict_id = settlements.conflict_id
)

select * from final
