with

quarantine as (
    select * from {{ ref('stg_quarantine') }}
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
