with

series_windows as (
    select * from {{ ref('int_windows_bounded') }}
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        assumption_set,
        from_date,
        to_date,
        low,
        high,
        low_claims,
        high_claims,
        rule
    from series_windows
)

select * from final
