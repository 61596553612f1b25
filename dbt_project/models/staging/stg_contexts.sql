with

contexts as (
    select * from {{ source('lake', 'contexts') }}
),

final as (
    select
        context_id,
        name,
        country,
        cast(starts_on as date) as starts_on,
        cast(counts_from as date) as counts_from
    from contexts
)

select * from final
