"""What Discord says when it refuses a request."""

from collections.abc import Iterable
from typing import Any

from reve.playground.limits import Fault, tree

type Json = dict[str, Any]


class Refused(Exception):
    """A request that is answered with one of Discord's errors."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} ({code}) {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def unknown(what: str, code: int) -> Refused:
    """Say that something does not exist; `code` is Discord's number for that kind of thing."""
    return Refused(404, code, f"Unknown {what}")


def unknown_interaction() -> Refused:
    """The first answer came too late, or the interaction never was."""
    return unknown("interaction", 10062)


def already_acknowledged() -> Refused:
    """A second answer to one interaction."""
    return Refused(400, 40060, "Interaction has already been acknowledged.")


def ended_token() -> Refused:
    """An interaction's token after its 15 minutes, or one that never was."""
    return Refused(401, 50027, "Invalid Webhook Token")


def empty_message() -> Refused:
    """A message without anything to see."""
    return Refused(400, 50006, "Cannot send an empty message")


def closed_to_bots() -> Refused:
    """A direct message to somebody who takes none."""
    return Refused(403, 50007, "Cannot send messages to this user")


def unauthorized() -> Refused:
    """A missing or wrong bot token."""
    return Refused(401, 0, "401: Unauthorized")


def too_large() -> Refused:
    """A file above the size that Discord takes."""
    return Refused(413, 40005, "Request entity too large")


def bad_json() -> Refused:
    """A body that is not the JSON it says it is."""
    return Refused(400, 50109, "The request body contains invalid JSON.")


def refuse_faults(faults: Iterable[Fault], *under: str | int) -> None:
    """Raise "Invalid Form Body" if there is any fault, each under its path.

    :raises Refused: 50035, with the tree of errors that Discord draws.
    """
    found = [Fault((*under, *fault.path), fault.code, fault.message) for fault in faults]
    if found:
        raise Refused(400, 50035, "Invalid Form Body", tree(found))
