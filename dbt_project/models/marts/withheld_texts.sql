with

withheld as (
    select * from {{ ref('stg_withheld') }}
),

final as (
    select
        md5(concat_ws('/', coalesce(document_id, ''), coalesce(claim_id, ''), found_in, kind, rule)) as withheld_id,
        document_id,
        claim_id,
        found_in,
        kind,
        rule,
        language,
        count(*) as stretch_count,
        case kind
            when 'name' then 'it may name a private person'
            when 'identifier' then 'it is the number of a document or file of one person'
            when 'phone' then 'it is a telephone number'
            when 'email' then 'it is an e-mail address'
            when 'address' then 'it is a street address'
            when 'page' then 'the address of the page or folder carries a name'
            when 'count' then 'it counts few people of one sex or age at one place'
        end as reason
    from withheld
    group by document_id, claim_id, found_in, kind, rule, language
)

select * from final
