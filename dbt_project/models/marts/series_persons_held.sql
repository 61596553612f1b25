{{ series('persons_held') }}
