"""Which screen shows which value. A new reply needs one line here."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot import upkeep_views, views
from reve.bot.rendering import LayOut
from reve.bot.screens import (
    admin,
    adventures,
    daily,
    esprits,
    growth,
    help,
    history,
    holdings,
    items,
    onboarding,
    operating,
    privacy,
    profile,
    pursuits,
    rates,
    shards,
    upkeep,
    world,
)
from reve.bot.screens import refusals as no
from reve.bot.screens import reve as summons
from reve.game import replies, shown
from reve.game.vocabulary import operating as operator_words
from reve.game.vocabulary import privacy as privacy_words
from reve.game.vocabulary import world as world_words

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    shown.Refused: no.refused,
    replies.SceneShown: onboarding.scene,
    replies.Started: onboarding.started,
    shown.ProfileShown: profile.profile,
    replies.DailyClaimed: daily.claimed,
    replies.InventoryShown: items.inventory,
    replies.ItemUsed: items.used,
    replies.Pulled: summons.pulled,
    replies.ReveShown: summons.info,
    replies.EspritsShown: esprits.index,
    replies.EspritShown: esprits.esprit,
    **growth.LAYOUTS,
    **pursuits.LAYOUTS,
    **adventures.LAYOUTS,
    **holdings.LAYOUTS,
    views.HelpShown: help.topic,
    views.BotShown: help.bot,
    views.ReveRatesShown: rates.reve,
    views.StartRatesShown: rates.start,
    views.ShopRatesShown: rates.shop,
    views.HistoryShown: history.history,
    views.ActorShown: admin.actor,
    views.ActorsShown: admin.actors,
    views.ShardsShown: shards.shards,
    operator_words.Operated: operating.operated,
    operator_words.StateShown: operating.state,
    privacy_words.Erased: privacy.erased,
    views.Exported: privacy.exported,
    world_words.BanChanged: world.ban,
    world_words.SystemChanged: world.system,
    world_words.MultiplierChanged: world.multiplier,
    world_words.PackChanged: world.pack,
    views.PackRefused: world.pack_refused,
    upkeep_views.JobsShown: upkeep.jobs,
    upkeep_views.HealthShown: upkeep.health,
    upkeep_views.EconomyShown: upkeep.economy,
    upkeep_views.CachesShown: upkeep.caches,
    upkeep_views.AccountsShown: upkeep.accounts,
    upkeep_views.PlayerLooked: operating.looked,
}
