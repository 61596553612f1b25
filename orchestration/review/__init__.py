"""Judgements: what people decided about claims, and what was known of each claim from when to when. Pure functions over tables."""
