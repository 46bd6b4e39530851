"""What went wrong, as a refusal that a player can read. Codes are those of the rules."""

from collections.abc import Mapping
from math import ceil
from typing import Final

from actors import errors
from reve.bot.call import BadOption
from reve.game.shown import Refused

_CODES: Final[Mapping[type[errors.ActorError], str]] = {
    errors.Busy: "BUSY",
    errors.RateLimited: "RATE_LIMITED",
    errors.TooLate: "TOO_LATE",
    errors.Parked: "PARKED",
    errors.Newer: "NEWER",
    errors.Internal: "INTERNAL",
    errors.NotOwner: "RESTARTING",
    errors.Closed: "RESTARTING",
    errors.Unavailable: "BUSY",
}
_BUSY_FOR_S: Final = 5


def refusal_of(error: errors.ActorError) -> Refused:
    """Return what the author of a command is told about an error of the runtime."""
    code = _CODES.get(type(error), "BUSY" if isinstance(error, errors.NotApplied) else "UNKNOWN")
    match error:
        case errors.Busy(retry_after_s=wait) | errors.RateLimited(retry_after_s=wait):
            return Refused(code, {"wait_s": max(1, ceil(wait))})
        case errors.Internal(ref=ref):
            return Refused(code, {"ref": ref})
        case _:
            return busy() if code == "BUSY" else Refused(code)


def busy() -> Refused:
    """Refuse because something that is needed does not answer now."""
    return Refused("BUSY", {"wait_s": _BUSY_FOR_S})


def bad_option(error: BadOption) -> Refused:
    """Refuse a value that its option does not allow."""
    return Refused("INVALID_ARGUMENT", {"field": error.field, "reason": error.reason})


def fault(ref: str) -> Refused:
    """Admit a fault of the bot itself, after which nothing is known; `ref` finds it in the log."""
    return Refused("INTERNAL", {"ref": ref, "what": "bot"})


def not_yours() -> Refused:
    """Refuse the press of a button that belongs to somebody else's message."""
    return Refused("FORBIDDEN", {"reason": "owner"})


def operators_only() -> Refused:
    """Refuse what only operators may do."""
    return Refused("FORBIDDEN", {"reason": "operator"})


def forged() -> Refused:
    """Refuse a custom id that we did not write."""
    return Refused("FORBIDDEN", {"reason": "forged"})


def outdated() -> Refused:
    """Refuse a component that another release wrote, and that this one cannot read."""
    return Refused("OUTDATED")


def unknown_command() -> Refused:
    """Refuse a command that this release does not have."""
    return Refused("OUTDATED", {"what": "command"})
