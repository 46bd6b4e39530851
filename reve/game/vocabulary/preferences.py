"""What is asked, answered and told about titles, the favorite element and settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CarryTitle:
    """Carry a title by id or name; empty for none, None to show those that are owned."""

    title: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestTitles:
    """Complete what is being typed to titles that the player owns."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class FavorElement:
    """Make an element the favorite, once a day; None to show it."""

    element: str | None = None


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show the settings."""


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Hide from leaderboards, or come back."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class TitleChanged:
    """The player carries another title, or none."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class FavoriteChanged:
    """Another element is the favorite, chosen on a day that is counted since the epoch."""

    old: str | None
    new: str
    day: int


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings as they are now."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class TitlesShown:
    """The titles that the player owns, and the one that is carried."""

    carried: str | None
    owned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitlesSuggested:
    """Ids of titles that the player owns."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FavoriteShown:
    """The favorite element; another can be chosen from `next_at_ms` on, None for now."""

    element: str | None
    next_at_ms: int | None


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """The settings."""

    hidden: bool


type Action = CarryTitle | SuggestTitles | FavorElement | ShowSettings | ChangeSettings
type Event = TitleChanged | FavoriteChanged | SettingsChanged
type Reply = TitlesShown | TitlesSuggested | FavoriteShown | SettingsShown

NAMES: Final[Mapping[type, str]] = {
    CarryTitle: "title.carry",
    SuggestTitles: "titles.suggest",
    FavorElement: "favorite.choose",
    ShowSettings: "settings.show",
    ChangeSettings: "settings.change",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys(NAMES.keys() - {SuggestTitles}, "view")
EVENTS: Final[Mapping[str, type]] = {
    "title.changed": TitleChanged,
    "favorite.changed": FavoriteChanged,
    "settings.changed": SettingsChanged,
}
REPLIES: Final[Mapping[str, type]] = {
    "titles.shown": TitlesShown,
    "titles.suggested": TitlesSuggested,
    "favorite.shown": FavoriteShown,
    "settings.shown": SettingsShown,
}
