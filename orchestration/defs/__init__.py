"""The only package that knows Dagster: one thin file per stage."""
