"""Which screen shows which value. A new reply needs one line here."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot import views
from reve.bot.rendering import LayOut
from reve.bot.screens import (
    admin,
    collection,
    daily,
    esprits,
    fusion,
    goals,
    help,
    history,
    items,
    onboarding,
    profile,
    rankings,
    rates,
    shop,
)
from reve.bot.screens import refusals as no
from reve.bot.screens import reve as summons
from reve.game import replies, shown
from reve.game.vocabulary import fusion as fusion_words
from reve.game.vocabulary import goals as goal_words
from reve.game.vocabulary import ranking
from reve.game.vocabulary import shop as shop_words

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
    goal_words.AchievementsShown: goals.achievements,
    goal_words.CodexShown: goals.codex,
    goal_words.CodexSetShown: goals.codex_set,
    goal_words.CollectionShown: collection.overview,
    goal_words.SharesShown: collection.shares,
    goal_words.MissingShown: collection.missing,
    goal_words.RecentShown: collection.recent,
    goal_words.MilestonesShown: collection.milestones,
    shop_words.ShopShown: shop.shop,
    shop_words.Bought: shop.bought,
    ranking.StatsShown: rankings.stats,
    ranking.NameShown: rankings.name,
    views.RankShown: rankings.rank,
    views.LeaderboardShown: rankings.leaderboard,
    fusion_words.FusionShown: fusion.shown,
    fusion_words.Fused: fusion.done,
    views.HelpShown: help.topic,
    views.ReveRatesShown: rates.reve,
    views.StartRatesShown: rates.start,
    views.ShopRatesShown: rates.shop,
    views.HistoryShown: history.history,
    views.ActorShown: admin.actor,
    views.ActorsShown: admin.actors,
}
