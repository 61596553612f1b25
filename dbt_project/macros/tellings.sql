{#- Claims with the days they speak of and the bounds they carry. Claims of one origin family that give one number are one telling: a repeat never
    moves its date forward, and says no more than any who told it before, so that a hedge lost on the way tightens nothing. A figure that a
    document dates itself repeats only tellings of the same days. Where nobody is credited, whoever gave the number before is repeated. -#}
{% macro dated(claims) %}
{%- set key = 'context_id, measure, population, place_id, series_basis, number_said, listener' -%}
{%- set bounds = [('a0_low', 'min'), ('a0_high', 'max'), ('a1_low', 'min'), ('a1_high', 'max'), ('a2_high', 'max')] -%}
with

credited as (
    select
        *,
        case when len(apart_from) > 0 then claim_id else '' end as listener,
        case when origin_id <> 'uncredited' then coalesce(origin_family, origin_id) end as family
    from {{ claims }}
),

-- where a person found claims of two families to be one figure, the families are one voice for that number
voiced as (
    select
        * exclude (family),
        coalesce(telling, case when family is not null then min(telling) over of_family end, family) as voice
    from credited
    window of_family as (partition by context_id, measure, population, place_id, series_basis, number_said, family)
),

-- each claim is heard as its own voice; what nobody is credited with is compared with everybody. A hedge is heard before anybody has looked at it.
spoken as (
    select
        *,
        unnest(case when voice is null then [''] else [voice, ''] end) as heard_as
    from voiced
    where
        window_exclusion is null
        or window_exclusion = 'not yet looked at by a person'
),

-- a claim that a person told apart from others hears everybody but them
heard as (
    select * replace ('' as listener) from spoken
    union all
    select others.* replace (listening.claim_id as listener)
    from spoken as listening
    inner join spoken as others
        on
            listening.context_id = others.context_id
            and listening.measure = others.measure
            and listening.population = others.population
            and listening.place_id = others.place_id
            and listening.series_basis = others.series_basis
            and listening.number_said = others.number_said
            and listening.heard_as = others.heard_as
    where
        listening.listener <> ''
        and not list_contains(listening.apart_from, others.claim_id)
),

-- what holds a day: a date of the document's own, and the first that is heard of the number
held as (
    select
        *,
        not date_stands_in or row_number() over in_time = 1 as holds_a_day
    from heard
    window in_time as (partition by {{ key }}, heard_as order by stated_first nulls first, published_last nulls last, claim_id)
),

reached as (
    select
        *,
        coalesce(stated_first > max(case when holds_a_day then as_of_last end) over (
            partition by {{ key }}, heard_as
            order by stated_first nulls first, published_last nulls last, claim_id
            rows between unbounded preceding and 1 preceding
        ), false) as is_later
    from held
),

-- tellings whose days touch are of one occasion; a date that only the publication lends, and that lies beyond, is of none
tellings as (
    select
        * exclude (holds_a_day, is_later),
        case
            when holds_a_day or not is_later then count(*) filter (where holds_a_day and is_later) over (
                partition by {{ key }}, heard_as
                order by stated_first nulls first, published_last nulls last, claim_id
                rows unbounded preceding
            )
        end as occasion
    from reached
),

retold as (
    select
        claim_id,
        heard_as,
        listener,
        min(least(stated_first, published_first)) filter (where stated_first is not null) over of_number as first_seen_on,
        case when date_stands_in then row_number() over by_number else row_number() over by_occasion end > 1 as is_repeat,
        {% for bound, loosest in bounds %}
        case
            when date_stands_in then case when bool_and({{ bound }} is not null) over before then {{ loosest }}({{ bound }}) over before end
            when bool_and({{ bound }} is not null) over before_on_occasion then {{ loosest }}({{ bound }}) over before_on_occasion
        end as told_{{ bound }}{{ ',' if not loop.last }}
        {% endfor %}
    from tellings
    window
        of_number as (partition by {{ key }}, heard_as),
        by_number as (partition by {{ key }}, heard_as order by published_last nulls last, voice is null, claim_id),
        by_occasion as (partition by {{ key }}, heard_as, occasion order by published_last nulls last, voice is null, claim_id),
        before as (partition by {{ key }}, heard_as order by published_last nulls last range unbounded preceding),
        before_on_occasion as (partition by {{ key }}, heard_as, occasion order by published_last nulls last range unbounded preceding)
)

select
    voiced.* exclude (voice, listener),
    coalesce(retold.is_repeat, false) as is_repeat,
    -- where the document gives no date, the figure is as old as the first time it was seen
    case when voiced.date_stands_in then least(voiced.stated_first, retold.first_seen_on) else voiced.stated_first end as as_of_first,
    {% for bound, _ in bounds %}
    case when retold.claim_id is null then voiced.{{ bound }} else retold.told_{{ bound }} end as told_{{ bound }}{{ ',' if not loop.last }}
    {% endfor %}
from voiced
left join retold
    on
        voiced.claim_id = retold.claim_id
        and voiced.listener = retold.listener
        and coalesce(voiced.voice, '') = retold.heard_as
{% endmacro %}
