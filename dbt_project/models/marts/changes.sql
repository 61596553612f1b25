{% set about = 'claims_appeared || claims_gone || claims_changed' %}
with

moved as (
    select * from {{ ref('int_points_moved') }}
),

changed as (
    select * from {{ ref('int_claims_changed') }}
),

figures as (
    select
        claim_id,
        told
    from {{ ref('int_claims_held') }}
    where told is not null
    union
    select
        claim_id,
        told
    from {{ ref('int_claims_published') }}
    where told is not null
),

refreshes as (
    select * from {{ ref('stg_refreshes') }}
),

this as (
    select
        version as release,
        lag(version) over (order by started_at) as release_before
    from refreshes
    qualify row_number() over (order by started_at desc) = 1
),

behind as (
    select
        *,
        unnest(claims) as named_id
    from moved
),

-- what changed among the claims behind a point, and among those that tell the figure of one of them: they decide who told it first
found as (
    select
        this.release,
        this.release_before,
        behind.* exclude (claims, named_id),
        coalesce(list(distinct changed.cause order by changed.cause) filter (where changed.cause is not null), ['method']) as causes,
        coalesce(list(distinct changed.claim_id order by changed.claim_id) filter (where changed.change = 'appeared'), []) as claims_appeared,
        coalesce(list(distinct changed.claim_id order by changed.claim_id) filter (where changed.change = 'gone'), []) as claims_gone,
        coalesce(list(distinct changed.claim_id order by changed.claim_id) filter (where changed.change = 'changed'), []) as claims_changed
    from behind
    cross join this
    left join figures as named on behind.named_id = named.claim_id
    left join figures as telling on named.told = telling.told
    left join changed on telling.claim_id = changed.claim_id
    group by all
),

earlier as ({{ published_before('changes', 'found') }}),

final as (
    select * from found
    union all by name
    select * from earlier
)

select
    release,
    release_before,
    measure,
    context_id,
    population,
    place,
    origin_id,
    month_end,
    assumption_set,
    -- a release before may have shown what this one withholds
    {{ unless_of_few('old_bound_low', about) }} as old_bound_low,
    {{ unless_of_few('new_bound_low', about) }} as new_bound_low,
    {{ unless_of_few('old_bound_high', about) }} as old_bound_high,
    {{ unless_of_few('new_bound_high', about) }} as new_bound_high,
    {{ unless_of_few('old_reported_low', about) }} as old_reported_low,
    {{ unless_of_few('new_reported_low', about) }} as new_reported_low,
    {{ unless_of_few('old_reported_high', about) }} as old_reported_high,
    {{ unless_of_few('new_reported_high', about) }} as new_reported_high,
    old_contested,
    new_contested,
    causes,
    claims_appeared,
    claims_gone,
    claims_changed
from final
