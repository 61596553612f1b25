with

evidence as (
    select * from {{ ref('int_series_evidenced') }}
),

claims as (
    select * from {{ ref('int_claims_dated') }}
),

definitions as (
    select * from {{ ref('int_definitions_dated') }}
),

echoes as (
    select * from {{ ref('int_claims_echoed') }}
),

-- tellings that a person compared are one statement, or none, as that person says; and so are the echoes of them
voiced as (
    select
        echoes.claim_id,
        coalesce(claims.telling, voices.telling, echoes.voice_id) as voice_id
    from echoes
    inner join claims on echoes.claim_id = claims.claim_id
    inner join claims as voices on echoes.voice_id = voices.claim_id
),

-- only what some cards of a measure say and others deny can set figures apart
disputed as (
    select
        context_id,
        measure,
        aspect
    from definitions
    where answer <> 'unknown'
    group by context_id, measure, aspect
    having count(distinct answer) > 1
),

-- a figure whose card leaves one of these open is of no known definition
defined as (
    select
        claims.claim_id,
        string_agg(definitions.aspect_words || ': ' || definitions.answer, ', ' order by definitions.aspect) as definition
    from claims
    inner join disputed on claims.context_id = disputed.context_id and claims.measure = disputed.measure
    inner join definitions
        on
            disputed.measure = definitions.measure
            and disputed.aspect = definitions.aspect
            and claims.origin_id = definitions.origin_id
            and claims.as_of_last >= coalesce(definitions.since, claims.as_of_last)
            and claims.as_of_last < coalesce(definitions.next_since, date '9999-12-31')
    group by claims.claim_id
    having bool_and(definitions.answer <> 'unknown')
),

final as (
    select
        evidence.context_id,
        evidence.measure,
        evidence.population,
        evidence.place_id as place,
        evidence.series_origin_id as origin_id,
        evidence.assumption_set,
        evidence.starts_on,
        evidence.claim_id,
        evidence.basis,
        evidence.low,
        evidence.high,
        evidence.start_first,
        evidence.start_last,
        evidence.as_of_first as end_first,
        evidence.as_of_last as end_last,
        evidence.bounds_above,
        nullif(evidence.origin_id, 'uncredited') as claim_origin_id,
        evidence.value,
        claims.count_unit,
        defined.definition,
        evidence.published_last as published_on,
        coalesce(voiced.voice_id, evidence.claim_id) as voice_id,
        coalesce(claims.origin_family, nullif(evidence.origin_id, 'uncredited')) as claim_family
    from evidence
    inner join claims on evidence.claim_id = claims.claim_id
    left join voiced on evidence.claim_id = voiced.claim_id
    left join defined on evidence.claim_id = defined.claim_id
)

select * from final
