"""Names of actors, and the shard that each one belongs to."""

from hashlib import blake2b
from typing import Final, NamedTuple

SHARD_COUNT: Final = 256


class ActorId(NamedTuple):
    """An actor's identity: its kind, and a signed 64-bit key within the kind."""

    kind: str
    key: int

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


def shard_of(actor: ActorId, count: int = SHARD_COUNT) -> int:
    """Map an actor to one of `count` shards; stable over processes and releases."""
    digest = blake2b(f"{actor.kind}:{actor.key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count


def derived_command_id(cause: int, target: ActorId, n: int) -> int:
    """Name a command that follows from another: a negative 64-bit hash of (cause, target, n)."""
    digest = blake2b(f"{cause}:{target.kind}:{target.key}:{n}".encode(), digest_size=8).digest()
    return -(int.from_bytes(digest, "big") >> 1) - 1
