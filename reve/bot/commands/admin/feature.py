"""All commands of operators in one feature, and the guard before it."""

from collections.abc import Callable

from reve.bot.commands.admin import actors, maintenance, packs, players, shards, world
from reve.bot.commands.admin.guard import Operators, guarded
from reve.bot.commands.slash import Feature
from reve.bot.gateway.report import GatewayView
from reve.bot.ports import CatalogueNow, Journal, PackReader, Runtime, Upkeep

type Gateway = Callable[[], GatewayView]


def feature(
    operators: Operators,
    runtime: Runtime,
    reader: PackReader,
    gateway: Gateway = GatewayView,
    *,
    catalogue: CatalogueNow,
    upkeep: Upkeep,
    journal: Journal,
) -> Feature:
    """Return these commands and their buttons; nothing of them is reached but past the guard."""
    parts = (
        actors.feature(runtime),
        shards.feature(runtime, gateway),
        world.feature(),
        packs.feature(reader),
        players.feature(catalogue, runtime, journal),
        maintenance.feature(runtime, upkeep),
    )
    return guarded(
        operators,
        Feature(
            slashes=tuple(slash for part in parts for slash in part.slashes),
            presses={name: press for part in parts for name, press in part.presses.items()},
        ),
    )
