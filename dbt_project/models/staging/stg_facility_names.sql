with

facilities as (
    select * from {{ source('lake', 'facilities') }}
),

final as (
    select
        context_id,
        unnest(names) as facility_name,
        facility_id
    from facilities
)

select * from final
