with

claims as (
    select * from {{ ref('int_claims_dated') }}
),

contexts as (
    select * from {{ ref('stg_contexts') }}
),

origins as (
    select * from {{ ref('stg_origins') }}
),

facilities as (
    select * from {{ ref('stg_facilities') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
),

worded as (
    select
        claims.claim_id,
        case when claims.stance = 'asserted' then '' else claims.stance || ': ' end as stance,
        {{ number_in_words('claims') }} as number,
        {{ counted_in_words('claims') }} as counted,
        case when claims.population = 'all' then '' else ' (' || coalesce(claims.population_detail, claims.population) || ')' end as population,
        case when claims.circumstance is null then '' else ', ' || replace(claims.circumstance, '_', ' ') end as circumstance,
        coalesce(' in ' || facilities.name, ' in ' || claims.place, ' in ' || contexts.country, '') as place,
        {{ window_in_words('claims', 'contexts.starts_on') }} as span,
        case
            when claims.origin is null then ', nobody credited'
            else ', according to ' || coalesce(origins.name, claims.origin)
        end as origin,
        ' (' || sources.name || coalesce(', ' || claims.published_on, ', undated') || ')' as told
    from claims
    inner join sources on claims.source_id = sources.source_id
    left join contexts on claims.context_id = contexts.context_id
    left join origins on claims.origin_id = origins.origin_id
    left join facilities on claims.facility_id = facilities.facility_id
),

sentences as (
    select
        claim_id,
        stance || number || ' ' || counted || population || circumstance || place || span || origin || told as sentence
    from worded
),

final as (
    select
        claim_id,
        upper(left(sentence, 1)) || substr(sentence, 2) as caption
    from sentences
)

select * from final
