"""One reader per format: bytes in, text out."""
