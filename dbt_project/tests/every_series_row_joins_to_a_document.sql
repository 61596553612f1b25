{{ config(meta={
    'description': 'A point that leads to no document cannot be defended: whoever quotes it is left alone with it.',
    'dagster': {'ref': {'name': 'dim_documents'}},
}) }}
with

points as (
    {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
        select
            '{{ measure }}' as measure,
            population,
            place,
            origin_id,
            month_end,
            reported_claims || bound_low_claims || bound_high_claims as claims
        from {{ ref('series_' ~ measure) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- a point that names no claim keeps its row
named as (
    select
        measure,
        population,
        place,
        origin_id,
        month_end,
        unnest(case when len(claims) = 0 then [null] else claims end) as claim_id
    from points
),

traced as (
    select lineage.claim_id
    from {{ ref('lineage') }} as lineage
    inner join {{ ref('dim_documents') }} as documents on lineage.document_id = documents.document_id
    where
        lineage.sentence is not null
        or lineage.coding_id is not null
)

select named.*
from named
left join traced on named.claim_id = traced.claim_id
where traced.claim_id is null
