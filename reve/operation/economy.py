"""The economy in figures: what is in circulation, what came in and went out, and pulls against the odds."""

from collections.abc import AsyncIterator
from typing import Any, Final

import anyio.lowlevel

from actors.behavior import Codec
from persistence.books import Books
from reve.game.catalogue import Catalogue
from reve.game.commands import NAMES, Pull
from reve.game.events import RevePulled
from reve.game.tally import tally
from reve.operation.jobs import Told

DAY_MS: Final = 24 * 60 * 60 * 1000
PULLS: Final = 2_000
"""Commands to pull that are looked at: the latest ones tell as much as all of a day."""

DECODED_AT_ONCE: Final = 50
KIND: Final = "player"


async def measured(books: Books, codec: Codec[Any, Any, Any], catalogue: Catalogue, now_ms: int) -> Told:
    """Return the figures of this moment and of the day before it. Raises `Unavailable`."""
    since_ms = now_ms - DAY_MS
    circulation = await books.circulation(KIND)
    flows = await books.flows(KIND, since_ms)
    pulls = [pulled async for pulled in _pulls(books, codec, since_ms)]
    return {
        "at_ms": now_ms,
        "circulation": dict(circulation),
        "flows": [[*account, amount] for account, amount in sorted(flows.items())],
        "pulls": [[one.tier, one.drawn, one.expected_ppm] for one in tally(catalogue, pulls)],
    }


async def _pulls(books: Books, codec: Codec[Any, Any, Any], since_ms: int) -> AsyncIterator[RevePulled]:
    stored = await books.newest(KIND, NAMES[Pull], since_ms=since_ms, limit=PULLS)
    for place, row in enumerate(stored, 1):
        for event in codec.decode_events(row.schema, row.events):
            if isinstance(event, RevePulled):
                yield event
        if place % DECODED_AT_ONCE == 0:
            await anyio.lowlevel.checkpoint()
