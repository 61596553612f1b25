with

claims as (
    select * from {{ ref('int_claims_credited') }}
),

pairs as (
    select * from {{ ref('int_claims_paired') }}
),

contexts as (
    select * from {{ ref('stg_contexts') }}
),

-- a document that a person coded is never led by the machine, not even when every coding of it was set aside
coded_documents as (
    select distinct document_id
    from {{ ref('stg_codings') }}
    where document_id is not null
),

placed as (
    select
        claims.*,
        contexts.starts_on,
        coalesce(as_machine.claim_id, as_coded.extracted_claim_id) as paired_claim_id,
        as_coded.extracted_claim_id,
        claims.method = 'coded' or coded_documents.document_id is null as is_leading,
        {{ a1_low('claims.qualifier', 'claims.value', 'claims.value_low') }} as a1_low,
        {{ a1_high('claims.qualifier', 'claims.value', 'claims.value_high') }} as a1_high,
        {{ first_day('claims.as_of') }} as stated_first,
        case
            -- an undated total was reached by the day it was published, from an unknown day on
            when claims.as_of is null then claims.published_last
            -- nothing is reported before it happened, so a coarse date ends with the publication
            else greatest(
                {{ first_day('claims.as_of') }},
                least({{ last_day('claims.as_of') }}, coalesce(claims.published_last, {{ last_day('claims.as_of') }}))
            )
        end as as_of_last
    from claims
    left join contexts on claims.context_id = contexts.context_id
    left join coded_documents on claims.document_id = coded_documents.document_id
    left join pairs as as_coded on claims.claim_id = as_coded.claim_id
    left join pairs as as_machine on claims.claim_id = as_machine.extracted_claim_id
),

-- a figure that its origin gave before is as old as the first time it was seen: a repeat never moves its date forward
first_seen as (
    select
        context_id,
        measure,
        population,
        place_id,
        origin_id,
        basis,
        value,
        min(least(stated_first, coalesce(published_first, stated_first))) as first_seen_on
    from placed
    where
        stated_first is not null
        and is_leading
        and stance = 'asserted'
    group by context_id, measure, population, place_id, origin_id, basis, value
),

final as (
    select
        placed.*,
        -- where the document gives no date, the figure is as old as the first time it was seen
        case
            when placed.period_is_implied or placed.period_end is null then least(placed.stated_first, first_seen.first_seen_on)
            else placed.stated_first
        end as as_of_first,
        case
            when placed.context_id is null then 'its document is about no context'
            when placed.measure not in ('arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity')
                then 'no series of this measure'
            when not placed.is_leading then 'the document was coded by hand'
            when placed.review_status = 'rejected' then 'rejected by a person'
            when {{ var('reviewed_only') }} and placed.review_status = 'machine' then 'not yet looked at by a person'
            when placed.stance <> 'asserted' then 'not asserted: ' || placed.stance
            when placed.population = 'other' then 'population outside the vocabulary'
            when placed.circumstance is not null then 'a part, by circumstance'
            when placed.as_of_last is null then 'no date'
            when placed.basis = 'flow' then 'a flow, not a running total'
            when placed.basis = 'cumulative' and {{ first_day('placed.period_start') }} > last_day(placed.starts_on)
                then 'counts from a later start'
        end as series_exclusion
    from placed
    left join first_seen
        on
            placed.context_id = first_seen.context_id
            and placed.measure = first_seen.measure
            and placed.population = first_seen.population
            and placed.place_id = first_seen.place_id
            and placed.origin_id = first_seen.origin_id
            and placed.basis = first_seen.basis
            and placed.value is not distinct from first_seen.value
)

select * from final
