with

evidence as (
    select * from {{ ref('int_series_evidenced') }}
    where basis = 'cumulative'
),

months as (
    select * from {{ ref('int_months_spined') }}
),

-- the closed form for running totals that never fall: a total reached by a date holds for every later month, and a
-- total not exceeded at a date holds for every earlier month
dated as (
    select
        evidence.context_id,
        evidence.measure,
        evidence.population,
        evidence.place_id as place,
        evidence.series_origin_id as origin_id,
        months.month_end,
        evidence.claim_id,
        evidence.value,
        evidence.value_low,
        evidence.value_high,
        case when evidence.as_of_last <= months.month_end then evidence.a1_low end as low,
        case when evidence.bounds_above and evidence.as_of_first >= months.month_end then evidence.a1_high end as high,
        -- an undated total is of no month: it only bounds
        evidence.as_of_first is not null and last_day(evidence.as_of_last) = months.month_end as is_reported
    from evidence
    inner join months on evidence.context_id = months.context_id
),

bounded as (
    select
        *,
        max(low) over same_point as bound_low,
        min(high) over same_point as bound_high
    from dated
    window same_point as (partition by context_id, measure, population, place, origin_id, month_end)
),

points as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        month_end,
        min(coalesce(value, value_low)) filter (where is_reported) as reported_low,
        max(coalesce(value, value_high)) filter (where is_reported) as reported_high,
        list(claim_id order by claim_id) filter (where is_reported) as reported_claims,
        any_value(bound_low) as bound_low,
        any_value(bound_high) as bound_high,
        list(claim_id order by claim_id) filter (where low = bound_low) as bound_low_claims,
        list(claim_id order by claim_id) filter (where high = bound_high) as bound_high_claims
    from bounded
    group by context_id, measure, population, place, origin_id, month_end
),

final as (
    select
        *,
        coalesce(bound_low > bound_high, false) as contested
    from points
    where bound_low is not null or bound_high is not null or reported_claims is not null
)

select * from final
