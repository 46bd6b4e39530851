"""What sharing one bot token among instances needs of the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from persistence.errands import Turn
from persistence.seats import Seat

type Members = Callable[[], Sequence[str]]
"""Returns the ids of the live instances that do not drain, as far as this one knows."""


class GatewayLeases(Protocol):
    """Who serves which gateway shard; a lease is a seat, see `persistence.seats`.

    All raise `LeasesUnavailable`; those that are told a count raise `OtherCount`.
    """

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts without renewal, in seconds."""
        ...

    async def agree(self, count: int) -> int:
        """Return the number of gateway shards in force; `count` if nobody serves any."""
        ...

    async def renew(
        self, count: int, *, held: Mapping[int, bool], standing: Collection[int] = (), offered: bool = False
    ) -> Mapping[int, Seat]:
        """Extend mine: `held`, with whether each is connected, and `standing`; return all leases."""
        ...

    async def claim(self, count: int, number: int) -> bool:
        """Lease a gateway shard that nobody holds."""
        ...

    async def stand(self, count: int, number: int) -> bool:
        """Become the successor of a gateway shard that another holds."""
        ...

    async def take_over(self, number: int, holder: str) -> bool:
        """As its connected successor, hold a gateway shard in place of `holder`."""
        ...

    async def release(self, numbers: Collection[int]) -> None:
        """Give up what is mine of these."""
        ...


class Turnstile(Protocol):
    """Lets one through at a time, whichever instance asks."""

    async def ask(self, name: str, apart_ms: int) -> int:
        """Return 0 if one may pass now, else when to ask again. Raises `LeasesUnavailable`."""
        ...


class IdentifyPacer(Protocol):
    """Says when a gateway shard may start a session."""

    async def turn(self, shard: int) -> None:
        """Return when it is this shard's turn; what was permitted is to be done at once."""
        ...


class Errands(Protocol):
    """What one instance does for all. Raises `LeasesUnavailable`."""

    async def begin(self, name: str, content: str) -> Turn:
        """Tell whether the errand is done with this content, or mine to run."""
        ...

    async def finish(self, name: str, content: str) -> None:
        """Note that it is done."""
        ...
