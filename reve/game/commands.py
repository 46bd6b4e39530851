"""What a player may ask of their actor: one frozen value per action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from actors.limits import Limit
from reve.game.catalogue import RateLimit
from reve.game.vocabulary import (
    awakening,
    building,
    combat,
    crafting,
    echo,
    esprit,
    fusion,
    goals,
    notice,
    operating,
    preferences,
    privacy,
    quest,
    ranking,
    relic,
    search,
    shop,
    skill,
    team,
    why,
)


@dataclass(frozen=True, slots=True)
class Start:
    """Begin to play as a class; without one, show the scene that offers the classes."""

    class_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """Show the profile; only the player's own has balances."""

    own: bool = True


@dataclass(frozen=True, slots=True)
class ClaimDaily:
    """Claim the reward of the day."""


@dataclass(frozen=True, slots=True)
class ShowInventory:
    """Show what is in the bag, one section or all; pages count from 1."""

    section: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class UseItem:
    """Use up to `count` of an item, one after another, until one is refused."""

    item: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Pull:
    """Summon `count` times, for a charge each."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class ShowReve:
    """Show charges, their return, odds and pity."""


@dataclass(frozen=True, slots=True)
class ShowEsprits:
    """List the player's stacks; pages count from 1."""

    element: str | None = None
    tier: int | None = None
    sort: str = "tier"
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowEsprit:
    """Show one stack, by species id, name or the beginning of a name; None shows the leader's."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestEsprits:
    """Complete what is being typed to species that the player owns."""

    text: str = ""


type Action = (
    Start
    | ShowProfile
    | ClaimDaily
    | ShowInventory
    | UseItem
    | Pull
    | ShowReve
    | ShowEsprits
    | ShowEsprit
    | SuggestEsprits
    | ranking.Action
    | goals.Action
    | shop.Action
    | search.Action
    | why.Action
    | preferences.Action
    | fusion.Action
    | awakening.Action
    | echo.Action
    | crafting.Action
    | esprit.Action
    | team.Action
    | skill.Action
    | relic.Action
    | quest.Action
    | combat.Action
    | building.Action
    | notice.Action
    | privacy.Action
    | operating.Action
)

NAMES: Final[Mapping[type, str]] = {
    Start: "start",
    ShowProfile: "profile.show",
    ClaimDaily: "daily.claim",
    ShowInventory: "inventory.show",
    UseItem: "item.use",
    Pull: "reve.pull",
    ShowReve: "reve.show",
    ShowEsprits: "esprits.show",
    ShowEsprit: "esprit.show",
    SuggestEsprits: "esprits.suggest",
    **ranking.NAMES,
    **goals.NAMES,
    **shop.NAMES,
    **search.NAMES,
    **why.NAMES,
    **preferences.NAMES,
    **fusion.NAMES,
    **awakening.NAMES,
    **echo.NAMES,
    **crafting.NAMES,
    **esprit.NAMES,
    **team.NAMES,
    **skill.NAMES,
    **relic.NAMES,
    **quest.NAMES,
    **combat.NAMES,
    **building.NAMES,
    **notice.NAMES,
    **privacy.NAMES,
    **operating.NAMES,
}
"""The name under which each action is journaled, and by which it is known between instances."""

COMMANDS: Final[Mapping[str, type]] = {name: action for action, name in NAMES.items()}

GROUPS: Final[Mapping[type, str]] = {
    ShowProfile: "view",
    ShowInventory: "view",
    ShowReve: "view",
    ShowEsprits: "view",
    ShowEsprit: "card",
    Pull: "reve",
    **ranking.GROUPS,
    **goals.GROUPS,
    **shop.GROUPS,
    **search.GROUPS,
    **why.GROUPS,
    **preferences.GROUPS,
    **fusion.GROUPS,
    **awakening.GROUPS,
    **echo.GROUPS,
    **crafting.GROUPS,
    **esprit.GROUPS,
    **team.GROUPS,
    **skill.GROUPS,
    **relic.GROUPS,
    **quest.GROUPS,
    **combat.GROUPS,
    **building.GROUPS,
    **notice.GROUPS,
    **privacy.GROUPS,
}
"""The rate limit group of each action that has one."""


@dataclass(frozen=True, slots=True)
class PlayerCommand:
    """An action, with what Discord says about its author; `by` is that author where it is not the player."""

    action: Action
    username: str
    locale: str | None = None
    by: int | None = None


def limits(rates: Callable[[], Mapping[str, RateLimit]]) -> Callable[[PlayerCommand], Limit | None]:
    """Return what names the rate limit of a command, if it has one, by the rates in force."""

    def limit(command: PlayerCommand) -> Limit | None:
        group = GROUPS.get(type(command.action))
        rate = None if group is None else rates().get(group)
        return None if group is None or rate is None else Limit(group, rate.count, rate.per_s)

    return limit
