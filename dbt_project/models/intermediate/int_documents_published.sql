with

documents as ({{ published_before('dim_documents', ref('dim_documents')) }}),

final as (
    select
        document_id,
        folder
    from documents
)

select * from final
