-- A text that was masked stands in no mart as it was, in whatever column. withheld_texts has no texts.
{{ config(meta={'dagster': {'ref': {'name': 'withheld_texts'}}}) }}
{% set marts = [
    'assumption_sets', 'changes', 'claim_versions', 'coding_agreement', 'conflicts', 'definitions', 'dim_documents', 'dim_facilities',
    'dim_origins', 'dim_sources', 'echoes', 'edits', 'fct_claims', 'fct_figures', 'judgements', 'lineage', 'quarantine', 'refreshes',
    'relay_distortions', 'rhythms', 'series_arrests', 'series_custodial_deaths', 'series_facility_capacity', 'series_persons_held',
    'series_releases', 'series_windows', 'unread_sentences', 'withheld_texts',
] %}
with

withheld as (
    select distinct text_hash
    from {{ ref('stg_withheld') }}
    where text_hash is not null
),

shown as (
    select
        null as found_in,
        null as text
    where false
    {% for mart in marts %}
        {% set relation = ref(mart) %}
        {% set described = graph.nodes.values() | selectattr('name', 'equalto', mart) | map(attribute='columns') | first | default({}) if execute else {} %}
        {% for column in described.values() %}
            {% if column.data_type == 'varchar' %}
                union all
                select
                    '{{ mart }}.{{ column.name }}' as found_in,
                    {{ column.name }} as text
                from {{ relation }}
            {% elif column.data_type == 'varchar[]' %}
                union all
                select
                    '{{ mart }}.{{ column.name }}' as found_in,
                    unnest({{ column.name }}) as text
                from {{ relation }}
            {% endif %}
        {% endfor %}
    {% endfor %}
)

select
    shown.found_in,
    withheld.text_hash
from shown
inner join withheld on md5(shown.text) = withheld.text_hash
