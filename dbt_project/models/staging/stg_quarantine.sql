with

quarantine as (
    select * from {{ source('lake', 'quarantine') }}
),

final as (
    select
        quarantine_id,
        stage,
        {{ shown('item') }} as item,
        {{ shown('place') }} as place,
        {{ shown('reason') }} as reason,
        remedy
    from quarantine
)

select * from final
