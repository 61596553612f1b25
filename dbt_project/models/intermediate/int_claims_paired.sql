with

claims as (
    select * from {{ ref('int_claims_credited') }}
    where is_latest
),

-- the k-th coded and the k-th extracted claim of one document that state one number of one measure are a pair
ranked as (
    select
        *,
        row_number() over (
            partition by method, document_id, measure, coalesce(value, value_low)
            order by population, coalesce(period_end, ''), origin_id, claim_id
        ) as number_rank
    from claims
),

final as (
    select
        coded.claim_id,
        extracted.claim_id as extracted_claim_id,
        coded.document_id,
        coded.measure,
        coded.qualifier = extracted.qualifier as agrees_on_qualifier,
        coded.basis = extracted.basis as agrees_on_basis,
        coalesce(coded.period_end, '') = coalesce(extracted.period_end, '') as agrees_on_period_end,
        coded.population = extracted.population as agrees_on_population,
        coded.place_id = extracted.place_id as agrees_on_place,
        coded.origin_id = extracted.origin_id as agrees_on_origin
    from ranked as coded
    inner join ranked as extracted
        on
            coded.document_id = extracted.document_id
            and coded.measure = extracted.measure
            and coalesce(coded.value, coded.value_low) = coalesce(extracted.value, extracted.value_low)
            and coded.number_rank = extracted.number_rank
    where
        coded.method = 'coded'
        and extracted.method = 'extracted'
)

select * from final
