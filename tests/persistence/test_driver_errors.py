"""Whatever the driver raises when a session is ended under it, who asked is told that the store is away."""

from collections.abc import Callable, Coroutine
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from actors.errors import Unavailable
from persistence.history import read_all
from persistence.packs import StoredPacks
from persistence.reading import Reading

pytestmark = pytest.mark.anyio

URL = "postgresql://nobody@127.0.0.1:1/none"


async def read_rows() -> object:
    async with Reading.open(URL) as reading:
        return await reading.rows(text("SELECT 1"))


ASKING: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
    "reading": read_rows,
    "history": lambda: read_all(URL),
    "get a pack": lambda: StoredPacks(URL).get(1),
    "put a pack": lambda: StoredPacks(URL).put(1, b""),
}


@pytest.mark.parametrize("ask", ASKING.values(), ids=ASKING.keys())
@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        ConnectionResetError(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_an_error_of_the_driver_means_that_the_store_is_unavailable(
    monkeypatch: pytest.MonkeyPatch, error: Exception, ask: Callable[[], Coroutine[Any, Any, object]]
) -> None:
    async def connect(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(asyncpg, "connect", connect)
    with pytest.raises(Unavailable):
        await ask()
