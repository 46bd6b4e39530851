"""Alembic's entry: runs the migrations on the connection given, or on one made for `sqlalchemy.url`.

`persistence.migrate` gives a connection; the URL serves Alembic's own command line.
"""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from persistence.schema import metadata


def run(connection: Connection) -> None:
    """Run what was asked for on a connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        on_version_apply=context.config.attributes.get("on_version_apply", ()),
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    """Run what was asked for on a connection of its own."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(run)


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(connect_and_run(context.config.get_main_option("sqlalchemy.url", "")))
