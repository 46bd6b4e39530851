"""Screens: replies laid out as values, and the renderers that turn them into messages."""
