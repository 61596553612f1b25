with

unread_sentences as (
    select * from {{ ref('stg_unread_sentences') }}
),

final as (
    select
        passage_id,
        document_id,
        char_start,
        char_end,
        number_text,
        detention_word
    from unread_sentences
)

select * from final
