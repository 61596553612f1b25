"""The review desk: a page on this machine alone that shows what waits for a person and appends what they decide to ``raw/judgements/``."""
