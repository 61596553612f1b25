with

origins as (
    select * from {{ ref('stg_origins') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

credited as (
    select
        origin_id,
        any_value(origin order by origin) as origin,
        any_value(origin_kind order by origin_kind) as origin_kind,
        count(*) filter (where is_leading) as claim_count
    from claims
    group by origin_id
),

final as (
    select
        coalesce(origins.origin_id, credited.origin_id) as origin_id,
        origins.context_id,
        coalesce(origins.name, credited.origin, 'nobody is credited') as name,
        coalesce(origins.origin_kind, credited.origin_kind) as origin_kind,
        origins.family,
        origins.coverage,
        origins.origin_id is not null as is_catalogued,
        coalesce(credited.claim_count, 0) as claim_count
    from origins
    full outer join credited on origins.origin_id = credited.origin_id
)

select * from final
