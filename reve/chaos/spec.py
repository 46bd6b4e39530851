"""How an instance is to be, told to its process over its standard input: secrets are no arguments."""

from dataclasses import asdict, dataclass
from typing import Self

import orjson

from reve.chaos.sample import NEW_FORM, NEW_RELEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One instance. `wall_ahead_s` is how wrong its wall clock is, `seed` what its mischief follows from."""

    instance: str
    database_url: str
    redis_url: str
    cluster_id: str
    ttl_s: float
    seed: int
    release: str = NEW_RELEASE
    schema: int = NEW_FORM
    wall_ahead_s: float = 0.0

    def to_line(self) -> bytes:
        """Return it as one line."""
        return orjson.dumps(asdict(self)) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Read it from its line."""
        return cls(**orjson.loads(line))
