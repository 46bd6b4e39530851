"""The receipt of a pull: all that it takes to check its luck once the day's secret is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the dice's stream began, the table and pity before, and the words drawn, in hex.

    Commitment and words are empty for dice that cannot prove anything.
    """

    seq: int
    date: str
    commitment: str
    words: tuple[str, ...]
    pack_version: int
    level: int
    since_bright: int
    since_brilliant: int
