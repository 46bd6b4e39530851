"""A person on Discord, and what is stored of them."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from actors.behavior import Codec
from reve.game.behavior import PlayerBehavior
from reve.game.events import Event
from reve.game.replies import Reply
from reve.game.state import Player
from reve.playground.client import Handle
from reve.playground.seen import Message
from reve.stored import player_codec

if TYPE_CHECKING:
    from tests.end_to_end.site import Site

FINGERPRINT = """
    SELECT 'delta' AS what, md5(string_agg(d::text, '|' ORDER BY d::text)) AS mark
    FROM delta AS d WHERE key = $1
    UNION ALL SELECT 'entry', md5(string_agg(e::text, '|' ORDER BY e::text)) FROM entry AS e WHERE key = $1
    UNION ALL SELECT 'standing', md5(string_agg(s::text, '|' ORDER BY s::text))
    FROM standing AS s WHERE key = $1
    UNION ALL SELECT 'inbox', md5(string_agg(i::text, '|' ORDER BY i::text)) FROM inbox AS i WHERE key = $1
"""


@cache
def codec() -> Codec[Player, Event, Reply]:
    """How players are stored."""
    return player_codec()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses commands in a guild, or without one in direct messages."""

    site: "Site"
    id: int
    guild: int | None

    async def send(self, command: str, *, how: dict[str, Any] | None = None, **options: Any) -> Handle:
        """Use a command, and do not wait."""
        return await self.site.client.slash(
            user=self.id, guild=self.guild, command=command, options=options, **(how or {})
        )

    async def slash(self, command: str, **options: Any) -> Message:
        """Use a command and wait for its answer."""
        return await (await self.send(command, **options)).reply()

    async def forge(self, command: str, **options: Any) -> Message:
        """Use a command with values that Discord's client would refuse."""
        return await (await self.send(command, how={"forged": True}, **options)).reply()

    async def click(self, message: Message, button: str, **how: Any) -> Handle:
        """Press a button, named by label or custom id, and do not wait."""
        return await self.site.client.click(self.id, message, button, **how)

    async def press(self, message: Message, button: str, **how: Any) -> Message:
        """Press a button and wait for its answer."""
        return await (await self.click(message, button, **how)).reply()

    async def choose(self, message: Message, value: str, menu: str | None = None, **how: Any) -> Message:
        """Choose from a menu and wait for its answer."""
        return await (await self.site.client.select(self.id, message, [value], menu, **how)).reply()

    async def begin(self) -> Message:
        """Start to play as the first class that is offered."""
        scene = await self.slash("start")
        return await self.press(scene, scene.buttons[0].label)

    async def deltas(self) -> list[Any]:
        """What the journal has of them, oldest first."""
        return await self.site.rows("SELECT * FROM delta WHERE key = $1 ORDER BY seq", self.id)

    async def names(self) -> list[str]:
        """The commands that changed them, oldest first."""
        return [row["name"] for row in await self.deltas()]

    async def state(self) -> Player:
        """The fold of their journal."""
        behavior = PlayerBehavior()
        state = behavior.initial(self.id)
        for row in await self.deltas():
            for event in codec().decode_events(row["schema"], row["events"]):
                state = behavior.evolve(state, event)
        return state

    async def wallet(self) -> dict[str, int]:
        """What the ledger says they have, by currency."""
        query = (
            "SELECT currency, sum(amount)::bigint FROM entry WHERE key = $1 AND account = 'wallet' GROUP BY 1"
        )
        return {row[0]: row[1] for row in await self.site.rows(query, self.id)}

    async def stored(self) -> dict[str, str | None]:
        """A mark of each table's rows about them: the same mark, the same rows."""
        return {row["what"]: row["mark"] for row in await self.site.rows(FINGERPRINT, self.id)}
