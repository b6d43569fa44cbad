"""Hypothesis profiles: the same cases every time by default, and `--hypothesis-profile=deep` to search for new ones."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=20_000, deadline=None)
settings.load_profile("default")
