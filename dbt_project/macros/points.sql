{#- From claims to points, as one text for two uses: the models of a refresh, and the macros that replay in
    the published file what was known on a day. Running totals in closed form: the monotone case of partial identification (Manski 2003). Every argument is a relation. -#}

{#- What each claim says in each series it enters and under each assumption set: its origin's, that of its origin's family where the family has
    several bodies, and the one over all origins. -#}
{% macro evidenced(claims) %}
with

bodies as (
    select
        *,
        origin_id as series_origin_id,
        true as bounds_above
    from {{ claims }}
    where
        window_exclusion is null
        and origin_id <> 'uncredited'
),

families as (
    select
        *,
        'family: ' || origin_family as series_origin_id,
        true as bounds_above
    from {{ claims }}
    where
        window_exclusion is null
        and family_has_bodies
),

over_all as (
    select
        *,
        'all' as series_origin_id,
        -- over all origins only a register, taken to be complete, bounds the truth from above
        coverage = 'register' as bounds_above
    from {{ claims }}
    -- an estimate is a layer of its own: it never makes a bound with counts
    where
        window_exclusion is null
        and coverage <> 'estimate'
),

entering as (
    select * from bodies
    union all
    select * from families
    union all
    select * from over_all
)

select
    entering.claim_id,
    entering.context_id,
    entering.measure,
    entering.population,
    entering.place_id,
    entering.series_origin_id,
    entering.origin_id,
    sets.assumption_set,
    entering.series_basis as basis,
    entering.qualifier,
    entering.value,
    entering.value_low,
    entering.value_high,
    case sets.assumption_set when 'A0' then entering.told_a0_low else entering.told_a1_low end as low,
    case sets.assumption_set
        when 'A0' then entering.told_a0_high
        when 'A1' then entering.told_a1_high
        else entering.told_a2_high
    end as high,
    entering.bounds_above,
    entering.is_repeat,
    entering.starts_on,
    entering.start_first,
    entering.start_last,
    entering.as_of_first,
    entering.as_of_last,
    entering.published_first,
    entering.published_last
from entering
cross join (values ('A0'), ('A1'), ('A2')) as sets (assumption_set)
{% endmacro %}

{#- Bounds at month ends. A total reached by a date holds for every later month, and a total not exceeded at a date for every earlier month. Cost
    grows as n log n with the claims: they become one step a month before anything meets the calendar. A bound names the claims of the month
    that made it; they are looked up for the steps alone, so the claims are read again and not kept. -#}
{% macro bounded(evidence, months) %}
{%- set key = 'context_id, measure, population, place_id, series_origin_id, assumption_set' -%}
with

totals as not materialized (
    select
        {{ key }},
        claim_id,
        value,
        value_low,
        value_high,
        low,
        as_of_first,
        -- what was told before the calendar begins holds from its first month on
        last_day(greatest(as_of_last, starts_on)) as told_month,
        case
            when as_of_first = last_day(as_of_first) then as_of_first
            else last_day(as_of_first - interval 1 month)
        end as month_before,
        case when bounds_above then high end as usable_high
    from {{ evidence }}
    where basis = 'cumulative'
),

-- an undated total is reported in no month: it only bounds
reached as (
    select
        {{ key }},
        told_month as month_end,
        max(low) as low,
        min(coalesce(value, value_low)) filter (where as_of_first is not null) as reported_low,
        max(coalesce(value, value_high)) filter (where as_of_first is not null) as reported_high,
        list(claim_id order by claim_id) filter (where as_of_first is not null) as reported_claims
    from totals
    group by {{ key }}, told_month
),

kept as (
    select
        {{ key }},
        month_before as month_end,
        min(usable_high) as high
    from totals
    where
        month_before is not null
        and usable_high is not null
    group by {{ key }}, month_before
),

calendar as (
    select
        series.*,
        months.month_end
    from (select distinct {{ key }} from reached) as series
    inner join {{ months }} as months on series.context_id = months.context_id
),

stepped as (
    select
        calendar.*,
        reached.reported_low,
        reached.reported_high,
        reached.reported_claims,
        max(reached.low) over earlier as bound_low,
        min(kept.high) over later as bound_high
    from calendar
    left join reached on {{ same_point('calendar', 'reached') }}
    left join kept on {{ same_point('calendar', 'kept') }}
    window
        earlier as (
            partition by {{ of_series('calendar') }}
            order by calendar.month_end rows unbounded preceding
        ),
        later as (
            partition by {{ of_series('calendar') }}
            order by calendar.month_end desc rows unbounded preceding
        )
),

-- a lower bound was made in the first month that has it, an upper bound in the last
made as (
    select
        *,
        min(month_end) over (partition by {{ key }}, bound_low) as low_month,
        max(month_end) over (partition by {{ key }}, bound_high) as high_month
    from stepped
),

lowest as (
    select
        {{ of_series('totals') }},
        totals.told_month as month_end,
        list(totals.claim_id order by totals.claim_id) as low_claims
    from totals
    inner join made on {{ same_point('totals', 'made', 'told_month') }}
    where
        made.month_end = made.low_month
        and totals.low = made.bound_low
    group by {{ of_series('totals') }}, totals.told_month
),

highest as (
    select
        {{ of_series('totals') }},
        totals.month_before as month_end,
        list(totals.claim_id order by totals.claim_id) as high_claims
    from totals
    inner join made on {{ same_point('totals', 'made', 'month_before') }}
    where
        made.month_end = made.high_month
        and totals.usable_high = made.bound_high
    group by {{ of_series('totals') }}, totals.month_before
)

select
    made.context_id,
    made.measure,
    made.population,
    made.place_id as place,
    made.series_origin_id as origin_id,
    made.assumption_set,
    made.month_end,
    made.reported_low,
    made.reported_high,
    made.reported_claims,
    made.bound_low,
    made.bound_high,
    lowest.low_claims as bound_low_claims,
    highest.high_claims as bound_high_claims,
    coalesce(made.bound_low > made.bound_high, false) as contested
from made
left join lowest on {{ same_point('made', 'lowest', 'low_month') }}
left join highest on {{ same_point('made', 'highest', 'high_month') }}
where
    made.bound_low is not null
    or made.bound_high is not null
    or made.reported_claims is not null
{% endmacro %}

{#- What was said of a stock in a month, and the hull of what is surely of that month. -#}
{% macro stocked(evidence) %}
with

evidence as (
    select
        *,
        -- a figure that may be of another month is reported in the month it was told in and bounds none
        last_day(as_of_first) = last_day(as_of_last) as is_of_month
    from {{ evidence }}
    where basis = 'stock'
),

bounding as (
    select
        *,
        case when is_of_month then low end as usable_low,
        case when is_of_month and bounds_above then high end as usable_high
    from evidence
),

-- a stock can rise and fall, so a figure speaks for its own month only and a month without one has no point
points as (
    select
        context_id,
        measure,
        population,
        place_id as place,
        series_origin_id as origin_id,
        assumption_set,
        last_day(as_of_last) as month_end,
        min(coalesce(value, value_low)) as reported_low,
        max(coalesce(value, value_high)) as reported_high,
        list(claim_id order by claim_id) as reported_claims,
        list(claim_id order by claim_id) filter (where is_of_month) as bounding_claims,
        case when count(usable_low) = count(*) filter (where is_of_month) then min(usable_low) end as bound_low,
        case when count(usable_high) = count(*) filter (where is_of_month) then max(usable_high) end as bound_high,
        max(usable_low) > min(usable_high) as contested
    from bounding
    group by context_id, measure, population, place_id, series_origin_id, assumption_set, last_day(as_of_last)
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        assumption_set,
        month_end,
        reported_low,
        reported_high,
        reported_claims,
        bound_low,
        bound_high,
        case when bound_low is not null then bounding_claims end as bound_low_claims,
        case when bound_high is not null then bounding_claims end as bound_high_claims,
        coalesce(contested, false) as contested
    from points
)

select * from final
{% endmacro %}

{#- Every month from the start of a context to its newest figure or publication. -#}
{% macro spined(claims) %}
with

spans as (
    select
        context_id,
        last_day(min(starts_on)) as first_month_end,
        max(last_day(greatest(as_of_last, coalesce(published_last, as_of_last)))) as last_month_end
    from {{ claims }}
    where context_id is not null
    group by context_id
)

select
    context_id,
    last_day(cast(unnest(generate_series(first_month_end, last_month_end, interval 1 month)) as date)) as month_end
from spans
{% endmacro %}

{% macro of_series(relation) -%}
    {{ relation }}.context_id, {{ relation }}.measure, {{ relation }}.population, {{ relation }}.place_id, {{ relation }}.series_origin_id,
    {{ relation }}.assumption_set
{%- endmacro %}

{% macro same_point(one, other, month='month_end') -%}
    {{ one }}.context_id = {{ other }}.context_id
        and {{ one }}.measure = {{ other }}.measure
        and {{ one }}.population = {{ other }}.population
        and {{ one }}.place_id = {{ other }}.place_id
        and {{ one }}.series_origin_id = {{ other }}.series_origin_id
        and {{ one }}.assumption_set = {{ other }}.assumption_set
        and {{ one }}.{{ month }} = {{ other }}.month_end
{%- endmacro %}
