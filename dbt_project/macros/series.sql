{#- A series: the points of one measure, as analysts open them. -#}

{% macro series(measure) -%}
with

points as (
    select * from {{ ref('int_series_pointed') }}
    where measure = '{{ measure }}'
),

final as (
    select
        context_id,
        population,
        place,
        origin_id,
        month_end,
        assumption_set,
        reported_low,
        reported_high,
        bound_low,
        bound_high,
        contested,
        obs_status,
        reported_claims,
        bound_low_claims,
        bound_high_claims
    from points
)

select * from final
{%- endmacro %}
