{{ comparable(ref('claim_versions'), ref('fct_claims'), ref('dim_documents')) }}
