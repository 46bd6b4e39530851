"""All commands of the bot, in one list."""

from collections.abc import Callable

from reve.bot.commands import (
    admin,
    awakening,
    boss,
    buildings,
    crafting,
    echoes,
    esprits,
    fusion,
    goals,
    help,
    history,
    items,
    notices,
    player,
    preferences,
    privacy,
    quests,
    rankings,
    rates,
    relics,
    reve,
    search,
    shop,
    skills,
    team,
    verify,
    why,
)
from reve.bot.commands.admin import Operators
from reve.bot.commands.slash import Feature, Slash
from reve.bot.custom_ids import Seals
from reve.bot.gateway.report import GatewayView
from reve.bot.plan import OnPress
from reve.bot.ports import Journal, Leaderboards, PackReader, Runtime, Upkeep, WorldNow
from reve.bot.routing import Routes
from reve.game.catalogue import Catalogue


def features(
    *,
    world: WorldNow,
    journal: Journal,
    boards: Leaderboards,
    runtime: Runtime,
    packs: PackReader,
    upkeep: Upkeep,
    operators: Operators,
    secret: bytes,
    gateway: Callable[[], GatewayView] = GatewayView,
) -> tuple[Feature, ...]:
    """Return every system's commands. A new system needs one line here."""

    def catalogue() -> Catalogue:
        return world().catalogue

    return (
        player.feature(),
        items.feature(catalogue),
        reve.feature(),
        esprits.feature(catalogue),
        quests.feature(catalogue),
        fusion.feature(catalogue),
        awakening.feature(),
        echoes.feature(catalogue),
        crafting.feature(catalogue),
        team.feature(),
        boss.feature(),
        skills.feature(catalogue),
        relics.feature(catalogue),
        rates.feature(world),
        history.feature(journal),
        verify.feature(journal, packs, secret),
        rankings.feature(boards, runtime),
        goals.feature(catalogue),
        shop.feature(catalogue),
        search.feature(catalogue),
        preferences.feature(catalogue),
        why.feature(),
        buildings.feature(catalogue),
        notices.feature(catalogue),
        privacy.feature(journal),
        help.feature(catalogue, runtime),
        admin.feature(
            operators, runtime, packs, gateway, catalogue=catalogue, upkeep=upkeep, journal=journal
        ),
    )


def all_slashes(every: tuple[Feature, ...]) -> tuple[Slash, ...]:
    """Return the slash commands of all features."""
    return tuple(slash for feature in every for slash in feature.slashes)


def routes(every: tuple[Feature, ...], seals: Seals) -> Routes:
    """Return the tables that find the handler of an interaction."""
    presses: dict[str, OnPress] = {}
    for feature in every:
        presses.update(feature.presses)
    slashes = all_slashes(every)
    return Routes(
        slashes={slash.path: slash.handle for slash in slashes},
        presses=presses,
        typing={
            (slash.path, option.name): option.typing
            for slash in slashes
            for option in slash.options
            if option.typing is not None
        },
        seals=seals,
    )
