with

facilities as (
    select * from {{ ref('stg_facilities') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

claim_counts as (
    select
        facility_id,
        count(*) filter (where is_leading) as claim_count
    from claims
    group by facility_id
),

final as (
    select
        facilities.facility_id,
        facilities.context_id,
        facilities.name,
        facilities.kind,
        facilities.locality,
        facilities.names,
        coalesce(claim_counts.claim_count, 0) as claim_count
    from facilities
    left join claim_counts on facilities.facility_id = claim_counts.facility_id
)

select * from final
