with

rhythms as (
    select * from {{ source('lake', 'rhythms') }}
),

final as (
    select
        rhythm_id,
        context_id,
        origin_id,
        measure,
        cast(since as date) as since,
        cast(until as date) as until,
        expectation,
        every_days,
        overdue_after_days,
        ground,
        stated_in
    from rhythms
)

select * from final
