"""A reward bundle: the one shape that all grants have."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a grant gives. Tiers, elements, items, relics, titles and species are named by id."""

    revies: int = 0
    erythl: int = 0
    xp: int = 0
    energy: int = 0
    stamina: int = 0
    items: dict[str, int] = field(default_factory=dict)
    awakening_fragments: int = 0
    tier_fragments: dict[int, int] = field(default_factory=dict)
    element_fragments: dict[str, int] = field(default_factory=dict)
    esprits: dict[str, int] = field(default_factory=dict)
    title: str | None = None
    building_slots: int = 0
    relics: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: "Bundle") -> "Bundle":
        """Return both in one; where both have a title, the other's."""
        return Bundle(
            revies=self.revies + other.revies,
            erythl=self.erythl + other.erythl,
            xp=self.xp + other.xp,
            energy=self.energy + other.energy,
            stamina=self.stamina + other.stamina,
            items=_sum(self.items, other.items),
            awakening_fragments=self.awakening_fragments + other.awakening_fragments,
            tier_fragments=_sum(self.tier_fragments, other.tier_fragments),
            element_fragments=_sum(self.element_fragments, other.element_fragments),
            esprits=_sum(self.esprits, other.esprits),
            title=other.title or self.title,
            building_slots=self.building_slots + other.building_slots,
            relics=_sum(self.relics, other.relics),
        )

    def __mul__(self, times: int) -> "Bundle":
        """Return so many of them in one."""
        total = Bundle()
        for _ in range(times):
            total += self
        return total

    def __bool__(self) -> bool:
        return self != Bundle()


def _sum[K](a: Mapping[K, int], b: Mapping[K, int]) -> dict[K, int]:
    return {key: a.get(key, 0) + b.get(key, 0) for key in (*a, *(k for k in b if k not in a))}
