with

contexts as (
    select * from {{ ref('stg_contexts') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

claim_counts as (
    select
        context_id,
        count(*) filter (where is_leading) as claim_count
    from claims
    group by context_id
),

final as (
    select
        contexts.context_id,
        contexts.name,
        contexts.country,
        contexts.starts_on,
        contexts.counts_from,
        coalesce(claim_counts.claim_count, 0) as claim_count
    from contexts
    left join claim_counts on contexts.context_id = claim_counts.context_id
)

select * from final
