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

comparisons as (
    select * from {{ ref('int_claims_compared') }}
),

withheld as (
    select claim_id
    from {{ ref('stg_withheld') }}
    where claim_id is not null
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
        contexts.counts_from,
        coalesce(as_machine.claim_id, as_coded.extracted_claim_id) as paired_claim_id,
        as_coded.extracted_claim_id,
        comparisons.telling,
        coalesce(comparisons.apart_from, []) as apart_from,
        claims.method = 'coded' or coded_documents.document_id is null as is_leading,
        -- a window that surely begins where the context began is a running total by another name
        case
            when claims.basis <> 'flow' then claims.basis
            when
                length(claims.period_start) = 10
                and {{ first_day('claims.period_start') }} between contexts.counts_from and contexts.starts_on
                then 'cumulative'
            when length(claims.period_start) = 7 and {{ last_day('claims.period_start') }} = last_day(contexts.starts_on) then 'cumulative'
            else 'flow'
        end as series_basis,
        coalesce(cast(claims.value as varchar), concat_ws(' to ', claims.value_low, claims.value_high)) as number_said,
        {{ a0_low('claims.qualifier', 'claims.value', 'claims.value_low') }} as a0_low,
        {{ a0_high('claims.qualifier', 'claims.value', 'claims.value_high') }} as a0_high,
        {{ a1_low('claims.qualifier', 'claims.value', 'claims.value_low') }} as a1_low,
        {{ a1_high('claims.qualifier', 'claims.value', 'claims.value_high') }} as a1_high,
        {{ a2_high('claims.qualifier', 'claims.value', 'claims.value_high') }} as a2_high,
        coalesce({{ first_day('claims.period_start') }}, contexts.starts_on) as start_first,
        {{ last_day('claims.period_start') }} as start_last,
        {{ first_day('claims.as_of') }} as stated_first,
        claims.period_is_implied or claims.period_end is null as date_stands_in,
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
    left join comparisons on claims.claim_id = comparisons.claim_id
    left join pairs as as_coded on claims.claim_id = as_coded.claim_id
    left join pairs as as_machine on claims.claim_id = as_machine.extracted_claim_id
),

judged as (
    select
        * replace ({{ coverage_by_card(ref('int_definitions_dated'), 'placed') }} as coverage),
        case
            when context_id is null then 'its document is about no context'
            when measure not in ('arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity') then 'no series of this measure'
            when not is_leading then 'the document was coded by hand'
            when claim_id in (select claim_id from withheld) then 'withheld: few people of one sex or age at one place'
            when review_status = 'rejected' then 'rejected by a person'
            when {{ var('reviewed_only') }} and review_status = 'machine' then 'not yet looked at by a person'
            when stance <> 'asserted' then 'not asserted: ' || stance
            when population = 'other' then 'population outside the vocabulary'
            when circumstance is not null then 'a part, by circumstance'
            when as_of_last is null then 'no date'
            when measure in ('persons_held', 'facility_capacity') <> (series_basis = 'stock') then 'a basis its measure cannot have'
            when {{ last_day('period_start') }} < counts_from then 'counts from an earlier start'
            when
                series_basis = 'cumulative'
                and {{ first_day('period_start') }} > case length(period_start) when 10 then starts_on else last_day(starts_on) end
                then 'counts from a later start'
        end as window_exclusion
    from placed
),

final as (
    select
        *,
        coalesce(window_exclusion, case when series_basis = 'flow' then 'a flow, not a running total' end) as series_exclusion
    from judged
)

select * from final
