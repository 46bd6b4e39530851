"""What the bot itself has to show: values beside the replies of the rules."""

from dataclasses import dataclass, field

from actors.identity import ActorId
from actors.inspection import ActorReport, HostReport
from reve.bot.gateway.report import GatewayView
from reve.game.history import HistoryLine
from reve.game.proof import DayProof, PullProof
from reve.game.rates import ReveRates


@dataclass(frozen=True, slots=True)
class HelpShown:
    """A topic of the help; all of `topics` can be opened."""

    topic: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReveRatesShown:
    """The odds of the reve; `row` is the place of the levels that are shown."""

    rates: ReveRates
    row: int = 0


@dataclass(frozen=True, slots=True)
class StartRatesShown:
    """The odds of the second esprit that a new player gets: each of `species` but the class's own."""

    species: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryDay:
    """One line of a history, and when it was written."""

    at_ms: int
    line: HistoryLine


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """A page of a player's history, newest first."""

    kind: str
    page: int
    pages: int
    total: int
    lines: tuple[HistoryDay, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file with all that is kept of a player; of the journal so many deltas, the newest of those asked for.

    `older` is the number before which there are more, None if the file has all.
    """

    data: bytes = field(repr=False)
    deltas: int
    older: int | None


@dataclass(frozen=True, slots=True)
class ActorShown:
    """One actor as its owner sees it; `report` is None when it is not in memory there."""

    actor: ActorId
    instance: str
    report: ActorReport | None
    aside: tuple[str, ...] = ()
    """The names of notes to it that were tried too often."""
    note: str | None = None
    """What has just been done about it: `unparked`, or nothing since the button was `stale`."""


@dataclass(frozen=True, slots=True)
class ActorsShown:
    """All instances, those that do not answer, and a page of live actors by owner, the busiest first."""

    hosts: tuple[HostReport, ...]
    silent: tuple[str, ...]
    page: int
    pages: int
    actors: tuple[tuple[str, ActorReport], ...]


@dataclass(frozen=True, slots=True)
class ShardsShown:
    """Who holds which shards, and which gateway shards, as the instance that answers sees it."""

    hosts: tuple[HostReport, ...]
    silent: tuple[str, ...]
    gateway: GatewayView


@dataclass(frozen=True, slots=True)
class ItemsSuggested:
    """Item ids for an autocomplete."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place on a board, from 1."""

    board: str
    rank: int
    value: int


@dataclass(frozen=True, slots=True)
class RankShown:
    """The places of a player, who is the asker or not; empty for those who hide or have none."""

    name: str
    own: bool
    places: tuple[PlaceShown, ...]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of a board; `name` is empty where nobody is known."""

    rank: int
    name: str
    title: str | None
    value: int


@dataclass(frozen=True, slots=True)
class LeaderboardShown:
    """A page of a board, and the asker's own place."""

    board: str
    page: int
    pages: int
    total: int
    lines: tuple[BoardLine, ...]
    own: PlaceShown | None


@dataclass(frozen=True, slots=True)
class SetsSuggested:
    """Ids of codex sets for an autocomplete."""

    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffersSuggested:
    """Ids of the shop's offers for an autocomplete."""

    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShopRatesShown:
    """How likely each deal is to be there on a day, in ppm, and how many there are a day."""

    per_day: int
    odds: dict[str, int]


@dataclass(frozen=True, slots=True)
class PullListed:
    """A pull that can be drawn again; `seq` names it."""

    seq: int
    at_ms: int
    species: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LuckShown:
    """What binds the dice of some days, and the player's latest pulls."""

    days: tuple[DayProof, ...]
    pulls: tuple[PullListed, ...]


@dataclass(frozen=True, slots=True)
class PullVerified:
    """A pull drawn again; `words` are what its dice showed, in hex."""

    proof: PullProof
    at_ms: int
    results: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BotShown:
    """What the bot is: its release and content, how many instances serve, and since when this one."""

    release: str
    instances: int
    content_version: int
    species: int
    achievements: int
    uptime_s: float


@dataclass(frozen=True, slots=True)
class PackRefused:
    """A content pack that is not put in force, with all that is wrong with it, a line each."""

    pack: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThingsSuggested:
    """Names by id for an autocomplete."""

    names: dict[str, str]
