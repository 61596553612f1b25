with

refreshes as (
    select * from {{ source('lake', 'refreshes') }}
),

final as (
    select
        version,
        cast(started_at as timestamp) as started_at,
        git_revision,
        extractor_version,
        folders_read,
        documents_accepted,
        documents_duplicate,
        documents_quarantined,
        codings_read,
        codings_accepted,
        codings_duplicate,
        codings_quarantined,
        claims_extracted
    from refreshes
)

select * from final
