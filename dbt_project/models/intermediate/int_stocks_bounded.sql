with

evidence as (
    select * from {{ ref('int_series_evidenced') }}
    where basis = 'stock'
),

-- a stock can rise and fall, so a figure speaks for its own month only and a month without one has no point
points as (
    select
        context_id,
        measure,
        population,
        place_id as place,
        series_origin_id as origin_id,
        last_day(as_of_last) as month_end,
        min(coalesce(value, value_low)) as reported_low,
        max(coalesce(value, value_high)) as reported_high,
        list(claim_id order by claim_id) as reported_claims,
        case when count(a1_low) = count(*) then min(a1_low) end as bound_low,
        case when count(a1_high) = count(*) then max(a1_high) end as bound_high,
        max(a1_low) > min(a1_high) as contested
    from evidence
    group by context_id, measure, population, place_id, series_origin_id, last_day(as_of_last)
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        month_end,
        reported_low,
        reported_high,
        reported_claims,
        bound_low,
        bound_high,
        case when bound_low is not null then reported_claims end as bound_low_claims,
        case when bound_high is not null then reported_claims end as bound_high_claims,
        coalesce(contested, false) as contested
    from points
)

select * from final
