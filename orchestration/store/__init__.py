"""The only package that touches disk or DuckDB."""
