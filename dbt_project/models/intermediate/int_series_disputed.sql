with

disputes as (
    select
        *,
        true as is_new
    from {{ ref('int_conflicts_found') }}
    union all by name
    select
        *,
        false as is_new
    from {{ ref('int_conflicts_published') }}
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        assumption_set,
        is_new,
        flatten(list(claims || echo_claims)) as disputed_claims
    from disputes
    where kind not in ('part_above_whole', 'stock_beyond_flows')
    group by all
)

select * from final
