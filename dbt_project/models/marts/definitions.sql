with

definitions as (
    select * from {{ ref('stg_definitions') }}
),

final as (
    select
        definition_id,
        context_id,
        origin_id,
        measure,
        since,
        aspect,
        aspect_words,
        is_part_of_measure,
        answer,
        stated_in,
        remark
    from definitions
)

select * from final
