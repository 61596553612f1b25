with

versions as ({{ published_before('claim_versions', ref('claim_versions')) }}),

claims as ({{ published_before('fct_claims', ref('fct_claims')) }}),

documents as ({{ published_before('dim_documents', ref('dim_documents')) }}),

final as ({{ comparable('versions', 'claims', 'documents') }})

select * from final
