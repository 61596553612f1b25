with

documents as (
    select * from {{ ref('stg_documents') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

claim_counts as (
    select
        document_id,
        count(*) filter (where method = 'coded') as coded_claim_count,
        count(*) filter (where method = 'extracted') as extracted_claim_count
    from claims
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.folder,
        documents.section,
        documents.source_id,
        documents.publisher_kind,
        documents.context_id,
        documents.url,
        documents.title,
        documents.title_known_from,
        documents.language,
        documents.original_language,
        documents.published_on,
        documents.published_on_known_from,
        documents.retrieved_at,
        documents.version_from,
        documents.version_to,
        documents.text_kind,
        documents.mapping,
        documents.agency,
        documents.note,
        documents.file_name,
        documents.char_count,
        coalesce(claim_counts.coded_claim_count, 0) as coded_claim_count,
        coalesce(claim_counts.extracted_claim_count, 0) as extracted_claim_count
    from documents
    left join claim_counts on documents.document_id = claim_counts.document_id
)

select * from final
