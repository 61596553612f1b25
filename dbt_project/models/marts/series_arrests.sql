{{ series('arrests') }}
