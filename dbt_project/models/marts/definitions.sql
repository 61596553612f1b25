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
        answer,
        stated_in,
        remark
    from definitions
)

select * from final
