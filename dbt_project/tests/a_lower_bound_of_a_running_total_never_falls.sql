{{ config(meta={
    'description': 'Events do not unhappen: a falling bound would publish fewer deaths than were known before.',
    'dagster': {'ref': {'name': 'series_custodial_deaths'}},
}) }}
{% for measure in ['arrests', 'releases', 'custodial_deaths'] %}
    select
        '{{ measure }}' as measure,
        population,
        place,
        origin_id,
        month_end,
        bound_low
    from {{ ref('series_' ~ measure) }}
    qualify
        bound_low < lag(bound_low) over (
            partition by context_id, population, place, origin_id, assumption_set order by month_end
        )
    {% if not loop.last %}union all{% endif %}
{% endfor %}
