with

claims as (
    select * from {{ ref('int_claims_dated') }}
),

figured as (
    select * from {{ ref('int_claims_figured') }}
),

captions as (
    select * from {{ ref('int_claims_captioned') }}
),

final as (
    select
        claims.claim_id,
        figured.figure_id,
        captions.caption,
        claims.document_id,
        claims.passage_id,
        claims.coding_id,
        claims.context_id,
        claims.measure,
        claims.other_measure,
        claims.value,
        claims.value_low,
        claims.value_high,
        claims.qualifier,
        claims.basis,
        claims.period_start,
        claims.period_end,
        claims.date_precision,
        claims.period_is_implied,
        claims.as_of_first,
        claims.as_of_last,
        claims.population,
        claims.population_detail,
        claims.place,
        claims.place_id,
        claims.facility_id,
        claims.circumstance,
        claims.origin,
        claims.origin_id,
        claims.origin_kind,
        claims.count_unit,
        claims.stance,
        claims.quote_text,
        claims.number_text,
        claims.char_start,
        claims.char_end,
        claims.number_start,
        claims.locator,
        claims.a1_low,
        claims.a1_high,
        claims.method,
        claims.review_status,
        claims.fingerprint,
        claims.known_from,
        claims.known_to,
        claims.judgement_id,
        claims.needs_look,
        claims.is_leading,
        claims.paired_claim_id,
        claims.series_exclusion,
        claims.extractor_version,
        claims.rules,
        claims.confidence,
        claims.language,
        claims.published_on,
        claims.note
    from claims
    left join captions on claims.claim_id = captions.claim_id
    left join figured on claims.claim_id = figured.claim_id
)

select * from final
