{{ series('releases') }}
