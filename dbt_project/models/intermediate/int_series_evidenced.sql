{{ evidenced(ref('int_claims_dated')) }}
