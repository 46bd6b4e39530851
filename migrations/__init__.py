"""The Alembic migrations of the store's database, and the SQL functions they install."""
