"""Numerical bounds: difference constraints, linear programs and conflicts over the claims of a series."""
