"""Seats in Redis: one hash, `<cluster id>:seats:<name>`, whose times are the server's.

Its fields are `count`, and for each seat `h<number>` and `s<number>`: holder and successor, as
`<until, epoch ms> <serving><offered> <owner>`. What has ended counts as not there.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from persistence.scripts import CLOCK, Scripts
from persistence.seats import OtherCount, Seat

COMMON: Final = (
    CLOCK
    + """
local seats, me, ttl = KEYS[1], ARGV[1], tonumber(ARGV[2])

local function read(raw)
    if not raw then return nil end
    local ends, serving, offered, owner = string.match(raw, '^(%d+) ([01])([01]) (.+)$')
    if tonumber(ends) <= now then return nil end
    return owner, serving, offered
end

local function at(field) return read(redis.call('HGET', seats, field)) end

local function put(field, serving, offered)
    local entry = string.format('%.0f %s%s %s', now + ttl, serving, offered, me)
    redis.call('HSET', seats, field, entry)
    redis.call('PEXPIRE', seats, ttl * 10)
end

local function mine(field) return at(field) == me end

local function mine_or_free(field)
    local owner = at(field)
    return owner == nil or owner == me
end

local function other_count(count)
    redis.call('HSETNX', seats, 'count', count)
    local agreed = redis.call('HGET', seats, 'count')
    if agreed ~= count then return tonumber(agreed) end
    return nil
end
"""
)

AGREE: Final = (
    COMMON
    + """
local fields = redis.call('HGETALL', seats)
local count
for n = 1, #fields, 2 do
    if fields[n] == 'count' then
        count = fields[n + 1]
    end
end
for n = 1, #fields, 2 do
    if fields[n] ~= 'count' and read(fields[n + 1]) and count then return tonumber(count) end
end
redis.call('DEL', seats)
redis.call('HSET', seats, 'count', ARGV[3])
redis.call('PEXPIRE', seats, ttl * 10)
return tonumber(ARGV[3])
"""
)

RENEW: Final = (
    COMMON
    + """
local other = other_count(ARGV[3])
if other then return {other} end
local offered, n = ARGV[4], 5
while n <= #ARGV do
    local role, number, serving = ARGV[n], ARGV[n + 1], ARGV[n + 2]
    if mine_or_free(role .. number) then put(role .. number, serving, role == 'h' and offered or '0') end
    n = n + 3
end
local found, fields = {}, redis.call('HGETALL', seats)
for f = 1, #fields, 2 do
    local role, number = string.match(fields[f], '^([hs])(%d+)$')
    if role then
        local owner, serves, wants = read(fields[f + 1])
        if owner then
            found[#found + 1] = {role, tonumber(number), owner, serves, wants}
        else
            redis.call('HDEL', seats, fields[f])
        end
    end
end
return {0, found}
"""
)

CLAIM: Final = (
    COMMON
    + """
local other = other_count(ARGV[3])
if other then return {other} end
if not mine_or_free('h' .. ARGV[4]) then return {0, 0} end
put('h' .. ARGV[4], '0', '0')
if mine('s' .. ARGV[4]) then redis.call('HDEL', seats, 's' .. ARGV[4]) end
return {0, 1}
"""
)

STAND: Final = (
    COMMON
    + """
local other = other_count(ARGV[3])
if other then return {other} end
local holder = at('h' .. ARGV[4])
if holder == nil or holder == me or not mine_or_free('s' .. ARGV[4]) then return {0, 0} end
put('s' .. ARGV[4], '0', '0')
return {0, 1}
"""
)

TAKE_OVER: Final = (
    COMMON
    + """
local holder = at('h' .. ARGV[3])
if not mine('s' .. ARGV[3]) or (holder ~= nil and holder ~= ARGV[4]) then return 0 end
put('h' .. ARGV[3], '1', '0')
redis.call('HDEL', seats, 's' .. ARGV[3])
return 1
"""
)

RELEASE: Final = (
    COMMON
    + """
for n = 3, #ARGV do
    for _, role in ipairs({'h', 's'}) do
        if mine(role .. ARGV[n]) then redis.call('HDEL', seats, role .. ARGV[n]) end
    end
end
return 0
"""
)


class RedisSeats:
    """Seats that all instances with the same cluster id and name share. Raises `LeasesUnavailable`."""

    def __init__(
        self, scripts: Scripts, *, cluster_id: str, name: str, owner: str, ttl_s: float = 10.0
    ) -> None:
        self._scripts = scripts
        self._key = f"{cluster_id}:seats:{name}"
        self._owner = owner
        self._ttl_s = ttl_s

    @property
    def ttl_s(self) -> float:
        """How long a seat is kept without renewal, in seconds."""
        return self._ttl_s

    async def agree(self, count: int) -> int:
        """Return the number of seats in force; `count` if nobody has a seat."""
        return int(await self._run(AGREE, count))

    async def renew(
        self, count: int, *, held: Mapping[int, bool], standing: Collection[int] = (), offered: bool = False
    ) -> Mapping[int, Seat]:
        """Extend what is mine, take back what is nobody's; return who has which seat.

        `held` says of each seat whether I do its work. Raises `OtherCount`.
        """
        entries: list[Any] = []
        for number, serving in held.items():
            entries += ["h", number, serving]
        for number in standing:
            entries += ["s", number, False]
        return _seats(await self._counted(RENEW, count, offered, *entries))

    async def claim(self, count: int, number: int) -> bool:
        """Take a seat that is nobody's; False if it is somebody's. Raises `OtherCount`."""
        return bool(await self._counted(CLAIM, count, number))

    async def stand(self, count: int, number: int) -> bool:
        """Become the successor of another's seat; False if there is nobody to succeed, or another does.

        Raises `OtherCount`.
        """
        return bool(await self._counted(STAND, count, number))

    async def take_over(self, number: int, holder: str) -> bool:
        """As its successor, which serves already, take a seat from `holder`; False if that is not so."""
        return bool(await self._run(TAKE_OVER, number, holder))

    async def release(self, numbers: Collection[int]) -> None:
        """Give up what is mine of these, as holder and as successor."""
        await self._run(RELEASE, *numbers)

    async def _counted(self, script: str, count: int, *arguments: Any) -> Any:
        other, *answer = await self._run(script, count, *arguments)
        if other:
            raise OtherCount(other)
        return answer[0]

    async def _run(self, script: str, *arguments: Any) -> Any:
        return await self._scripts.run(script, self._key, self._owner, int(self._ttl_s * 1000), *arguments)


def _seats(entries: list[tuple[str, int, str, str, str]]) -> dict[int, Seat]:
    seats: dict[int, Seat] = {}
    for role, number, owner, serving, offered in sorted(entries):
        if role == "h":
            seats[number] = Seat(owner, serving == "1", offered == "1")
        else:
            seats[number] = replace(seats.get(number, Seat(None)), successor=owner)
    return seats
