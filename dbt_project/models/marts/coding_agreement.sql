with

claims as (
    select * from {{ ref('int_claims_current') }}
),

pairs as (
    select * from {{ ref('int_claims_paired') }}
),

coded as (
    select * from claims
    where
        method = 'coded'
        and measure in ('arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity')
),

-- readings of the same number as something else, for codings that no reading repeats
told_otherwise as (
    select
        coded.claim_id,
        arg_min(extracted.claim_id, extracted.claim_id) as extracted_claim_id,
        arg_min(extracted.measure, extracted.claim_id) as measure_read
    from coded
    inner join claims as extracted
        on
            coded.document_id = extracted.document_id
            and coded.measure <> extracted.measure
            and coalesce(coded.value, coded.value_low) = coalesce(extracted.value, extracted.value_low)
    where
        extracted.method = 'extracted'
        and coded.claim_id not in (select claim_id from pairs)
        and extracted.claim_id not in (select extracted_claim_id from pairs)
    group by coded.claim_id
),

compared as (
    select
        coded.claim_id,
        coalesce(pairs.extracted_claim_id, told_otherwise.extracted_claim_id) as extracted_claim_id,
        coded.document_id,
        coded.measure,
        coalesce(pairs.measure, told_otherwise.measure_read) as measure_read,
        pairs.agrees_on_qualifier,
        pairs.agrees_on_basis,
        pairs.agrees_on_period_end,
        pairs.agrees_on_population,
        pairs.agrees_on_place,
        pairs.agrees_on_origin,
        coalesce(pairs.agrees_on_qualifier and pairs.agrees_on_basis, false) as agrees,
        coalesce(pairs.agrees_on_qualifier and coded.series_basis = extracted.series_basis, false) as agrees_in_series
    from coded
    left join pairs on coded.claim_id = pairs.claim_id
    left join claims as extracted on pairs.extracted_claim_id = extracted.claim_id
    left join told_otherwise on coded.claim_id = told_otherwise.claim_id
),

final as (
    select
        *,
        case
            when agrees then null
            when extracted_claim_id is null then 'number not read'
            when measure_read <> measure then 'read as ' || measure_read
            else concat_ws(' and ', case when not agrees_on_qualifier then 'qualifier' end, case when not agrees_on_basis then 'basis' end)
        end as disagreement
    from compared
)

select * from final
