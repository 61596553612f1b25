with

versions as (
    select * from {{ ref('stg_claim_versions') }}
),

-- the last version is current: as read where nobody judged the claim, else as the judgements left it
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
        fingerprint,
        known_from,
        known_to,
        judgement_id,
        needs_look
    from versions
    qualify row_number() over (partition by claim_id order by version desc) = 1
)

select * from final
