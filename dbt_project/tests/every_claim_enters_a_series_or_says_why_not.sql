{{ config(meta={
    'description': 'A claim that vanishes between the table and the series is a figure silently dropped.',
    'dagster': {'ref': {'name': 'fct_claims'}},
}) }}
with

in_series as (
    {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
        select unnest(reported_claims) as claim_id
        from {{ ref('series_' ~ measure) }}
        {% if not loop.last %}union{% endif %}
    {% endfor %}
)

select
    claims.claim_id,
    claims.series_exclusion
from {{ ref('fct_claims') }} as claims
left join in_series on claims.claim_id = in_series.claim_id
where
    (claims.series_exclusion is null) <> (in_series.claim_id is not null)
    -- an undated total bounds and is reported for no month
    and not (claims.series_exclusion is null and claims.as_of_first is null)
