"""The ways to start REVE, a module each, put together from its parts."""
