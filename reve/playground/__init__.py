"""A Discord on loopback: gateway, REST, a page to play on and an API for tests."""
