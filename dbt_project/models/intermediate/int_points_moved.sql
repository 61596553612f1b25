{% set values = ['bound_low', 'bound_high', 'reported_low', 'reported_high', 'contested'] %}
with

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
    from {{ ref('int_points_published') }}
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

grouped as (
    select
        faced.measure,
        faced.context_id,
        faced.population,
        faced.place,
        faced.origin_id,
        faced.month_end,
        faced.assumption_set,
        {% for value in values %}
            any_value(faced.{{ value }}) filter (where not faced.is_new) as old_{{ value }},
            any_value(faced.{{ value }}) filter (where faced.is_new) as new_{{ value }},
        {% endfor %}
        flatten(list(faced.reported_claims || faced.bound_low_claims || faced.bound_high_claims)) as own_claims,
        flatten(list(disputed.disputed_claims) filter (where faced.contested)) as disputed_claims
    from faced
    left join {{ ref('int_series_disputed') }} as disputed
        on
            faced.context_id = disputed.context_id
            and faced.measure = disputed.measure
            and faced.population = disputed.population
            and faced.place = disputed.place
            and faced.origin_id = disputed.origin_id
            and faced.assumption_set = disputed.assumption_set
            and faced.is_new = disputed.is_new
    -- nothing has moved before there is something to move from
    where (select count(*) from {{ ref('int_points_published') }}) > 0
    group by
        faced.measure, faced.context_id, faced.population, faced.place, faced.origin_id, faced.month_end, faced.assumption_set
    having
        bool_or(not faced.is_carried_on)
        and (
            {% for value in values %}
                old_{{ value }} is distinct from new_{{ value }}{{ ' or' if not loop.last }}
            {% endfor %}
        )
),

final as (
    select
        * exclude (own_claims, disputed_claims),
        list_sort(list_distinct(
            own_claims || case when old_contested is distinct from new_contested then coalesce(disputed_claims, []) else [] end
        )) as claims
    from grouped
)

select * from final
