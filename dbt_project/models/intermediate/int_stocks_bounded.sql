with

evidence as (
    select
        *,
        -- a figure that may be of another month is reported in the month it was told in and bounds none
        last_day(as_of_first) = last_day(as_of_last) as is_of_month
    from {{ ref('int_series_evidenced') }}
    where basis = 'stock'
),

bounding as (
    select
        *,
        case when is_of_month then low end as usable_low,
        case when is_of_month and bounds_above then high end as usable_high
    from evidence
),

-- a stock can rise and fall, so a figure speaks for its own month only and a month without one has no point
points as (
    select
        context_id,
        measure,
        population,
        place_id as place,
        series_origin_id as origin_id,
        assumption_set,
        last_day(as_of_last) as month_end,
        min(coalesce(value, value_low)) as reported_low,
        max(coalesce(value, value_high)) as reported_high,
        list(claim_id order by claim_id) as reported_claims,
        list(claim_id order by claim_id) filter (where is_of_month) as bounding_claims,
        case when count(usable_low) = count(*) filter (where is_of_month) then min(usable_low) end as bound_low,
        case when count(usable_high) = count(*) filter (where is_of_month) then max(usable_high) end as bound_high,
        max(usable_low) > min(usable_high) as contested
    from bounding
    group by context_id, measure, population, place_id, series_origin_id, assumption_set, last_day(as_of_last)
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        assumption_set,
        month_end,
        reported_low,
        reported_high,
        reported_claims,
        bound_low,
        bound_high,
        case when bound_low is not null then bounding_claims end as bound_low_claims,
        case when bound_high is not null then bounding_claims end as bound_high_claims,
        coalesce(contested, false) as contested
    from points
)

select * from final
