{% set values = ['bound_low', 'bound_high', 'reported_low', 'reported_high', 'contested'] %}
with

published as (
    select * from {{ ref('int_points_published') }}
),

points as (
    select
        *,
        measure in ('persons_held', 'facility_capacity') as is_stock,
        true as is_new
    from {{ ref('int_series_contested') }}
    union all by name
    select
        *,
        measure in ('persons_held', 'facility_capacity') as is_stock,
        false as is_new
    from published
),

months as (
    select distinct
        context_id,
        month_end
    from points
    where not is_stock
),

ends as (
    select
        context_id,
        is_new,
        max(month_end) as last_month
    from points
    where not is_stock
    group by context_id, is_new
),

-- where the calendar of one release goes further than that of the other, the totals of the other stand where its calendar ended
carried_on as (
    select
        points.* replace (
            months.month_end as month_end,
            null as reported_low,
            null as reported_high,
            [] as reported_claims,
            null as bound_high,
            [] as bound_high_claims,
            false as contested
        ),
        true as is_carried_on
    from points
    inner join ends
        on
            points.context_id = ends.context_id
            and points.is_new = ends.is_new
            and points.month_end = ends.last_month
    inner join months on points.context_id = months.context_id and ends.last_month < months.month_end
    where
        not points.is_stock
        and points.bound_low is not null
),

faced as (
    select
        *,
        false as is_carried_on
    from points
    union all by name
    select * from carried_on
),

final as (
    select
        measure,
        context_id,
        population,
        place,
        origin_id,
        month_end,
        assumption_set,
        {% for value in values %}
            any_value({{ value }}) filter (where not is_new) as old_{{ value }},
            any_value({{ value }}) filter (where is_new) as new_{{ value }},
        {% endfor %}
        list_sort(list_distinct(flatten(list(reported_claims || bound_low_claims || bound_high_claims)))) as claims
    from faced
    -- nothing has moved before there is something to move from
    where (select count(*) from published) > 0
    group by measure, context_id, population, place, origin_id, month_end, assumption_set
    having
        bool_or(not is_carried_on)
        and (
            {% for value in values %}
                old_{{ value }} is distinct from new_{{ value }}{{ ' or' if not loop.last }}
            {% endfor %}
        )
)

select * from final
