with

passages as (
    select * from {{ source('lake', 'passages') }}
),

final as (
    select
        passage_id,
        document_id,
        position,
        char_start,
        char_end,
        {{ shown('text') }} as text,
        locator
    from passages
)

select * from final
