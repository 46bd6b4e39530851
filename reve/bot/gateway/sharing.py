"""How a bot shares its token with others, or has it to itself."""

from dataclasses import dataclass
from typing import Final

from persistence.errands import LocalErrands
from persistence.seats import LocalSeats
from persistence.turnstile import LocalTurnstile
from reve.bot.gateway.ports import Errands, GatewayLeases, Members, Turnstile

IDENTIFY_EVERY_S: Final = 5.0
"""Discord's figure: one session start in so many seconds, of each bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What all instances under one token have in common, seen from `me`.

    With `identify_every_s` = 0 session starts are not paced: for a Discord that does not mind.
    """

    me: str
    leases: GatewayLeases
    turnstile: Turnstile
    errands: Errands
    members: Members
    identify_every_s: float = IDENTIFY_EVERY_S


def alone(me: str = "alone", *, identify_every_s: float = IDENTIFY_EVERY_S) -> Sharing:
    """Have a token to oneself: this process serves all gateway shards."""
    return Sharing(
        me=me,
        leases=LocalSeats(me),
        turnstile=LocalTurnstile(),
        errands=LocalErrands(),
        members=lambda: (me,),
        identify_every_s=identify_every_s,
    )
