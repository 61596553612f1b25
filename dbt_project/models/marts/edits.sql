{% set figure -%}
    measure, value, value_low, value_high, qualifier, basis, period_start, period_end, population, place, origin, stance
{%- endset %}

with

documents as (
    select * from {{ ref('dim_documents') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

captions as (
    select * from {{ ref('int_claims_captioned') }}
),

replaced as (
    select
        earlier.document_id as earlier_document_id,
        later.document_id as later_document_id,
        earlier.source_id,
        earlier.url,
        cast(earlier.version_to as date) as edited_on
    from documents as earlier
    inner join documents as later
        on
            earlier.source_id = later.source_id
            and earlier.url = later.url
            and earlier.version_to = later.version_from
            and earlier.document_id <> later.document_id
),

-- both texts as the machine reads them: a coding of one of them says nothing of what the other says
stated as (
    select
        claim_id,
        document_id,
        quote_text as sentence,
        md5(cast(row({{ figure }}) as varchar)) as figure
    from claims
    where method = 'extracted'
),

final as (
    select
        stated.claim_id,
        case when stated.document_id = replaced.earlier_document_id then 'taken out' else 'put in' end as change,
        replaced.edited_on,
        replaced.source_id,
        replaced.url,
        captions.caption as said,
        stated.sentence,
        replaced.earlier_document_id,
        replaced.later_document_id
    from replaced
    inner join stated on stated.document_id in (replaced.earlier_document_id, replaced.later_document_id)
    inner join captions on stated.claim_id = captions.claim_id
    left join stated as others
        on
            others.document_id in (replaced.earlier_document_id, replaced.later_document_id)
            and stated.document_id <> others.document_id
            and stated.figure = others.figure
    where others.claim_id is null
)

select * from final
