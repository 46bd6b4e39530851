"""Sharing one bot token among instances."""
