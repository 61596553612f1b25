{#- What was known on a day, replayed in the published file by the text that makes the series: table macros over claim_versions. -#}

{% macro claims_as_known() %}
with

decided as (
    select *
    from judgements
    where takes_effect_on <= cast(known_on as date)
),

comparisons as ({{ compared('decided') }})

select
    claim_versions.* replace (
        comparisons.telling as telling,
        coalesce(comparisons.apart_from, []) as apart_from
    )
from claim_versions
left join comparisons on claim_versions.claim_id = comparisons.claim_id
where
    claim_versions.known_from <= cast(known_on as date)
    and (claim_versions.known_to is null or claim_versions.known_to > cast(known_on as date))
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
