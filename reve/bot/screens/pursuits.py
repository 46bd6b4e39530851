"""Which screen shows which reply of the systems that players pursue."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot import views
from reve.bot.rendering import LayOut
from reve.bot.screens import collection, goals, preferences, rankings, search, shop, verify, why
from reve.game.vocabulary import goals as goal_words
from reve.game.vocabulary import preferences as preference_words
from reve.game.vocabulary import ranking
from reve.game.vocabulary import search as search_words
from reve.game.vocabulary import shop as shop_words
from reve.game.vocabulary import why as why_words

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
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
    search_words.SpeciesFound: search.found,
    search_words.SpeciesCompared: search.compared,
    search_words.SpeciesShown: search.one,
    search_words.SpeciesSuggested: search.suggested,
    search_words.SpeciesLeading: search.leading,
    preference_words.TitlesShown: preferences.titles,
    preference_words.FavoriteShown: preferences.favorite,
    preference_words.SettingsShown: preferences.settings,
    why_words.NumberExplained: why.explained,
    views.LuckShown: verify.luck,
    views.PullVerified: verify.pull,
    views.RankShown: rankings.rank,
    views.LeaderboardShown: rankings.leaderboard,
}
