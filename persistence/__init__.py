"""Postgres and Redis behind the ports of the runtime."""
