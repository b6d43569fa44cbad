"""Compatibility modes: the field's reference scorers, reproduced with their quirks, one file each.

Each file names the scorer, its version and its rule, and says in `DIFFERS` how that differs from Twicetold's default.
"""
