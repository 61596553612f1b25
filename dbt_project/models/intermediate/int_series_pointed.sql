with

running_totals as (
    select * from {{ ref('int_running_totals_bounded') }}
),

stocks as (
    select * from {{ ref('int_stocks_bounded') }}
),

points as (
    select * from running_totals
    union all by name
    select * from stocks
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        month_end,
        assumption_set,
        reported_low,
        reported_high,
        coalesce(reported_claims, []) as reported_claims,
        bound_low,
        bound_high,
        coalesce(bound_low_claims, []) as bound_low_claims,
        coalesce(bound_high_claims, []) as bound_high_claims,
        contested,
        case when reported_claims is null then 'O' else 'A' end as obs_status
    from points
)

select * from final
