"""A number that remembers how it came about, so that the rule which yields it can explain it."""

from dataclasses import dataclass

_FULL_BP = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a number: `how` is start, plus, times, over (both in bp above the whole), most or least."""

    name: str
    how: str
    by: int
    after: int


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A number in the making. Bounds leave a step only where they bind; boosts of 0 stay, to be seen."""

    steps: tuple[Step, ...]

    @classmethod
    def start(cls, name: str, value: int) -> "Reckoning":
        """Begin with a value."""
        return cls((Step(name, "start", value, value),))

    @property
    def value(self) -> int:
        """The number so far."""
        return self.steps[-1].after

    def plus(self, name: str, amount: int) -> "Reckoning":
        """Add an amount, which may be negative."""
        return self._and(Step(name, "plus", amount, self.value + amount))

    def times(self, name: str, bp: int) -> "Reckoning":
        """Raise by a share in bp, floored."""
        return self._and(Step(name, "times", bp, self.value * (_FULL_BP + bp) // _FULL_BP))

    def over(self, name: str, bp: int) -> "Reckoning":
        """Divide by a whole raised by a share in bp, floored."""
        return self._and(Step(name, "over", bp, self.value * _FULL_BP // (_FULL_BP + bp)))

    def at_most(self, name: str, bound: int) -> "Reckoning":
        """Cut to a bound."""
        return self if self.value <= bound else self._and(Step(name, "most", bound, bound))

    def at_least(self, name: str, bound: int) -> "Reckoning":
        """Raise to a bound."""
        return self if self.value >= bound else self._and(Step(name, "least", bound, bound))

    def _and(self, step: Step) -> "Reckoning":
        return Reckoning((*self.steps, step))
