with

claims as (
    select * from {{ ref('int_claims_figured') }}
),

captions as (
    select * from {{ ref('int_claims_captioned') }}
),

echoes as (
    select * from {{ ref('echoes') }}
),

told as (
    select
        claims.*,
        captions.caption,
        echoes.relation,
        echoes.independent_families
    from claims
    inner join captions on claims.claim_id = captions.claim_id
    left join echoes on claims.claim_id = echoes.claim_id
),

final as (
    select
        figure_id,
        arg_min(caption, concat_ws(' ', coalesce(published_last, date '9999-12-31'), claim_id)) as caption,
        context_id,
        measure,
        other_measure,
        population,
        population_detail,
        place_id as place,
        circumstance,
        origin_id,
        basis,
        qualifier,
        value,
        value_low,
        value_high,
        a1_low,
        a1_high,
        period_start,
        case when period_is_implied then null else period_end end as period_end,
        period_is_implied,
        min(as_of_first) as as_of_first,
        min(as_of_last) as as_of_last,
        min(published_first) as first_published_on,
        max(published_last) as last_published_on,
        count(*) as claim_count,
        count(distinct document_id) as document_count,
        count(distinct source_id) as source_count,
        count(*) filter (where series_exclusion is null) as claims_in_series,
        count(*) filter (where relation = 'echo') as echo_count,
        coalesce(max(independent_families), 0) as independent_families,
        count(*) filter (where review_status = 'machine') as unreviewed_claim_count
    from told
    group by
        figure_id,
        context_id,
        measure,
        other_measure,
        population,
        population_detail,
        place_id,
        circumstance,
        origin_id,
        basis,
        qualifier,
        value,
        value_low,
        value_high,
        a1_low,
        a1_high,
        period_start,
        case when period_is_implied then null else period_end end,
        period_is_implied
)

select * from final
