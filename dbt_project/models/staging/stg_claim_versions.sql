with

claim_versions as (
    select * from {{ source('lake', 'claim_versions') }}
),

final as (
    select
        claim_id,
        document_id,
        passage_id,
        coding_id,
        char_start,
        char_end,
        quote_text,
        number_start,
        number_text,
        locator,
        measure,
        other_measure,
        value,
        value_low,
        value_high,
        qualifier,
        basis,
        period_start,
        period_end,
        date_precision,
        period_is_implied,
        context_id,
        population,
        population_detail,
        place,
        circumstance,
        origin,
        origin_kind,
        count_unit,
        stance,
        method,
        review_status,
        extractor_version,
        rules,
        confidence,
        language,
        published_on,
        note,
        version,
        fingerprint,
        cast(known_from as date) as known_from,
        cast(known_to as date) as known_to,
        judgement_id,
        needs_look
    from claim_versions
)

select * from final
