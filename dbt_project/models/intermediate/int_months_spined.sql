{{ spined(ref('int_claims_dated')) }}
