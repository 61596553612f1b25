-- A point that leads to no document cannot be defended: whoever quotes it is left alone with it.
{{ config(meta={'dagster': {'ref': {'name': 'dim_documents'}}}) }}
with

points as (
    {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
        select
            '{{ measure }}' as measure,
            population,
            place,
            origin_id,
            month_end,
            list_distinct(reported_claims || bound_low_claims || bound_high_claims) as claims
        from {{ ref('series_' ~ measure) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

traced as (
    select
        points.measure,
        points.population,
        points.place,
        points.origin_id,
        points.month_end,
        len(points.claims) as claim_count,
        (
            select count(*)
            from {{ ref('lineage') }} as lineage
            inner join {{ ref('dim_documents') }} as documents on lineage.document_id = documents.document_id
            where
                list_contains(points.claims, lineage.claim_id)
                and (lineage.sentence is not null or lineage.coding_id is not null)
        ) as traced_count
    from points
)

select *
from traced
where claim_count = 0 or claim_count <> traced_count
