"""Errands that one instance runs for all, once for each content."""

from enum import Enum, auto
from typing import Final

from persistence.scripts import CLOCK, Scripts

BEGIN: Final = (
    CLOCK
    + """
if redis.call('HGET', KEYS[1], 'done') == ARGV[2] then return 'done' end
local runner = redis.call('HGET', KEYS[1], 'runner')
local ends = tonumber(redis.call('HGET', KEYS[1], 'ends') or 0)
if runner and runner ~= ARGV[1] and ends > now then return 'others' end
redis.call('HSET', KEYS[1], 'runner', ARGV[1], 'ends', string.format('%.0f', now + ARGV[3]))
return 'mine'
"""
)

FINISH: Final = """
redis.call('HSET', KEYS[1], 'done', ARGV[2])
if redis.call('HGET', KEYS[1], 'runner') == ARGV[1] then redis.call('HDEL', KEYS[1], 'runner', 'ends') end
return 0
"""


class Turn(Enum):
    """Whose turn an errand is."""

    DONE = auto()
    MINE = auto()
    OTHERS = auto()


class RedisErrands:
    """Errands of all instances: what was done last is kept at `<cluster id>:errand:<name>`."""

    def __init__(self, scripts: Scripts, *, cluster_id: str, owner: str, within_s: float = 60.0) -> None:
        self._scripts = scripts
        self._prefix = f"{cluster_id}:errand:"
        self._owner = owner
        self._within_s = within_s

    async def begin(self, name: str, content: str) -> Turn:
        """Tell whether the errand is done with this content, or mine to run for a while.

        Raises `LeasesUnavailable`.
        """
        within_ms = int(self._within_s * 1000)
        answer = await self._scripts.run(BEGIN, self._prefix + name, self._owner, content, within_ms)
        return Turn[answer.upper()]

    async def finish(self, name: str, content: str) -> None:
        """Note that the errand is done. Raises `LeasesUnavailable`."""
        await self._scripts.run(FINISH, self._prefix + name, self._owner, content)


class LocalErrands:
    """Errands of a process that is alone: each is its own to run, once."""

    def __init__(self) -> None:
        self._done: dict[str, str] = {}

    async def begin(self, name: str, content: str) -> Turn:
        """Tell whether this process has done the errand with this content."""
        return Turn.DONE if self._done.get(name) == content else Turn.MINE

    async def finish(self, name: str, content: str) -> None:
        """Note that the errand is done."""
        self._done[name] = content
