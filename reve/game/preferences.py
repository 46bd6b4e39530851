"""Preferences: the title that a player carries, the favorite element, and who sees them."""

from dataclasses import replace
from typing import Final

from reve.game import refusals
from reve.game.days import day_of, start_of
from reve.game.draft import Draft
from reve.game.replies import Reply
from reve.game.state import Player
from reve.game.vocabulary.preferences import (
    CarryTitle,
    ChangeSettings,
    FavorElement,
    FavoriteChanged,
    FavoriteShown,
    SettingsChanged,
    SettingsShown,
    ShowSettings,
    SuggestTitles,
    TitleChanged,
    TitlesShown,
    TitlesSuggested,
)

_MOST_SUGGESTED: Final = 25


def carry_title(draft: Draft, action: CarryTitle) -> Reply:
    """Carry a title that the player owns, or none."""
    person = draft.state.person
    if action.title is not None:
        wanted = _title(draft, action.title) or None
        if wanted is not None and wanted not in draft.catalogue.titles:
            return refusals.invalid("title", "unknown")
        if wanted is not None and wanted not in person.titles:
            return refusals.invalid("title", "not_owned")
        if wanted != person.title:
            draft.emit(TitleChanged(person.title, wanted))
    return TitlesShown(draft.state.person.title, person.titles)


def suggest_titles(draft: Draft, action: SuggestTitles) -> Reply:
    """Complete a text to owned titles: names that begin with it, then names that contain it."""
    wanted, titles = action.text.strip().casefold(), draft.catalogue.titles
    owned = [titles[name] for name in draft.state.person.titles if name in titles]
    fits = [one for one in owned if wanted in one.name.casefold()]
    fits.sort(key=lambda one: not one.name.casefold().startswith(wanted))
    return TitlesSuggested(tuple(one.id for one in fits[:_MOST_SUGGESTED]))


def favor(draft: Draft, action: FavorElement) -> Reply:
    """Make an element the favorite, once per UTC date."""
    person, today = draft.state.person, day_of(draft.now_ms)
    chosen_today = person.favorite_on is not None and person.favorite_on >= today
    if action.element is not None:
        if action.element not in draft.catalogue.elements:
            return refusals.invalid("element", "unknown")
        if chosen_today:
            return refusals.already_claimed("favorite", start_of(today + 1))
        draft.emit(FavoriteChanged(person.favorite, action.element, today))
        chosen_today = True
    return FavoriteShown(draft.state.person.favorite, start_of(today + 1) if chosen_today else None)


def show_settings(draft: Draft, action: ShowSettings) -> Reply:
    """Show the settings."""
    return SettingsShown(draft.state.person.hidden)


def change_settings(draft: Draft, action: ChangeSettings) -> Reply:
    """Change the settings."""
    if action.hidden != draft.state.person.hidden:
        draft.emit(SettingsChanged(action.hidden))
    return SettingsShown(draft.state.person.hidden)


def title_changed(player: Player, event: TitleChanged) -> Player:
    return replace(player, person=replace(player.person, title=event.new))


def favorite_changed(player: Player, event: FavoriteChanged) -> Player:
    return replace(player, person=replace(player.person, favorite=event.new, favorite_on=event.day))


def settings_changed(player: Player, event: SettingsChanged) -> Player:
    return replace(player, person=replace(player.person, hidden=event.hidden))


def _title(draft: Draft, typed: str) -> str:
    wanted = typed.strip().casefold()
    named = (one.id for one in draft.catalogue.titles.values() if one.name.casefold() == wanted)
    return next(named, wanted)
