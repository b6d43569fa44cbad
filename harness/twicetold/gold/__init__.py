"""Authoring the gold set: inline markup, story folders, build and lint."""
