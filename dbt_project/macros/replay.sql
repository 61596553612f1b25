{#- What was known on a day, replayed in the published file by the text that makes the series: table macros over claim_versions. -#}

{% macro claims_as_known() %}
select *
from claim_versions
where
    known_from <= cast(known_on as date)
    and (known_to is null or known_to > cast(known_on as date))
{% endmacro %}

{% macro series_as_known(measure) %}
with

known as (
    select *
    from claims_as_known(known_on)
),

told as (
    select *
    from known
    where measure = '{{ measure }}'
),

dated as ({{ dated('told') }}),

evidenced as ({{ evidenced('dated') }}),

{% if measure in ('persons_held', 'facility_capacity') %}
points as ({{ stocked('evidenced') }})
{% else %}
months as ({{ spined('known') }}),

points as ({{ bounded('evidenced', 'months') }})
{% endif %}

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
    coalesce(reported_claims, []) as reported_claims,
    coalesce(bound_low_claims, []) as bound_low_claims,
    coalesce(bound_high_claims, []) as bound_high_claims
from points
{% endmacro %}
