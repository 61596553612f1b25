with

definitions as (
    select * from {{ source('lake', 'definitions') }}
),

final as (
    select
        definition_id,
        context_id,
        origin_id,
        measure,
        cast(since as date) as since,
        aspect,
        aspect_words,
        answer,
        is_part_of_measure,
        stated_in,
        remark
    from definitions
)

select * from final
