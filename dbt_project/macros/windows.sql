{#- The bounds of any window of days, answered in the published file from the windows that series_windows holds. Both days are included, there and
    here. At least as much happened in a window as in any window inside it, at most as much as in any that covers it; and what happened from one
    day to another is what had happened by the second less what had happened before the first. So no answer is tighter than the claims prove
    (orchestration/series/windows.py), and at month ends it is what they prove. People held are no sum over days: they answer for the one day. -#}

{% macro window_of() %}
{%- set series = 'context_id, population, place, origin_id, assumption_set' -%}
with

windows as (
    select
        {{ series }},
        from_date,
        to_date,
        low,
        high,
        low_claims,
        high_claims,
        rule,
        -- where claims contradict one another the wide bounds answer; the strict ones only tell whether the contradiction matters
        starts_with(rule, 'intersection') as is_strict,
        [{'from_date': from_date, 'to_date': to_date, 'rule': rule}] as itself
    from series_windows
    where
        series_windows.measure = of_measure
        and (of_measure <> 'persons_held' or (from_date = cast(from_day as date) and to_date = cast(to_day as date)))
        and cast(from_day as date) <= cast(to_day as date)
),

-- the totals since one day, by the last day asked for and by the eve of the first
ends as (
    select * from windows
    where from_date <= cast(from_day as date)
),

candidates as (
    select
        {{ series }},
        is_strict,
        'low' as side,
        low as number,
        low_claims as claims,
        itself as made_of,
        to_date - from_date as days
    from windows
    where
        from_date >= cast(from_day as date)
        and to_date <= cast(to_day as date)
    union all
    select
        {{ series }},
        is_strict,
        'high',
        high,
        high_claims,
        itself,
        from_date - to_date
    from windows
    where
        from_date <= cast(from_day as date)
        and to_date >= cast(to_day as date)
    {% for side, other, by_the_last, before_the_first in [('low', 'high', '<=', '>='), ('high', 'low', '>=', '<=')] %}
    union all
    select
        {{ series }},
        is_strict,
        '{{ side }}',
        last_day_total.{{ side }} - first_eve_total.{{ other }},
        list_distinct(last_day_total.{{ side }}_claims || first_eve_total.{{ other }}_claims),
        last_day_total.itself || first_eve_total.itself,
        0
    from ends as last_day_total
    inner join ends as first_eve_total using ({{ series }}, is_strict, from_date)
    where
        last_day_total.to_date {{ by_the_last }} cast(to_day as date)
        and first_eve_total.to_date {{ before_the_first }} cast(from_day as date) - 1
    {% endfor %}
),

-- of the windows that prove the same, the one nearest to what was asked
best as (
    select * from candidates
    where number is not null
    qualify row_number() over (
        partition by {{ series }}, is_strict, side
        order by case side when 'low' then -number else number end, len(made_of), days desc, made_of, claims
    ) = 1
),

answers as (
    select
        {{ series }},
        is_strict,
        greatest(coalesce(any_value(number) filter (where side = 'low'), 0), 0) as low,
        any_value(number) filter (where side = 'high') as high,
        coalesce(any_value(claims) filter (where side = 'low' and number > 0), []) as low_claims,
        coalesce(any_value(claims) filter (where side = 'high'), []) as high_claims,
        coalesce(any_value(made_of) filter (where side = 'low' and number > 0), []) as low_windows,
        coalesce(any_value(made_of) filter (where side = 'high'), []) as high_windows
    from best
    group by {{ series }}, is_strict
)

select
    {{ series }},
    coalesce(wide.low, 0) as low,
    wide.high,
    coalesce(
        strict.low > coalesce(wide.low, 0)
        or (strict.high is not null and wide.high is null)
        or strict.high < wide.high,
        false
    )
    or list_contains(list_transform(wide.low_windows || wide.high_windows, lambda used: contains(used.rule, 'set aside')), true) as contested,
    coalesce(wide.low_claims, []) as low_claims,
    coalesce(wide.high_claims, []) as high_claims,
    coalesce(wide.low_windows, []) as low_windows,
    coalesce(wide.high_windows, []) as high_windows
from (select * from answers where not is_strict) as wide
full outer join (select * from answers where is_strict) as strict using ({{ series }})
order by {{ series }}
{% endmacro %}
