"""What is asked, answered and told about direct messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ShowNotices:
    """Show which direct messages are wanted."""


@dataclass(frozen=True, slots=True)
class SetNotice:
    """Switch a kind of direct message on or off; None means all of them."""

    kind: str | None
    on: bool


@dataclass(frozen=True, slots=True)
class SetQuiet:
    """Change quiet hours: one of start, end (minutes of the day; a negative start ends them) and offset."""

    start: int | None = None
    end: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class TryNotice:
    """Send a direct message now, to see whether one arrives."""


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A reminder to oneself: look whether a message of a kind is due now."""

    kind: str


@dataclass(frozen=True, slots=True)
class CloseNotices:
    """Discord does not take direct messages to this player: send none until they are asked for again."""


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    """What the player wants was changed: kinds by what was chosen, and quiet hours, None for none."""

    wanted: dict[str, bool]
    quiet: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class ReminderSet:
    """A reminder is due at a time; it replaces the one of its kind that waits."""

    kind: str
    due_at_ms: int


@dataclass(frozen=True, slots=True)
class ReminderPassed:
    """A reminder came; `occurrence` is what it dealt with without a message, None if there was nothing."""

    kind: str
    occurrence: int | None


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """A message about an occurrence goes out with this very commit: the `count`-th of the day."""

    kind: str
    occurrence: int
    day: int
    count: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class NoticeGathered:
    """Something happened that is to be told of: `count` times since `since_ms`."""

    kind: str
    since_ms: int
    count: int


@dataclass(frozen=True, slots=True)
class NoticesBlocked:
    """Direct messages stop, or may come again; `told` once the player knows."""

    blocked: bool
    told: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A kind of direct message, and when the next one may come, None where that is not known."""

    kind: str
    on: bool
    due_at_ms: int | None


@dataclass(frozen=True, slots=True)
class NoticesShown:
    """What the player wants; `quiet` is start, end and offset in minutes. `tested` if one is on its way."""

    lines: tuple[NoticeLine, ...]
    quiet: tuple[int, int, int] | None
    offsets: tuple[int, ...]
    per_day: int
    today: int
    blocked: bool
    tested: bool = False


@dataclass(frozen=True, slots=True)
class NoticeToSend:
    """A direct message to be sent after the commit, at most once; `key` tells it from all others."""

    kind: str
    key: str
    username: str
    locale: str | None
    count: int
    facts: dict[str, int]


@dataclass(frozen=True, slots=True)
class NoticeDropped:
    """No message is due after all, and why."""

    kind: str
    reason: str


type Action = ShowNotices | SetNotice | SetQuiet | TryNotice | NoticeDue | CloseNotices
type Event = NoticeChanged | ReminderSet | ReminderPassed | NoticeSent | NoticeGathered | NoticesBlocked
type Reply = NoticesShown | NoticeToSend | NoticeDropped

NAMES: Final[Mapping[type, str]] = {
    ShowNotices: "notification.show",
    SetNotice: "notification.set",
    SetQuiet: "notification.quiet",
    TryNotice: "notification.test",
    NoticeDue: "notification.due",
    CloseNotices: "notification.close",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys((ShowNotices, SetNotice, SetQuiet, TryNotice), "view")
EVENTS: Final[Mapping[str, type]] = {
    "notification.changed": NoticeChanged,
    "notification.reminder_set": ReminderSet,
    "notification.reminder_passed": ReminderPassed,
    "notification.sent": NoticeSent,
    "notification.gathered": NoticeGathered,
    "notification.blocked": NoticesBlocked,
}
REPLIES: Final[Mapping[str, type]] = {
    "notices.shown": NoticesShown,
    "notice.to_send": NoticeToSend,
    "notice.dropped": NoticeDropped,
}
