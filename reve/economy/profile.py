"""Profiles: how much of what the game offers each kind of player takes up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Profile:
    """The habits of a kind of player; `sittings` a day begin evenly spread over `awake_h` hours.

    `energy_share` is how many percent of the energy that returns are used; `pulls`, `potions` (bought,
    besides those that are found) and `bosses` are the most in a day.
    """

    name: str
    energy_share: int
    sittings: int
    awake_h: int
    pulls: int
    potions: int
    bosses: int
    shrines: int

    @property
    def starts_ms(self) -> tuple[int, ...]:
        """When each sitting of a day begins, in milliseconds since midnight."""
        first_ms, gap_ms = (24 - self.awake_h) * HOUR_MS, self.awake_h * HOUR_MS // self.sittings
        return tuple(first_ms + number * gap_ms for number in range(self.sittings))

    @property
    def pulls_each(self) -> int:
        """How many pulls there are in a sitting."""
        return self.pulls // self.sittings


PROFILES: Final[Mapping[str, Profile]] = {
    one.name: one
    for one in (
        Profile("casual", 50, sittings=2, awake_h=12, pulls=10, potions=0, bosses=1, shrines=4),
        Profile("regular", 80, sittings=6, awake_h=15, pulls=30, potions=1, bosses=3, shrines=7),
        Profile("hardcore", 100, sittings=16, awake_h=18, pulls=80, potions=3, bosses=6, shrines=7),
    )
}
