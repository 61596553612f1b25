with

claims as (
    select * from {{ ref('int_claims_weighed') }}
    where series_exclusion is null
),

by_origin as (
    select
        *,
        origin_id as series_origin_id,
        true as bounds_above
    from claims
    where origin_id <> 'uncredited'
),

over_all as (
    select
        *,
        'all' as series_origin_id,
        -- over all origins only a register, taken to be complete, bounds the truth from above
        coverage = 'register' as bounds_above
    from claims
    -- an estimate is a layer of its own: it never makes a bound with counts
    where coverage <> 'estimate'
),

final as (
    select * from by_origin
    union all
    select * from over_all
)

select * from final
