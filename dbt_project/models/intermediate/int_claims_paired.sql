with

claims as (
    select
        *,
        coalesce(value, value_low) as number_stated
    from {{ ref('int_claims_credited') }}
    where is_latest
),

-- the k-th coded and the k-th extracted claim of one document that state one number of one measure with one qualifier are a pair
ranked as (
    select
        *,
        row_number() over (
            partition by method, document_id, measure, number_stated, qualifier
            order by population, coalesce(period_end, ''), origin_id, claim_id
        ) as alike_rank
    from claims
),

alike as (
    select
        coded.claim_id,
        extracted.claim_id as extracted_claim_id
    from ranked as coded
    inner join ranked as extracted
        on
            coded.document_id = extracted.document_id
            and coded.measure = extracted.measure
            and coded.number_stated = extracted.number_stated
            and coded.qualifier = extracted.qualifier
            and coded.alike_rank = extracted.alike_rank
    where
        coded.method = 'coded'
        and extracted.method = 'extracted'
),

-- then, whatever their qualifiers, those that are left over
left_over as (
    select
        *,
        row_number() over (
            partition by method, document_id, measure, number_stated
            order by population, coalesce(period_end, ''), origin_id, claim_id
        ) as number_rank
    from claims
    where
        claim_id not in (select claim_id from alike)
        and claim_id not in (select extracted_claim_id from alike)
),

unlike as (
    select
        coded.claim_id,
        extracted.claim_id as extracted_claim_id
    from left_over as coded
    inner join left_over as extracted
        on
            coded.document_id = extracted.document_id
            and coded.measure = extracted.measure
            and coded.number_stated = extracted.number_stated
            and coded.number_rank = extracted.number_rank
    where
        coded.method = 'coded'
        and extracted.method = 'extracted'
),

pairs as (
    select * from alike
    union all
    select * from unlike
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
    from pairs
    inner join claims as coded on pairs.claim_id = coded.claim_id
    inner join claims as extracted on pairs.extracted_claim_id = extracted.claim_id
)

select * from final
