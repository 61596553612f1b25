{{ config(meta={
    'description': "A bound that names no claim could not be followed to anybody's words.",
    'dagster': {'ref': {'name': 'series_windows'}},
}) }}
{% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
    select
        '{{ measure }}' as measure,
        origin_id,
        month_end as to_date
    from {{ ref('series_' ~ measure) }}
    where
        (bound_low is not null and len(bound_low_claims) = 0)
        or (bound_high is not null and len(bound_high_claims) = 0)
    union all
{% endfor %}
select
    measure,
    origin_id,
    to_date
from {{ ref('series_windows') }}
where
    (low > 0 and len(low_claims) = 0)
    or (high is not null and len(high_claims) = 0)
