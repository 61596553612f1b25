with

contexts as (
    select * from {{ ref('stg_contexts') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

spans as (
    select
        contexts.context_id,
        last_day(contexts.starts_on) as first_month_end,
        max(last_day(greatest(claims.as_of_last, coalesce(claims.published_last, claims.as_of_last)))) as last_month_end
    from contexts
    inner join claims on contexts.context_id = claims.context_id
    group by contexts.context_id, contexts.starts_on
),

final as (
    select
        context_id,
        last_day(cast(unnest(generate_series(first_month_end, last_month_end, interval 1 month)) as date)) as month_end
    from spans
)

select * from final
