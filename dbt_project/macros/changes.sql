{#- What the release before this build holds, for comparison with this build. -#}

{#- A relation of the release before, with the columns of a relation like it: what it lacks is empty. No row before the first release, and
    where that release is older than the table of changes, for then it lacks what a comparison needs. -#}
{% macro published_before(relation, like) %}
(select * from {{ like }} limit 0)
{%- if execute %}
    {%- set parquet = env_var('DETENTION_VAR', '../var') | replace("'", "''") ~ '/releases/current/parquet/' %}
    {%- set held = "select count(*) from glob('" ~ parquet ~ "*.parquet') where parse_filename(file, true) in ('changes', '" ~ relation ~ "')" %}
    {%- if run_query(held).columns[0].values()[0] == ([relation, 'changes'] | unique | list | length) %}
union all by name
select * from read_parquet('{{ parquet }}{{ relation }}.parquet')
    {%- endif %}
{%- endif %}
{% endmacro %}

{#- Points of all series in the release before. -#}
{% macro published_points() %}
{%- for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
select
    '{{ measure }}' as measure,
    *
from ({{ published_before('series_' ~ measure, ref('series_' ~ measure)) }}) as {{ measure }}
    {{ 'union all by name' if not loop.last }}
{%- endfor %}
{% endmacro %}

{#- Claims with what can change about them, and the figure that they tell where they enter a series. The last version of each. -#}
{% macro comparable(versions, claims, documents) %}
select
    versions.claim_id,
    versions.document_id,
    documents.folder,
    claims.method,
    claims.published_on,
    versions.fingerprint,
    versions.is_leading,
    versions.known_to,
    versions.judgement_id,
    versions.telling,
    versions.apart_from,
    case
        when versions.window_exclusion is null
            then concat_ws(
                '|',
                versions.context_id,
                versions.measure,
                versions.population,
                versions.place_id,
                versions.series_basis,
                versions.number_said
            )
    end as told
from {{ versions }} as versions
inner join {{ claims }} as claims on versions.claim_id = claims.claim_id
inner join {{ documents }} as documents on versions.document_id = documents.document_id
qualify row_number() over (partition by versions.claim_id order by versions.version desc) = 1
{% endmacro %}

{#- What moved between two releases, step by step from one to the next. -#}
{% macro what_changed() %}
{%- set key = 'measure, context_id, population, place, origin_id, month_end, assumption_set' -%}
{%- set values = ['bound_low', 'bound_high', 'reported_low', 'reported_high', 'contested'] -%}
with

named as (
    select
        max(started_at) filter (where version = release_a) as one,
        max(started_at) filter (where version = release_b) as other
    from refreshes
),

asked as (
    select
        case when one is null or other is null then error('there is no such release: see refreshes') end as refusal,
        least(one, other) as since,
        greatest(one, other) as until
    from named
),

dated as (
    select
        changes.*,
        refreshes.started_at
    from changes
    inner join refreshes on changes.release = refreshes.version
),

-- a left join, so that the question is looked at even where nothing ever changed
steps as (
    select dated.*
    from asked
    left join dated on asked.refusal is null and asked.since < dated.started_at and dated.started_at <= asked.until
)

select
    {{ key }},
    {% for value in values %}
    arg_min_null(old_{{ value }}, started_at) as old_{{ value }},
    arg_max_null(new_{{ value }}, started_at) as new_{{ value }},
    {% endfor %}
    {% for names in ['causes', 'claims_appeared', 'claims_gone', 'claims_changed'] %}
    list_sort(list_distinct(flatten(list({{ names }})))) as {{ names }}{{ ',' if not loop.last }}
    {% endfor %}
from steps
group by {{ key }}
having
    {% for value in values %}
    arg_min_null(old_{{ value }}, started_at) is distinct from arg_max_null(new_{{ value }}, started_at){{ ' or' if not loop.last }}
    {% endfor %}
order by {{ key }}
{% endmacro %}
