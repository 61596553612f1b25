"""Exports of a release: the same rows in the formats that others read, with what each format can say of their meaning, source and licence."""
