with

sources as (
    select * from {{ source('lake', 'sources') }}
),

final as (
    select
        source_id,
        section,
        name,
        publisher_kind,
        hosts,
        languages,
        rights
    from sources
)

select * from final
