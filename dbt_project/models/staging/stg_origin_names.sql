with

origins as (
    select * from {{ source('lake', 'origins') }}
),

final as (
    select
        context_id,
        unnest(names) as origin_name,
        origin_id
    from origins
)

select * from final
