with

facilities as (
    select * from {{ source('lake', 'facilities') }}
),

final as (
    select
        facility_id,
        context_id,
        name,
        kind,
        locality,
        names
    from facilities
)

select * from final
