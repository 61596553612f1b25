with

documents as (
    select * from {{ source('lake', 'documents') }}
),

final as (
    select
        document_id,
        {{ shown('folder') }} as folder,
        section,
        source_id,
        publisher_kind,
        context_id,
        {{ shown('url') }} as url,
        {{ shown('title') }} as title,
        title_known_from,
        language,
        original_language,
        published_on,
        published_on_known_from,
        retrieved_at,
        version_from,
        version_to,
        text_kind,
        mapping,
        {{ shown('agency') }} as agency,
        {{ shown('note') }} as note,
        file_name,
        length(text) as char_count
    from documents
)

select * from final
