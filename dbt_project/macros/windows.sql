{#- The bounds of any window of days, answered in the published file from the windows that series_windows holds. Both days are included, there and
    here. At least as much happened in a window as in any window inside it, at most as much as in any that covers it; and what happened from one
    day to another is what had happened by the second less what had happened before the first. So no answer is tighter than the claims prove
    (orchestration/series/windows.py), and at month ends it is what they prove. People held are no sum over days: they answer for the one day. -#}

{% macro window_of() %}
{%- set series = 'context_id, population, place, origin_id, assumption_set' -%}
with

-- a question that has no answer is refused: no row would read as if nothing were known
asked as (
    select case
        when not coalesce(list_contains((select list(distinct series_windows.measure) from series_windows), of_measure), false)
            then error('no windows of this measure: see series_windows')
        when cast(from_day as date) > cast(to_day as date) then error('from_day lies after to_day')
        when of_measure = 'persons_held' and cast(from_day as date) <> cast(to_day as date)
            then error('people held are no sum over days: give one day twice')
    end as refusal
),

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
    cross join asked
    where
        asked.refusal is null
        and series_windows.measure = of_measure
        and (of_measure <> 'persons_held' or (from_date = cast(from_day as date) and to_date = cast(to_day as date)))
),

-- what had happened since a day: by the last day asked for, and by the eve of the first
totals as (
    select
        {{ series }},
        is_strict,
        {% for name, bound, most, on, day in [
            ('low_by_the_last', 'low', 'max', '<=', 'cast(to_day as date)'), ('low_by_the_eve', 'low', 'max', '<=', 'cast(from_day as date) - 1'),
            ('high_by_the_last', 'high', 'min', '>=', 'cast(to_day as date)'), ('high_by_the_eve', 'high', 'min', '>=', 'cast(from_day as date) - 1')
        ] %}
        arg_{{ most }}(
            {'number': {{ bound }}, 'claims': {{ bound }}_claims, 'itself': itself}, {'number': {{ bound }}, 'to_date': to_date}
        ) filter (where {{ bound }} is not null and to_date {{ on }} {{ day }}) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from windows
    where from_date < cast(from_day as date)
    group by {{ series }}, is_strict, from_date
),

candidates as (
    select
        {{ series }},
        is_strict,
        'low' as side,
        {'number': low, 'claims': low_claims, 'windows': itself} as answer,
        -- of the windows that prove the same, the one nearest to what was asked
        {'number': low, 'windows': -1, 'days': to_date - from_date, 'from_date': from_date} as preference
    from windows
    where
        from_date >= cast(from_day as date)
        and to_date <= cast(to_day as date)
    union all
    select
        {{ series }},
        is_strict,
        'high',
        {'number': high, 'claims': high_claims, 'windows': itself},
        {'number': -high, 'windows': -1, 'days': from_date - to_date, 'from_date': from_date}
    from windows
    where
        high is not null
        and from_date <= cast(from_day as date)
        and to_date >= cast(to_day as date)
    {% for side, other, sign in [('low', 'high', ''), ('high', 'low', '-')] %}
    union all
    select
        {{ series }},
        is_strict,
        '{{ side }}',
        {
            'number': {{ side }}_by_the_last.number - {{ other }}_by_the_eve.number,
            'claims': list_sort(list_distinct({{ side }}_by_the_last.claims || {{ other }}_by_the_eve.claims)),
            'windows': {{ side }}_by_the_last.itself || {{ other }}_by_the_eve.itself
        },
        {
            'number': {{ sign }}({{ side }}_by_the_last.number - {{ other }}_by_the_eve.number),
            'windows': -2,
            'days': 0,
            'from_date': {{ side }}_by_the_last.itself[1].from_date
        }
    from totals
    where
        {{ side }}_by_the_last is not null
        and {{ other }}_by_the_eve is not null
    {% endfor %}
),

answers as (
    select
        {{ series }},
        is_strict,
        arg_max(answer, preference) filter (where side = 'low' and answer.number > 0) as low,
        arg_max(answer, preference) filter (where side = 'high') as high
    from candidates
    group by {{ series }}, is_strict
    having low is not null or high is not null
)

select
    {{ series }},
    coalesce(wide.low.number, 0) as low,
    wide.high.number as high,
    coalesce(strict.low.number, 0) > coalesce(wide.low.number, 0)
    or coalesce(strict.high.number < wide.high.number, strict.high is not null and wide.high is null, false)
    or coalesce(contains(cast(list_concat(wide.low.windows, wide.high.windows) as varchar), 'set aside'), false) as contested,
    coalesce(wide.low.claims, []) as low_claims,
    coalesce(wide.high.claims, []) as high_claims,
    coalesce(wide.low.windows, []) as low_windows,
    coalesce(wide.high.windows, []) as high_windows
from (select * from answers where not is_strict) as wide
full outer join (select * from answers where is_strict) as strict using ({{ series }})
order by {{ series }}
{% endmacro %}
