{{ config(meta={
    'description': 'A text that was masked stands in no mart as it was, in whatever column. withheld_texts has no texts.',
    'dagster': {'ref': {'name': 'withheld_texts'}},
}) }}
{% set marts = [
    'assumption_sets', 'changes', 'claim_versions', 'coder_agreement', 'coding_agreement', 'conflicts', 'definitions', 'dim_contexts',
    'dim_documents', 'dim_facilities', 'dim_origins', 'dim_sources', 'echoes', 'edits', 'fct_claims', 'fct_figures', 'judgements', 'lineage', 'quarantine',
    'refreshes', 'relay_distortions', 'review_queue', 'rhythms', 'series_arrests', 'series_custodial_deaths', 'series_facility_capacity', 'series_persons_held',
    'series_releases', 'series_windows', 'unread_sentences', 'withheld_texts',
] %}
with

withheld as (
    select distinct text_hash
    from {{ ref('stg_withheld') }}
    where text_hash is not null
),

shown as (
    {{ texts_of(marts) }}
)

select
    shown.found_in,
    withheld.text_hash
from shown
inner join withheld on md5(shown.text) = withheld.text_hash
