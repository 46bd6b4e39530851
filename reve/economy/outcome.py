"""Outcomes: what a life came to, as figures for a table, for JSON and for a chart."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self

from reve.economy.life import Life
from reve.economy.tally import Sums


@dataclass(frozen=True, slots=True)
class Outcome:
    """A life that was played to its end; days count from 1, sums are by currency and reason."""

    profile: str
    days: int
    seed: int
    pack_version: int
    commands: int
    refused: int
    first_day_of_tier: dict[int, int]
    first_day_of_level: dict[int, int]
    faucets: Sums
    sinks: Sums
    balances: dict[str, int]

    @classmethod
    def of(cls, life: Life, profile: str, days: int, seed: int) -> Self:
        """Read a life."""
        tally = life.tally
        return cls(
            profile=profile,
            days=days,
            seed=seed,
            pack_version=life.catalogue.version,
            commands=tally.commands,
            refused=tally.refused,
            first_day_of_tier=dict(sorted(tally.first_day_of_tier.items())),
            first_day_of_level=dict(sorted(tally.first_day_of_level.items())),
            faucets=_largest_first(tally.faucets),
            sinks=_largest_first(tally.sinks),
            balances=dict(sorted(life.state.wallet.balances.items())),
        )

    def as_json(self) -> dict[str, Any]:
        """Return all of it in plain types."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """Yield it as text."""
        yield f"{self.profile}, {self.days} days, seed {self.seed}, pack {self.pack_version}"
        yield f"  {self.commands:,} commands, {self.refused:,} of them refused"
        yield f"  first day of a tier   {_row(self.first_day_of_tier)}"
        shown = {n: day for n, day in self.first_day_of_level.items() if n in (5, 10, 20) or n % 25 == 0}
        yield f"  first day of a level  {_row(shown)}"
        for name, sums in (("faucets", self.faucets), ("sinks", self.sinks)):
            for currency, by_reason in sums.items():
                yield f"  {name} of {currency}"
                for reason, amount in by_reason.items():
                    yield f"    {amount:>18,}  {reason}"
        for currency, amount in self.balances.items():
            yield f"  {currency} left {amount:,}"


def _largest_first(sums: Sums) -> Sums:
    return {
        currency: dict(sorted(sums[currency].items(), key=lambda item: -item[1])) for currency in sorted(sums)
    }


def _row(days: dict[int, int]) -> str:
    return "  ".join(f"{number}: {day}" for number, day in days.items())
