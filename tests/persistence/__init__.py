"""Tests of the adapters behind the runtime's ports."""
