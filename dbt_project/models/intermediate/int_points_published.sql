with

points as ({{ published_points() }}),

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
        reported_claims,
        bound_low,
        bound_high,
        bound_low_claims,
        bound_high_claims,
        contested
    from points
)

select * from final
