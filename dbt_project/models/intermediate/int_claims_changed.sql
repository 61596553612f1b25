with

claims as (
    select * from {{ ref('int_claims_held') }}
),

published as (
    select * from {{ ref('int_claims_published') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

published_documents as (
    select * from {{ ref('int_documents_published') }}
),

appeared as (
    select
        claims.claim_id,
        'appeared' as change,
        case
            when claims.document_id in (select document_id from published_documents)
                then case claims.method when 'coded' then 'recoding' else 'method' end
            when claims.folder in (select folder from published_documents) then 'source correction'
            else 'new document'
        end as cause
    from claims
    left join published on claims.claim_id = published.claim_id
    where published.claim_id is null
),

gone as (
    select
        published.claim_id,
        'gone' as change,
        case
            when published.document_id in (select document_id from documents)
                then case published.method when 'coded' then 'recoding' else 'method' end
            when published.folder in (select folder from documents) then 'source correction'
            else 'document withdrawn'
        end as cause
    from published
    left join claims on published.claim_id = claims.claim_id
    where claims.claim_id is null
),

kept as (
    select
        claims.claim_id,
        coalesce(claims.known_to <> published.known_to, claims.known_to is not null) as is_retracted,
        claims.document_id <> published.document_id and claims.folder = published.folder as is_rewritten,
        (claims.judgement_id is distinct from published.judgement_id)
        or (claims.telling is distinct from published.telling)
        or claims.apart_from <> published.apart_from
        or (claims.known_to is null and published.known_to is not null) as is_judged,
        claims.fingerprint <> published.fingerprint as is_read_otherwise,
        claims.method = 'coded' as is_coded,
        -- another document is named, its date of publication was corrected, or it was not coded before or is no longer
        claims.folder <> published.folder
        or (claims.published_on is distinct from published.published_on)
        or claims.is_leading <> published.is_leading as is_described_otherwise
    from claims
    inner join published on claims.claim_id = published.claim_id
),

changed as (
    select
        claim_id,
        'changed' as change,
        unnest([
            case when is_retracted or is_rewritten then 'source correction' end,
            case when is_judged then 'judgement' end,
            case when is_described_otherwise or (is_read_otherwise and is_coded) then 'recoding' end,
            case when is_read_otherwise and not is_coded then 'method' end
        ]) as cause
    from kept
),

final as (
    select * from appeared
    union all
    select * from gone
    union all
    select * from changed
    where cause is not null
)

select * from final
