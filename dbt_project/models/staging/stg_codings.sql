with

codings as (
    select * from {{ source('lake', 'codings') }}
),

final as (
    select
        context_id,
        file,
        line,
        outcome,
        coding_id,
        document_id
    from codings
)

select * from final
