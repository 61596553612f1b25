with

claims as (
    select * from {{ ref('int_claims_weighed') }}
),

final as (
    select
        claim_id,
        version,
        coalesce(known_from, as_of_last) as known_from,
        known_to,
        judgement_id,
        needs_look,
        fingerprint,
        document_id,
        context_id,
        measure,
        population,
        place_id,
        origin_id,
        origin_family,
        family_has_bodies,
        coverage,
        basis,
        series_basis,
        qualifier,
        value,
        value_low,
        value_high,
        number_said,
        telling,
        apart_from,
        a0_low,
        a0_high,
        a1_low,
        a1_high,
        a2_high,
        stance,
        review_status,
        is_leading,
        window_exclusion,
        starts_on,
        start_first,
        start_last,
        stated_first,
        as_of_last,
        date_stands_in,
        published_first,
        published_last
    from claims
)

select * from final
