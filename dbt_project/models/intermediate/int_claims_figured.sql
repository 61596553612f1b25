with

claims as (
    select * from {{ ref('int_claims_dated') }}
),

final as (
    select
        *,
        md5(concat_ws(
            '|',
            coalesce(context_id, ''),
            measure,
            coalesce(other_measure, ''),
            population,
            coalesce(population_detail, ''),
            place_id,
            coalesce(circumstance, ''),
            origin_id,
            basis,
            qualifier,
            -- a number that is withheld is nobody else's
            coalesce(cast(value as varchar), case when coalesce(value_low, value_high) is null then claim_id else '' end),
            coalesce(cast(value_low as varchar), ''),
            coalesce(cast(value_high as varchar), ''),
            coalesce(period_start, ''),
            case when period_is_implied then 'implied' else coalesce(period_end, '') end
        )) as figure_id
    from claims
    where
        is_leading
        and stance = 'asserted'
        and review_status <> 'rejected'
)

select * from final
