with

versions as (
    select * from {{ ref('int_claims_weighed') }}
),

final as (
    select
        * replace (
            case when known_to is not null then 'withdrawn or replaced by its source' else window_exclusion end as window_exclusion,
            case when known_to is not null then 'withdrawn or replaced by its source' else series_exclusion end as series_exclusion
        )
    from versions
    where is_latest
)

select * from final
