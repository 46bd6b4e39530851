"""What players pursue, system by system: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import (
    achievement,
    attainment,
    codex,
    collection,
    preferences,
    search,
    shop,
    standings,
    statistics,
    why,
)
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import goals, ranking
from reve.game.vocabulary import preferences as preference_words
from reve.game.vocabulary import search as search_words
from reve.game.vocabulary import shop as shop_words
from reve.game.vocabulary import why as why_words


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    ranking.ShowStats: statistics.show,
    ranking.ShowName: standings.name,
    goals.ShowAchievements: achievement.show,
    goals.ShowCodex: codex.show,
    goals.ShowCollection: collection.show,
    shop_words.ShowShop: shop.show,
    shop_words.Buy: shop.buy,
    search_words.SearchSpecies: search.search,
    search_words.CompareSpecies: search.compare,
    search_words.RandomSpecies: search.any_species,
    search_words.SuggestSpecies: search.suggest,
    search_words.LeadSpecies: search.lead,
    why_words.ExplainNumber: why.explain,
    preference_words.CarryTitle: preferences.carry_title,
    preference_words.SuggestTitles: preferences.suggest_titles,
    preference_words.FavorElement: preferences.favor,
    preference_words.ShowSettings: preferences.show_settings,
    preference_words.ChangeSettings: preferences.change_settings,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    goals.PackAdopted: attainment.adopted,
    goals.AchievementUnlocked: achievement.unlocked,
    goals.PointsRewarded: _unchanged,
    goals.CodexCompleted: _unchanged,
    goals.MilestoneReached: _unchanged,
    shop_words.ShopBought: shop.bought,
    preference_words.TitleChanged: preferences.title_changed,
    preference_words.FavoriteChanged: preferences.favorite_changed,
    preference_words.SettingsChanged: preferences.settings_changed,
}
