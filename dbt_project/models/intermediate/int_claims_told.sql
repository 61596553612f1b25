with

claims as (
    select * from {{ ref('int_claims_dated') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
),

origins as (
    select * from {{ ref('stg_origins') }}
),

origin_names as (
    select * from {{ ref('stg_origin_names') }}
),

-- a source that is itself catalogued as an origin speaks for its family in its own documents
final as (
    select
        claims.claim_id,
        claims.document_id,
        claims.context_id,
        claims.measure,
        claims.other_measure,
        claims.population,
        claims.population_detail,
        claims.place_id,
        claims.circumstance,
        claims.origin_id,
        coalesce(claims.origin_family, claims.origin_id) as origin_family,
        publishers.family as publisher_family,
        claims.basis,
        claims.qualifier,
        claims.value,
        claims.value_low,
        claims.value_high,
        claims.a1_low,
        claims.a1_high,
        claims.period_start,
        claims.period_end,
        claims.period_is_implied,
        claims.starts_on,
        claims.as_of_first,
        claims.as_of_last,
        claims.published_first,
        claims.published_last,
        claims.count_unit,
        claims.stance,
        documents.text_kind,
        coalesce(claims.quote_text, readings.quote_text) as sentence
    from claims
    inner join documents on claims.document_id = documents.document_id
    inner join sources on documents.source_id = sources.source_id
    left join origin_names
        on
            claims.context_id = origin_names.context_id
            and lower(trim(sources.name)) = origin_names.origin_name
    left join origins as publishers on origin_names.origin_id = publishers.origin_id
    left join claims as readings on claims.extracted_claim_id = readings.claim_id
    where
        claims.is_leading
        and claims.review_status <> 'rejected'
        and claims.known_to is null
        -- whether a number that is withheld was repeated cannot be said, and must not be
        and coalesce(claims.value, claims.value_low, claims.value_high) is not null
)

select * from final
