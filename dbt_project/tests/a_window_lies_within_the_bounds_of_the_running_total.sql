{{ config(meta={
    'description': 'Flows and several measures together can only tell more than running totals alone.',
    'dagster': {'ref': {'name': 'series_windows'}},
}) }}
{% for measure in ['arrests', 'releases', 'custodial_deaths'] %}
    select
        '{{ measure }}' as measure,
        windows.origin_id,
        windows.to_date,
        windows.low,
        series.bound_low,
        windows.high,
        series.bound_high
    from {{ ref('series_windows') }} as windows
    inner join {{ ref('stg_contexts') }} as contexts
        on windows.context_id = contexts.context_id and windows.from_date = contexts.starts_on
    inner join {{ ref('series_' ~ measure) }} as series
        on
            windows.context_id = series.context_id
            and windows.population = series.population
            and windows.place = series.place
            and windows.origin_id = series.origin_id
            and windows.assumption_set = series.assumption_set
            and windows.to_date = series.month_end
    where
        windows.measure = '{{ measure }}'
        and windows.rule = 'shortest path'
        and (
            windows.low < series.bound_low
            or coalesce(windows.high, series.bound_high + 1) > series.bound_high
        )
    {% if not loop.last %}union all{% endif %}
{% endfor %}
