with

pairs as (
    select * from {{ ref('int_claims_paired') }}
),

final as (
    select
        claim_id,
        extracted_claim_id,
        document_id,
        measure,
        agrees_on_qualifier,
        agrees_on_basis,
        agrees_on_period_end,
        agrees_on_population,
        agrees_on_place,
        agrees_on_origin
    from pairs
)

select * from final
