"""Who lives, by a Redis: one hash of the instances that say so, each for a while."""

import json
from typing import Final

from redis.asyncio import Redis

from actors.ports import Member, View
from persistence.scripts import CLOCK

BEAT: Final = (
    CLOCK
    + """
local ttl = tonumber(ARGV[2])
local function at(ms) return string.format('%.0f', ms) end
local since = tonumber(redis.call('GET', KEYS[2]) or now + 1)
if since > now then
    -- Never seen, forgotten, or the clock went back: the count begins now.
    since = now
    redis.call('SET', KEYS[2], at(now))
end
redis.call('HSET', KEYS[1], ARGV[1], at(now + ttl) .. ' ' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local alive = {}
local all = redis.call('HGETALL', KEYS[1])
for n = 1, #all, 2 do
    local ends, told = string.match(all[n + 1], '^(%d+) (.*)$')
    if tonumber(ends) > now + ttl then
        -- The clock went back: nobody lives for longer than who beats now.
        redis.call('HSET', KEYS[1], all[n], at(now + ttl) .. ' ' .. told)
    end
    if tonumber(ends) > now then
        alive[#alive + 1] = {all[n], told}
    else
        redis.call('HDEL', KEYS[1], all[n])
    end
end
return {now - since, alive}
"""
)


class RedisMembers:
    """The hash `<prefix>members`, instance -> when it ends and what it says, by the server's clock.

    The key `since` holds when this server began to keep count; it goes only with all the rest. Should
    the clock go back, each beat sees to it that nothing here lies further ahead than a ttl. Raises what
    the client raises.
    """

    def __init__(self, redis: Redis, *, prefix: str, since: str, owner: str, ttl_s: float) -> None:
        self._redis = redis
        self._key = f"{prefix}members"
        self._since = since
        self._owner = owner
        self._ttl_ms = int(ttl_s * 1000)
        self._beat = redis.register_script(BEAT)

    async def beat(self, me: Member) -> View:
        """Live for a ttl from now; return all that do."""
        told = json.dumps([me.release, me.schema, me.draining])
        keys = [self._key, self._since]
        age_ms, alive = await self._beat(keys=keys, args=[self._owner, self._ttl_ms, told])
        return View(tuple(_member(*one) for one in sorted(alive)), max(0.0, age_ms / 1000))

    async def leave(self) -> None:
        """Be gone."""
        await self._redis.hdel(self._key, self._owner)

    async def vouch(self) -> None:
        """Let the server count as one that was always there."""
        await self._redis.set(self._since, "0")


def _member(instance: str, told: str) -> Member:
    release, schema, draining, *_ = json.loads(told)
    return Member(instance, release, schema, draining)
