"""What the database's errors mean to the runtime: the one table that sorts them.

A commit that failed was either refused (nothing was applied, and the reason is known), or its
outcome is unknown. Whatever is not listed is unknown. A read that failed is `Unavailable`.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final

import asyncpg

from actors.errors import (
    CommitUnknown,
    Duplicate,
    Fenced,
    Gone,
    Rejected,
    Stale,
    StoreError,
    TryAgain,
    Unavailable,
)
from actors.identity import ActorId
from actors.ports import Batch

FAILURES: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
"""What a call of the driver may raise on its own account."""

DELTA_KEY: Final = "delta_pkey"
DELTA_COMMAND: Final = "delta_command_id_kind_key_key"

# The words around differ by the server's language.
_KEY_IN_DETAIL: Final = re.compile(r"=\((?P<kind>[^,]+), (?P<key>-?\d+), (?P<seq>-?\d+)\)")
_COMMAND_IN_DETAIL: Final = re.compile(r"=\((?P<id>-?\d+), (?P<kind>[^,]+), (?P<key>-?\d+)\)")


def _fenced(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    return Fenced(json.loads(_detail(error)))


def _stale(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    return Stale(_actors(error))


def _gone(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    return Gone(_actors(error))


def _clash(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    """Tell stale from duplicate by constraint; DETAIL is missing where the role may not read the table."""
    constraint = getattr(error, "constraint_name", None)
    if constraint == DELTA_KEY:
        found = _KEY_IN_DETAIL.search(_detail(error))
        return Stale([_actor(found)] if found else {row.actor for row in batch.deltas})
    if constraint == DELTA_COMMAND:
        found = _COMMAND_IN_DETAIL.search(_detail(error))
        if found:
            return Duplicate([(int(found["id"]), _actor(found))])
        return Duplicate({(row.command_id, row.actor) for row in batch.deltas})
    return Rejected(_text(error))


def _again(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    return TryAgain(_text(error))


def _rejected(error: asyncpg.PostgresError, batch: Batch) -> StoreError:
    return Rejected(_text(error))


type Reading = Callable[[asyncpg.PostgresError, Batch], StoreError]

COMMIT: Final[dict[str, Reading]] = {
    "RV001": _fenced,
    "RV002": _stale,
    "RV003": _gone,
    "23505": _clash,
    "55P03": _again,  # lock_not_available
    "40001": _again,  # serialization_failure
    "40P01": _again,  # deadlock_detected
    "22": _rejected,  # data exception; the driver's own, too, for what it could not encode
    "23": _rejected,  # integrity constraint violation
    "54": _rejected,  # program limit exceeded
}
"""SQLSTATE, or its class, of a commit's error -> what may be concluded."""


def commit_failure(error: Exception, batch: Batch) -> StoreError:
    """Say what may be concluded from the error of a commit that may have been sent."""
    if isinstance(error, asyncpg.PostgresError):
        state = str(getattr(error, "sqlstate", ""))
        reading = COMMIT.get(state) or COMMIT.get(state[:2])
        return reading(error, batch) if reading else CommitUnknown(_text(error))
    return CommitUnknown(_text(error))


def not_sent(error: Exception) -> TryAgain:
    """Say that no connection was to be had, so that nothing was sent."""
    return TryAgain(f"nothing was sent: {_text(error)}")


def read_failure(error: Exception) -> Unavailable:
    """Say that a read, a probe or a take did not succeed."""
    return Unavailable(_text(error))


def _detail(error: asyncpg.PostgresError) -> str:
    return getattr(error, "detail", None) or ""


def _actors(error: asyncpg.PostgresError) -> set[ActorId]:
    return {ActorId(kind, key) for kind, key in json.loads(_detail(error))}


def _actor(found: re.Match[str]) -> ActorId:
    return ActorId(found["kind"], int(found["key"]))


def _text(error: Any) -> str:
    state = getattr(error, "sqlstate", None)
    return f"{state} {error}" if state else f"{type(error).__name__}: {error}".rstrip(": ")
