with

claims as (
    select * from {{ ref('stg_claims') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

origins as (
    select * from {{ ref('stg_origins') }}
),

families as (
    select
        family,
        count(*) as bodies
    from origins
    group by family
),

origin_names as (
    select * from {{ ref('stg_origin_names') }}
),

facility_names as (
    select * from {{ ref('stg_facility_names') }}
),

final as (
    select
        claims.*,
        case
            when claims.origin is null then 'uncredited'
            else coalesce(origin_names.origin_id, 'uncatalogued: ' || lower(trim(claims.origin)))
        end as origin_id,
        coalesce(origins.coverage, 'relay') as coverage,
        origins.family as origin_family,
        coalesce(families.bodies > 1, false) as family_has_bodies,
        facility_names.facility_id,
        case
            when claims.place is null then 'national'
            else coalesce(facility_names.facility_id, 'uncatalogued: ' || lower(trim(claims.place)))
        end as place_id,
        documents.source_id,
        {{ first_day('documents.published_on') }} as published_first,
        {{ last_day('documents.published_on') }} as published_last,
        -- a stock without a date of its own is that of the day it was published
        coalesce(claims.period_end, case when claims.basis = 'stock' then claims.published_on end) as as_of
    from claims
    inner join documents on claims.document_id = documents.document_id
    left join origin_names
        on
            claims.context_id = origin_names.context_id
            and lower(trim(claims.origin)) = origin_names.origin_name
    left join origins on origin_names.origin_id = origins.origin_id
    left join families on origins.family = families.family
    left join facility_names
        on
            claims.context_id = facility_names.context_id
            and lower(trim(claims.place)) = facility_names.facility_name
)

select * from final
