{{ series('facility_capacity') }}
