with

withheld as (
    select * from {{ source('lake', 'withheld') }}
),

final as (
    select
        document_id,
        claim_id,
        found_in,
        text_hash,
        start,
        length,
        kind,
        rule,
        language,
        shown
    from withheld
)

select * from final
