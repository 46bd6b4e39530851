"""A turnstile that lets one through at a time, so many milliseconds apart, whoever asks."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from persistence.scripts import CLOCK, Scripts

KEPT_MS: Final = 7 * 24 * 3600 * 1000

PASS: Final = (
    CLOCK
    + f"""
local apart = tonumber(ARGV[1])
local last = tonumber(redis.call('GET', KEYS[1]) or now + 1)
if last > now then
    -- Never seen, forgotten, or the clock went back: somebody may have passed just now.
    redis.call('SET', KEYS[1], string.format('%.0f', now), 'PX', {KEPT_MS})
    return apart
end
if last + apart > now then return last + apart - now end
redis.call('SET', KEYS[1], string.format('%.0f', now), 'PX', {KEPT_MS})
return 0
"""
)


class RedisTurnstile:
    """Turnstiles by name, `<cluster id>:turnstile:<name>`, shared by all instances."""

    def __init__(self, scripts: Scripts, *, cluster_id: str) -> None:
        self._scripts = scripts
        self._prefix = f"{cluster_id}:turnstile:"

    async def ask(self, name: str, apart_ms: int) -> int:
        """Return 0 if one may pass now, else in how many milliseconds to ask again.

        A turnstile of which nothing is known lets nobody through for the first `apart_ms`. Raises
        `LeasesUnavailable`; the turn may be lost then.
        """
        return int(await self._scripts.run(PASS, self._prefix + name, apart_ms))


class LocalTurnstile:
    """Turnstiles of one process; nothing is known of what was before its start."""

    def __init__(self, monotonic_s: Callable[[], float] = monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._last_ms: dict[str, int] = {}

    async def ask(self, name: str, apart_ms: int) -> int:
        """Return 0 if one may pass now, else in how many milliseconds to ask again.

        A turnstile of which nothing is known lets nobody through for the first `apart_ms`.
        """
        now_ms = int(self._monotonic_s() * 1000)
        left_ms = self._last_ms.setdefault(name, now_ms) + apart_ms - now_ms
        if left_ms > 0:
            return left_ms
        self._last_ms[name] = now_ms
        return 0
