"""Plots, drawn as SVG when the site is made."""
