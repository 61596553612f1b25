with

conflicts as ({{ published_before('conflicts', ref('conflicts')) }}),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        assumption_set,
        kind,
        claims,
        echo_claims
    from conflicts
)

select * from final
