{{ dated(ref('int_claims_current')) }}
