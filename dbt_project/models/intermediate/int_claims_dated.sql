{{ dated(ref('int_claims_weighed')) }}
