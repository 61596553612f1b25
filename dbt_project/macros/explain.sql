{#- A figure or a claim explained in the published file, one readable row a step: what it says, how much it rests on, and for each claim the bounds it
    makes, the words it stands on, the document, the origin, who repeats whom, the conflicts it is in and what people decided. Each part is a
    select of its own over the ctes of explain(): claim_id, place (of the part in the explanation), detail (order within it), what, words. -#}

{% macro explain() %}
{%- set parts = [
    explained_claim(), explained_bounds(), explained_windows(), explained_silence(), explained_sentence(), explained_document(), explained_origin(),
    explained_echoes(), explained_distortions(), explained_conflicts(), explained_judgements()
] -%}
with

-- a whole id, or the beginning that one figure or claim alone has
named as (
    select
        claim_id,
        claim_id as named_id
    from fct_claims
    where starts_with(claim_id, lower(trim(id)))
    union all
    select
        claim_id,
        figure_id as named_id
    from fct_claims
    where starts_with(figure_id, lower(trim(id)))
),

asked as (
    select
        fct_claims.*,
        named.claim_id = named.named_id as is_claim
    from named
    inner join fct_claims on named.claim_id = fct_claims.claim_id
    where
        length(trim(id)) >= 6
        and (select count(distinct named_id) from named) = 1
),

{{ explained_points() }},

opening as (
    select
        case when bool_or(asked.is_claim) then any_value(asked.caption) else any_value(fct_figures.caption) end as caption,
        case
            when count(fct_figures.figure_id) = 0
                then 'no figure: ' || any_value(coalesce(asked.series_exclusion, 'its document does not assert it'))
            else any_value(
                {{ so_many('fct_figures.claim_count', 'claim') }} || ' in '
                || {{ so_many('fct_figures.document_count', 'document') }} || '; '
                || {{ so_many('fct_figures.independent_families', 'independent origin') }} || '; '
                || fct_figures.echo_count || ' of the claims repeat others; '
                || fct_figures.unreviewed_claim_count || ' are machine readings that nobody has looked at'
            )
        end as support
    from asked
    left join fct_figures on asked.figure_id = fct_figures.figure_id
    having count(*) > 0
),

steps as (
    select
        null as claim_id,
        0 as place,
        '' as detail,
        'figure' as what,
        caption as words
    from opening
    union all
    select
        null,
        1,
        '',
        'rests on',
        support
    from opening
    {% for part in parts %}
    union all
    {{ part }}
    {% endfor %}
)

select
    row_number() over (
        order by asked.published_on nulls first, steps.claim_id nulls first, steps.place, steps.detail, steps.words
    ) as step,
    steps.claim_id,
    steps.what,
    steps.words
from steps
left join asked on steps.claim_id = asked.claim_id
where steps.words is not null
order by step
{% endmacro %}

{% macro so_many(number, noun) -%}
    {{ number }} || ' {{ noun }}' || case when {{ number }} = 1 then '' else 's' end
{%- endmacro %}

{% macro series_in_words(points) -%}
    case {{ points }}.origin_id
        when 'all' then 'over all origins'
        else coalesce(dim_origins.name, replace({{ points }}.origin_id, 'family: ', 'the family '))
    end
    || ', ' || coalesce(dim_facilities.name, {{ points }}.place)
    || case {{ points }}.population when 'all' then '' else ', ' || replace({{ points }}.population, '_', ' ') end
{%- endmacro %}

{#- Where the claims stand in the monthly series: one row per series, bound and stretch of months, with the assumption sets it holds under. -#}
{% macro explained_points() %}
points as (
    {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
    select
        '{{ measure }}' as measure,
        null as other_measure,
        population,
        place,
        origin_id,
        assumption_set,
        month_end,
        contested,
        bound_low,
        bound_high,
        reported_claims,
        bound_low_claims,
        bound_high_claims
    from series_{{ measure }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

stood as (
    {% for side, number, claims in [
        ('lower bound', 'bound_low', 'bound_low_claims'), ('upper bound', 'bound_high', 'bound_high_claims'), ('reported', 'null', 'reported_claims')
    ] %}
    select
        unnest({{ claims }}) as claim_id,
        '{{ side }}' as side,
        {{ number }} as bound,
        points.* exclude (bound_low, bound_high, reported_claims, bound_low_claims, bound_high_claims)
    from points
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

stretched as (
    select
        * exclude (assumption_set),
        string_agg(assumption_set, ', ' order by assumption_set) as assumption_sets
    from (
        select
            * exclude (month_end, contested),
            strftime(min(month_end), '%Y-%m') as first_month,
            strftime(max(month_end), '%Y-%m') as last_month,
            bool_or(contested) as is_contested
        from stood
        where claim_id in (select claim_id from asked)
        group by all
    ) as stretches
    group by all
)
{% endmacro %}

{% macro explained_claim() %}
    select
        claim_id,
        2,
        '',
        'claim',
        caption || case when method = 'coded' then '; coded by a person' else '; read by the machine' end || ', ' || review_status
    from asked
    union all
    select
        claim_id,
        3,
        '',
        'read as',
        concat_ws(' and ', 'at least ' || format('{:,}', a1_low), 'at most ' || format('{:,}', a1_high))
        || coalesce(', as of ' || concat_ws(' to ', strftime(as_of_first, '%Y-%m-%d'), nullif(as_of_last, as_of_first)), ', without a date')
        || ' (assumption set A1)'
    from asked
    where a1_low is not null or a1_high is not null
{% endmacro %}

{% macro explained_bounds() %}
    select
        stretched.claim_id,
        4,
        concat_ws(
            ' ', list_position(['lower bound', 'upper bound', 'reported'], stretched.side),
            stretched.origin_id <> 'all', stretched.origin_id, stretched.first_month
        ),
        stretched.side,
        case stretched.side
            when 'lower bound' then 'at least ' || format('{:,} ', stretched.bound)
            when 'upper bound' then 'at most ' || format('{:,} ', stretched.bound)
            else 'of '
        end
        || {{ counted_in_words('stretched') }}
        || case when stretched.measure in ('persons_held', 'facility_capacity') then ' in ' else ' by the end of ' end
        || coalesce('every month from ' || stretched.first_month || ' to ' || nullif(stretched.last_month, stretched.first_month), stretched.first_month)
        || ' (' || {{ series_in_words('stretched') }} || '; ' || stretched.assumption_sets || ')'
        || case when stretched.is_contested and stretched.side <> 'reported' then ', contested' else '' end
        || case
            when stretched.side = 'reported' then ''
            when stretched.measure in ('persons_held', 'facility_capacity') then '; rule: the widest range of what is said of the month'
            when stretched.side = 'lower bound' then '; rule: a total once reached never falls'
            else '; rule: a total not yet passed was not passed before'
        end
    from stretched
    left join dim_origins on stretched.origin_id = dim_origins.origin_id
    left join dim_facilities on stretched.place = dim_facilities.facility_id
{% endmacro %}

{#- Windows are too many to name: how many of a series the claim helps to bound. -#}
{% macro explained_windows() %}
    select
        helped.claim_id,
        5,
        concat_ws(' ', helped.origin_id <> 'all', helped.origin_id, helped.measure),
        'windows',
        'helps to bound ' || {{ so_many('count(distinct (helped.from_date, helped.to_date))', 'window') }} || ' of days from '
        || min(helped.from_date) || ' to ' || max(helped.to_date) || ': ' || {{ counted_in_words('helped') }} || ' (' || {{ series_in_words('helped') }}
        || '; ' || string_agg(distinct helped.assumption_set, ', ' order by helped.assumption_set)
        || '); rule: ' || string_agg(distinct helped.rule, ', ' order by helped.rule)
    from (
        {% for claims in ['low_claims', 'high_claims'] %}
        select
            *,
            null as other_measure,
            unnest({{ claims }}) as claim_id
        from series_windows
        {{ 'union all' if not loop.last }}
        {% endfor %}
    ) as helped
    left join dim_origins on helped.origin_id = dim_origins.origin_id
    left join dim_facilities on helped.place = dim_facilities.facility_id
    where helped.claim_id in (select claim_id from asked)
    group by helped.claim_id, helped.origin_id, helped.measure, helped.other_measure, helped.place, helped.population, dim_origins.name, dim_facilities.name
{% endmacro %}

{% macro explained_silence() %}
    select
        claim_id,
        6,
        '',
        'no bound',
        coalesce('in no monthly series: ' || series_exclusion, 'other claims of its series are as tight or tighter')
    from asked
    where
        series_exclusion is not null
        or claim_id not in (select claim_id from stretched where side <> 'reported')
{% endmacro %}

{% macro explained_sentence() %}
    select
        asked.claim_id,
        7,
        unnest(['1', '2', '3', '4']),
        unnest(['sentence before', 'sentence', 'sentence after', 'coding']),
        unnest([
            lineage.sentence_before,
            coalesce(lineage.sentence, asked.quote_text),
            lineage.sentence_after,
            'row ' || asked.coding_id
            || case when lineage.sentence is null then ', of the document as a whole: no sentence is recorded' else '' end
            || coalesce('; the coder remarks: ' || asked.note, '')
        ])
    from asked
    left join lineage on asked.claim_id = lineage.claim_id
{% endmacro %}

{% macro explained_document() %}
    select
        asked.claim_id,
        8,
        unnest(['1', '2', '3']),
        unnest(['document', 'address', 'text']),
        unnest([
            coalesce(documents.title, 'untitled') || ' (' || sources.name || ', ' || documents.publisher_kind || '), '
            || coalesce('published ' || documents.published_on || coalesce(', known from ' || documents.published_on_known_from, ''), 'undated'),
            documents.url,
            case documents.text_kind
                when 'abstract' then 'an abstract in the project''s own words, not the text of the document'
                else 'the original'
            end
            || coalesce('; retrieved ' || documents.retrieved_at, '') || '; raw/' || documents.folder || '/' || documents.file_name
            || '; document_id ' || documents.document_id || coalesce('; rights: ' || sources.rights, '')
        ])
    from asked
    inner join dim_documents as documents on asked.document_id = documents.document_id
    inner join dim_sources as sources on documents.source_id = sources.source_id
{% endmacro %}

{#- The body that is credited, and what its counter is known to include: its own card, or that of its family where it has none. -#}
{% macro explained_origin() %}
    select
        asked.claim_id,
        9,
        '',
        'origin',
        origins.name || coalesce(' (' || concat_ws(', ', origins.origin_kind, 'family ' || origins.family) || ')', '')
        || case origins.coverage
            when 'documented' then ': counts what it could document, which bounds the truth from below only'
            when 'register' then ': keeps a register, which is taken to be complete'
            when 'estimate' then ': estimates; its figures stand in its own series only'
            when 'relay' then ': passes on the figures of others'
            else ''
        end
    from asked
    inner join dim_origins as origins on asked.origin_id = origins.origin_id
    union all
    select
        carded.claim_id,
        10,
        '',
        'what it counts',
        coalesce(
            string_agg(carded.aspect_words || ': ' || carded.answer, '; ' order by carded.aspect) filter (where carded.answer <> 'unknown'),
            'no document says what its counter includes'
        )
        || coalesce('. ' || any_value(carded.remark), '')
    from (
        select
            asked.claim_id,
            definitions.*
        from asked
        inner join dim_origins as origins on asked.origin_id = origins.origin_id
        inner join definitions
            on
                asked.measure = definitions.measure
                and definitions.origin_id in (origins.origin_id, origins.family)
                and coalesce(definitions.since <= asked.as_of_last, true)
        qualify
            rank() over (
                partition by asked.claim_id
                order by definitions.origin_id = origins.origin_id desc, definitions.since desc nulls last
            ) = 1
    ) as carded
    group by carded.claim_id
{% endmacro %}

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
        || ', by a ' || judgements.role || ' on ' || strftime(judgements.decided_at, '%Y-%m-%d') || ': ' || judgements.reason
        || ' (' || judgements.judgement_id || ', ' || judgements.state || ')'
    from asked
    inner join judgements on list_contains(judgements.claims, asked.claim_id)
{% endmacro %}
