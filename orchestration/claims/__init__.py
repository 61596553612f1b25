"""Passages and codings to claims."""
