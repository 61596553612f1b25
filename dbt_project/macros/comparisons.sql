{#- What people decided about claims that state one figure, or do not. Claims linked by decisions are one figure, however many decisions link them;
    two figures that are told apart are apart in every telling of theirs. -#}
{% macro compared(judgements) %}
with recursive

named as (
    select
        judgement_id,
        kind,
        decided_at,
        unnest(claims) as claim_id
    from {{ judgements }}
    where
        state = 'standing'
        and kind in ('same_figure', 'different_figure')
),

pairs as (
    select
        named.kind,
        named.claim_id,
        others.claim_id as other_id
    from named
    inner join named as others on named.judgement_id = others.judgement_id and named.claim_id <> others.claim_id
),

linked as (
    select
        claim_id,
        other_id
    from pairs
    where kind = 'same_figure'
    union
    select
        linked.claim_id,
        pairs.other_id
    from linked
    inner join pairs on linked.other_id = pairs.claim_id and pairs.kind = 'same_figure'
),

-- a figure is named by the least of its claims
members as (
    select
        named.claim_id,
        coalesce(min(linked.other_id), named.claim_id) as figure,
        count(linked.other_id) > 0 as is_linked,
        arg_max(named.judgement_id, named.decided_at) as judgement_id
    from named
    left join linked on named.claim_id = linked.claim_id
    group by named.claim_id
),

apart as (
    select
        members.claim_id,
        list(distinct others.claim_id order by others.claim_id) as apart_from
    from pairs
    inner join members as one on pairs.claim_id = one.claim_id
    inner join members as other on pairs.other_id = other.claim_id
    inner join members on one.figure = members.figure
    inner join members as others on other.figure = others.figure
    where pairs.kind = 'different_figure'
    group by members.claim_id
)

select
    members.claim_id,
    case when members.is_linked then 'one figure: ' || members.figure end as telling,
    coalesce(apart.apart_from, []) as apart_from,
    members.judgement_id
from members
left join apart on members.claim_id = apart.claim_id
{% endmacro %}
