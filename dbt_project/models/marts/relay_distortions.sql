with

distortions as (
    select * from {{ ref('int_retellings_distorted') }}
),

claims as (
    select * from {{ ref('int_claims_told') }}
),

captions as (
    select * from {{ ref('int_claims_captioned') }}
),

final as (
    select
        distortions.claim_id,
        distortions.original_claim_id,
        distortions.kind,
        distortions.explanation,
        captions.caption as said,
        original_captions.caption as original_said,
        claims.sentence,
        originals.sentence as original_sentence,
        claims.document_id,
        originals.document_id as original_document_id
    from distortions
    inner join claims on distortions.claim_id = claims.claim_id
    inner join claims as originals on distortions.original_claim_id = originals.claim_id
    inner join captions on distortions.claim_id = captions.claim_id
    inner join captions as original_captions on distortions.original_claim_id = original_captions.claim_id
)

select * from final
