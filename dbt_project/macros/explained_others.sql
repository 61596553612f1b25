{#- What explain() says of a claim among others: echoes, distortions, conflicts, judgements. -#}

{% macro explained_echoes() %}
    select
        asked.claim_id,
        11,
        '',
        case echoes.relation when 'echo' then 'repeats' else 'speaks for itself' end,
        case when echoes.relation = 'echo' then voices.caption || ' [' || voices.claim_id || ']: ' else '' end || echoes.rule
    from asked
    inner join echoes on asked.claim_id = echoes.claim_id
    inner join fct_claims as voices on echoes.voice_id = voices.claim_id
    union all
    select
        asked.claim_id,
        12,
        coalesce(repeats.published_on, ''),
        'repeated by',
        repeats.caption || ' [' || repeats.claim_id || ']'
    from asked
    inner join echoes on asked.claim_id = echoes.voice_id and echoes.relation = 'echo'
    inner join fct_claims as repeats on echoes.claim_id = repeats.claim_id
{% endmacro %}

{% macro explained_distortions() %}
    select
        asked.claim_id,
        13,
        '',
        'changed in retelling',
        replace(distortions.kind, '_', ' ') || ': ' || distortions.explanation || '. The original: ' || distortions.original_said
        || ' [' || distortions.original_claim_id || ']'
    from asked
    inner join relay_distortions as distortions on asked.claim_id = distortions.claim_id
    union all
    select
        asked.claim_id,
        14,
        '',
        'changed by others',
        replace(distortions.kind, '_', ' ') || ': ' || distortions.explanation || '. The retelling: ' || distortions.said
        || ' [' || distortions.claim_id || ']'
    from asked
    inner join relay_distortions as distortions on asked.claim_id = distortions.original_claim_id
{% endmacro %}

{#- Conflicts with the same voices, once, whichever documents, series and assumption sets they are in; the table conflicts has each. -#}
{% macro explained_conflicts() %}
    select
        party.claim_id,
        15,
        party.status,
        'conflict',
        party.status || ', ' || party.kind || ': cannot hold ' || coalesce('with ' || party.voices, 'by itself')
        || '. Least change: ' || format('{:,}', min(party.least_change))
        || coalesce('. Settled: ' || party.settled_because, '')
        || ' (' || string_agg(distinct party.assumption_set, ', ' order by party.assumption_set) || '; '
        || {{ so_many('count(distinct party.conflict_id)', 'conflict') }} || ', for one ' || min(party.conflict_id) || ')'
    from (
        select
            asked.claim_id,
            conflicts.conflict_id,
            conflicts.assumption_set,
            conflicts.status,
            replace(conflicts.kind, '_', ' ') as kind,
            conflicts.settled_because,
            conflicts.least_change,
            string_agg(distinct voices.caption || ' [' || voices.claim_id || ']', '; ' order by voices.caption || ' [' || voices.claim_id || ']') as voices
        from asked
        inner join conflicts on list_contains(conflicts.claims || conflicts.echo_claims, asked.claim_id)
        left join echoes as own on asked.claim_id = own.claim_id
        left join (
            select
                fct_claims.claim_id,
                coalesce(echoes.voice_id, fct_claims.claim_id) as voice_id
            from fct_claims
            left join echoes on fct_claims.claim_id = echoes.claim_id
        ) as parties
            on
                list_contains(conflicts.claims, parties.claim_id)
                and parties.voice_id <> coalesce(own.voice_id, asked.claim_id)
        left join fct_claims as voices on parties.voice_id = voices.claim_id
        group by all
    ) as party
    group by party.claim_id, party.status, party.kind, party.voices, party.settled_because
{% endmacro %}

{% macro explained_judgements() %}
    select
        asked.claim_id,
        16,
        concat_ws(' ', judgements.decided_at, judgements.judgement_id),
        'judgement',
        replace(judgements.kind, '_', ' ') || coalesce(' ' || judgements.field || ' from ' || coalesce(judgements.from_value, 'nothing')
            || ' to ' || coalesce(judgements.to_value, 'nothing'), '')
        || ', by ' || coalesce('coder ' || judgements.coder || ' apart from others', 'a ' || judgements.role) || ' on ' || strftime(judgements.decided_at, '%Y-%m-%d') || ': ' || judgements.reason
        || ' (' || judgements.judgement_id || ', ' || judgements.state || ')'
    from asked
    inner join judgements on list_contains(judgements.claims, asked.claim_id)
{% endmacro %}
