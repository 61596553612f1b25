with

definitions as (
    select * from {{ ref('stg_definitions') }}
),

origins as (
    select * from {{ ref('stg_origins') }}
),

-- a body without a card of its own is taken to count as its family does
inherited as (
    select definitions.* replace (origins.origin_id as origin_id)
    from origins
    inner join definitions on origins.family = definitions.origin_id
    left join definitions as own on origins.origin_id = own.origin_id and definitions.measure = own.measure
    where own.origin_id is null
),

carded as (
    select * from definitions
    union all
    select * from inherited
),

final as (
    select
        context_id,
        origin_id,
        measure,
        aspect,
        aspect_words,
        answer,
        is_part_of_measure,
        since,
        lead(since) over one_aspect as next_since,
        -- a card that answers otherwise is another card, be it only that the answer was unknown before
        coalesce(answer <> lag(answer) over one_aspect, false) as is_changed
    from carded
    window one_aspect as (partition by origin_id, measure, aspect order by since nulls first)
)

select * from final
