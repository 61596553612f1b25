"""What things are: one model per table, closed vocabularies, identities, caveats. Imports nothing of ours."""
