with

origins as (
    select * from {{ source('lake', 'origins') }}
),

final as (
    select
        origin_id,
        context_id,
        name,
        origin_kind,
        family,
        coverage
    from origins
)

select * from final
