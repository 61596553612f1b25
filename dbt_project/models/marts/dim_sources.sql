with

sources as (
    select * from {{ ref('stg_sources') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

document_counts as (
    select
        source_id,
        count(*) as document_count
    from documents
    group by source_id
),

final as (
    select
        sources.source_id,
        sources.section,
        sources.name,
        sources.publisher_kind,
        sources.hosts,
        sources.languages,
        sources.rights,
        coalesce(document_counts.document_count, 0) as document_count
    from sources
    left join document_counts on sources.source_id = document_counts.source_id
)

select * from final
