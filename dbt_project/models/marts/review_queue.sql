with

claims as (
    select * from {{ ref('fct_claims') }}
),

conflicts as (
    select * from {{ ref('conflicts') }}
),

judgements as (
    select * from {{ ref('judgements') }}
),

passages as (
    select
        passage_id,
        lag(text) over in_document as sentence_before,
        lead(text) over in_document as sentence_after
    from {{ ref('stg_passages') }}
    window in_document as (partition by document_id order by position)
),

named as (
    select * from {{ ref('int_points_named') }}
),

weights as (
    select
        named.claim_id,
        count(*) as points,
        count(*) filter (where named.is_unseen) as points_unseen
    from named
    group by named.claim_id
),

-- a judgement without effect asks for another look at every claim it names
looked_at_again as (
    select distinct unnest(claims) as claim_id
    from judgements
    where
        state = 'needs_look'
        and coder is null
),

claims_waiting as (
    select
        'claim' as item_kind,
        claims.claim_id as item_id,
        case when claims.claim_id in (select claim_id from looked_at_again) then 'needs_look' else 'unreviewed' end as why,
        claims.context_id,
        claims.measure,
        claims.caption,
        coalesce(weights.points, 0) as points,
        coalesce(weights.points_unseen, 0) as points_unseen,
        coalesce(pair_weights.points, 0) as points_of_pair,
        passages.sentence_before,
        passages.sentence_after
    from claims
    left join weights on claims.claim_id = weights.claim_id
    left join weights as pair_weights on claims.paired_claim_id = pair_weights.claim_id
    left join passages on claims.passage_id = passages.passage_id
    where
        claims.review_status = 'machine'
        or claims.claim_id in (select claim_id from looked_at_again)
),

sides as (
    select distinct
        conflict_id,
        unnest(claims) as claim_id
    from conflicts
    where status = 'open'
),

conflict_weights as (
    select
        sides.conflict_id,
        count(distinct named.point) as points,
        count(distinct case when named.is_unseen then named.point end) as points_unseen
    from sides
    left join named on sides.claim_id = named.claim_id
    group by sides.conflict_id
),

conflicts_open as (
    select
        'conflict' as item_kind,
        conflicts.conflict_id as item_id,
        'open' as why,
        any_value(conflicts.context_id) as context_id,
        min(conflicts.measure) as measure,
        min(array_to_string(conflicts.said, ' / ')) as caption,
        any_value(conflict_weights.points) as points,
        any_value(conflict_weights.points_unseen) as points_unseen,
        0 as points_of_pair,
        cast(null as varchar) as sentence_before,
        cast(null as varchar) as sentence_after
    from conflicts
    inner join conflict_weights on conflicts.conflict_id = conflict_weights.conflict_id
    group by conflicts.conflict_id
),

waiting as (
    select * from claims_waiting
    union all
    select * from conflicts_open
),

final as (
    select
        row_number() over (order by points desc, points_unseen desc, points_of_pair desc, why asc, item_kind asc, item_id asc) as position,
        *
    from waiting
)

select * from final
