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
