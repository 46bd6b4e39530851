"""What an instance that `reve play` started tells of itself, each second: a line of JSON."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import orjson

from actors.inspection import ActorReport
from actors.wire import plain, revived

if TYPE_CHECKING:
    from reve.launch.instance import Instance

SHOWN: Final = 40
"""So many actors are told of, the busiest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """One instance. `shards` and `gateway` are what it holds: how many shards, which gateway shards."""

    instance: str
    release: str
    shards: int
    active: int
    draining: bool
    online: bool
    gateway: tuple[int, ...]
    actors: tuple[ActorReport, ...]

    @classmethod
    def of(cls, instance: "Instance") -> Self:
        """Look at an instance."""
        report = instance.host.inspect()
        busiest = sorted(report.actors, key=lambda actor: (-actor.mailbox, actor.phase_age_s))
        return cls(
            instance=report.instance,
            release=report.release,
            shards=sum(shard.epoch > 0 for shard in report.shards),
            active=report.active,
            draining=any(m.draining for m in report.members if m.instance == report.instance),
            online=instance.app.online,
            gateway=tuple(each.shard for each in instance.app.gateway() if each.held),
            actors=tuple(busiest[:SHOWN]),
        )

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read a line. Raises ValueError when it is not one of these."""
        try:
            return revived(cls, orjson.loads(line))
        except (KeyError, TypeError) as error:
            raise ValueError(f"nothing that an instance tells: {error!r}") from error

    def line(self) -> bytes:
        """Write it as a line."""
        return orjson.dumps(plain(self)) + b"\n"
