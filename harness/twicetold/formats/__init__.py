"""Formats of the field: what others keep their annotation in, read into columns."""
