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
        {{ shown('quote_text') }} as quote_text,
        number_start,
        {{ unless_few('number_text') }} as number_text,
        locator,
        measure,
        {{ shown('other_measure') }} as other_measure,
        {{ unless_few('value') }} as value,
        {{ unless_few('value_low') }} as value_low,
        {{ unless_few('value_high') }} as value_high,
        qualifier,
        basis,
        period_start,
        period_end,
        date_precision,
        period_is_implied,
        context_id,
        population,
        {{ shown('population_detail') }} as population_detail,
        {{ shown('place') }} as place,
        {{ shown('circumstance') }} as circumstance,
        {{ shown('origin') }} as origin,
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
        {{ unless_few(shown('note')) }} as note,
        version,
        fingerprint,
        cast(known_from as date) as known_from,
        cast(known_to as date) as known_to,
        judgement_id,
        needs_look
    from claim_versions
)

select * from final
