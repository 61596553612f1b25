with

rhythms as (
    select * from {{ ref('stg_rhythms') }}
),

final as (
    select
        rhythm_id,
        context_id,
        origin_id,
        measure,
        since,
        until,
        expectation,
        every_days,
        overdue_after_days,
        ground,
        stated_in
    from rhythms
)

select * from final
