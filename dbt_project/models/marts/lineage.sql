with

figured as (
    select * from {{ ref('int_claims_figured') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

passages as (
    select
        passage_id,
        lag(text) over in_document as sentence_before,
        lead(text) over in_document as sentence_after
    from {{ ref('stg_passages') }}
    window in_document as (partition by document_id order by position)
),

final as (
    select
        figured.figure_id,
        figured.claim_id,
        figured.document_id,
        figured.origin_id,
        figured.source_id,
        coalesce(figured.passage_id, reading.passage_id) as passage_id,
        coalesce(figured.quote_text, reading.quote_text) as sentence,
        passages.sentence_before,
        passages.sentence_after,
        coalesce(figured.char_start, reading.char_start) as char_start,
        coalesce(figured.char_end, reading.char_end) as char_end,
        figured.coding_id,
        case
            when list_contains(figured.rules, 'table.sum') then 'sum of table cells'
            when list_contains(figured.rules, 'table.cell') then 'table cell'
            when figured.passage_id is not null then 'sentence'
            when reading.passage_id is not null then 'coding row and sentence'
            else 'coding row'
        end as trace,
        documents.text_kind,
        documents.folder,
        documents.url,
        documents.published_on
    from figured
    inner join documents on figured.document_id = documents.document_id
    left join claims as reading on figured.extracted_claim_id = reading.claim_id
    left join passages on coalesce(figured.passage_id, reading.passage_id) = passages.passage_id
)

select * from final
