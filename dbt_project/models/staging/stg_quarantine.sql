with

quarantine as (
    select * from {{ source('lake', 'quarantine') }}
),

final as (
    select
        quarantine_id,
        stage,
        item,
        place,
        reason,
        remedy
    from quarantine
)

select * from final
