with

assumption_sets as (
    select * from {{ ref('stg_assumption_sets') }}
),

final as (
    select
        assumption_id,
        kind,
        name,
        description,
        is_default,
        is_active,
        measure,
        most_per_day
    from assumption_sets
)

select * from final
