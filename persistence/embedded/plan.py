"""What is asked for, and what is had."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOCAL_LEASES: Final = "none"


@dataclass(frozen=True, slots=True)
class ServerPlan:
    """What the servers should be; a URL that is given is used as it is.

    `redis_url="none"` asks for local leases. `allow_local_leases` takes them where no Valkey can be had.
    """

    data_dir: Path
    database_url: str | None = None
    redis_url: str | None = None
    allow_local_leases: bool = False
    on_progress: Callable[[str], None] = print


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers are; without a `redis_url`, leases are local.

    `redis_is_ours` tells that nobody else used this Redis when this process came to it.
    """

    database_url: str
    redis_url: str | None
    redis_is_ours: bool = False
