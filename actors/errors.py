"""Errors of the runtime, sorted by what whoever meets one may conclude."""

from collections.abc import Collection

from actors.identity import ActorId


class ActorError(Exception):
    """The root of all errors of the runtime."""


# -- what a command's author is told ---------------------------------------------------------------


class NotApplied(ActorError):
    """The command has changed nothing."""


class Busy(NotApplied):
    """Too much waits already; the same command may be sent again after `retry_after_s`."""

    def __init__(self, retry_after_s: float = 1.0) -> None:
        super().__init__(f"busy; try again in {retry_after_s:.1f} s")
        self.retry_after_s = retry_after_s


class RateLimited(NotApplied):
    """The author exceeds a rate limit; the next try counts after `retry_after_s`."""

    def __init__(self, group: str, retry_after_s: float) -> None:
        super().__init__(f"rate limit {group!r}; try again in {retry_after_s:.1f} s")
        self.group = group
        self.retry_after_s = retry_after_s


class TooLate(NotApplied):
    """The command was made more than 15 minutes ago and is not in the journal."""


class Parked(NotApplied):
    """The actor failed several times in a row and waits for an operator."""


class Internal(NotApplied):
    """A fault of the program; nothing is stored, and `ref` finds it in the log."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"internal error, reference {ref}")
        self.ref = ref


class Newer(NotApplied):
    """The actor was written by a newer release, and is left alone by this one."""


class NotOwner(NotApplied):
    """This instance does not own the actor's shard; `owner` does, as far as is known."""

    def __init__(self, shard: int, owner: str | None) -> None:
        super().__init__(f"shard {shard} is owned by {owner or 'nobody yet'}")
        self.shard = shard
        self.owner = owner


class Closed(NotApplied):
    """The host is shutting down."""


class OutcomeUnknown(ActorError):
    """No answer by the deadline: the command may yet be applied, at most once."""


# -- what a codec says -------------------------------------------------------------------------------


class CodecError(ActorError):
    """Stored bytes cannot be turned into what they stood for."""


class NewerSchema(CodecError):
    """The bytes have schema `found`; this release reads up to `known`."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}")
        self.found = found
        self.known = known


class Unreadable(CodecError):
    """The bytes, or their sequence, are damaged."""


# -- what a store says ---------------------------------------------------------------------------------


class StoreError(ActorError):
    """A store did not do what it was asked."""


class Unavailable(StoreError):
    """A read failed; nothing was changed; it may succeed later."""


class CommitRefused(StoreError):
    """Nothing of the batch was applied."""


class Fenced(CommitRefused):
    """Other tokens are in force for `shards`."""

    def __init__(self, shards: Collection[int]) -> None:
        super().__init__(f"fenced: shards {sorted(shards)}")
        self.shards = frozenset(shards)


class Stale(CommitRefused):
    """The deltas of `actors` do not follow what is stored."""

    def __init__(self, actors: Collection[ActorId]) -> None:
        super().__init__("stale: " + ", ".join(str(a) for a in sorted(actors)))
        self.actors = frozenset(actors)


class Duplicate(CommitRefused):
    """The (command id, actor) pairs in `commands` are in the journal already."""

    def __init__(self, commands: Collection[tuple[int, ActorId]]) -> None:
        super().__init__(f"duplicate: {sorted(commands)}")
        self.commands = frozenset(commands)


class Gone(CommitRefused):
    """The notes that `actors` meant to consume are no longer there."""

    def __init__(self, actors: Collection[ActorId]) -> None:
        super().__init__("note gone: " + ", ".join(str(a) for a in sorted(actors)))
        self.actors = frozenset(actors)


class TryAgain(CommitRefused):
    """A passing obstacle (lock time-out, serialization, dead-lock, nothing sent)."""


class Rejected(CommitRefused):
    """The store will never take these values; some turn of the batch is guilty."""


class CommitUnknown(StoreError):
    """The batch may or may not have been applied, now or later."""


class LeasesUnavailable(ActorError):
    """The lease service does not answer."""


# -- what a link says --------------------------------------------------------------------------------


class LinkError(ActorError):
    """A message did not bring what it was sent for."""


class NobodyThere(LinkError):
    """The message was surely not delivered: the instance does not listen."""

    def __init__(self, instance: str) -> None:
        super().__init__(f"instance {instance} does not listen")
        self.instance = instance


class LinkUnavailable(LinkError):
    """It is not known whether the message was delivered."""
