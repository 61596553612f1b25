"""Bytes to documents and passages."""
