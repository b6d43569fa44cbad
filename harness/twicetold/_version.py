"""Versions that go into every signature."""

__version__ = "0.1.0"

SCHEMA_VERSION = "0.3"
"""Version of the JSON Schemas; changes when a valid file may become invalid or change its meaning."""

SCORER_VERSION = "0.4"
"""Version of the measures; changes when any score may change for the same files."""
