{#- A series: the points of one measure, as analysts open them. -#}

{% macro series(measure) -%}
with

points as (
    select * from {{ ref('int_series_contested') }}
    where measure = '{{ measure }}'
),

heard as (
    select * from {{ ref('int_series_heard') }}
),

compared as (
    select * from {{ ref('int_definitions_compared') }}
),

final as (
    select
        points.context_id,
        points.population,
        points.place,
        points.origin_id,
        points.month_end,
        points.assumption_set,
        points.reported_low,
        points.reported_high,
        points.bound_low,
        points.bound_high,
        points.contested,
        points.wide_low,
        points.wide_high,
        coalesce(compared.obs_status, points.obs_status) as obs_status,
        coalesce(compared.differing_aspects, []) as differing_aspects,
        heard.news_state,
        heard.newest_figure_on,
        heard.newest_figure_age_days,
        points.reported_claims,
        points.bound_low_claims,
        points.bound_high_claims
    from points
    left join heard on {{ same_series_month('points', 'heard') }}
    left join compared on {{ same_series_month('points', 'compared') }}
)

select * from final
{%- endmacro %}

{% macro same_series_month(one, other) -%}
    {% for column in ['context_id', 'measure', 'population', 'place', 'origin_id', 'month_end'] %}
        {{ one }}.{{ column }} = {{ other }}.{{ column }}{{ ' and' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
