with

claims as (
    select * from {{ ref('int_claims_dated') }}
),

defaults as (
    select assumption_id from {{ ref('stg_assumption_sets') }}
    where is_default
),

points as (
    select
        row_number() over () as point,
        list_distinct(reported_claims || bound_low_claims || bound_high_claims) as claims
    from {{ ref('int_series_contested') }}
    where assumption_set in (select assumption_id from defaults)
),

named as (
    select
        point,
        unnest(claims) as claim_id
    from points
),

final as (
    select
        named.point,
        named.claim_id,
        bool_and(claims.review_status = 'machine') over (partition by named.point) as is_unseen
    from named
    inner join claims on named.claim_id = claims.claim_id
)

select * from final
