"""Custom ids of buttons, selects and modals: stateless, versioned and signed.

All that a press needs is in the id (or in stored state), so that any process can answer it, also
one that starts years after the message was sent. The form is
`format~owner~action~version~arg~…~signature`; owner and version are in base 36.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote

from reve.bot.call import BadOption

FORMAT: Final = "1"
LONGEST: Final = 100  # Discord's limit
_SIGNATURE_BYTES: Final = 12  # 96 bits
_DECIMAL_PLACES: Final = 18  # fits 64 bits
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Act:
    """What a component does when it is used; `version` is the state that it was shown with."""

    action: str
    args: tuple[str, ...] = ()
    version: int = 0

    def text(self, place: int) -> str:
        """Return the argument at a place.

        :raises BadOption: if there is none
        """
        if place >= len(self.args):
            raise BadOption(self.action, "unknown")
        return self.args[place]

    def number(self, place: int) -> int:
        """Return the argument at a place as a number of at most 64 bits.

        :raises BadOption: if there is none, or it is something else
        """
        text = self.text(place)
        if not text.isdecimal() or len(text) > _DECIMAL_PLACES:
            raise BadOption(self.action, "out_of_range")
        return int(text)


@dataclass(frozen=True, slots=True)
class Press:
    """An act, and the user whom its message belongs to: nobody else may use it."""

    owner: int
    act: Act


class Forged(Exception):
    """The custom id was not signed by us."""


class Outdated(Exception):
    """The custom id has the form of another release."""


class Seals:
    """Signs presses and opens signed ones, under a key derived from the application's secret."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"custom-id/1", sha256)

    def seal(self, press: Press) -> str:
        """Write a press as a custom id.

        :raises ValueError: if it would be longer than Discord allows
        """
        act = press.act
        fields = [FORMAT, _base36(press.owner), act.action, _base36(act.version)]
        body = "~".join([*fields, *(_quoted(arg) for arg in act.args)])
        sealed = f"{body}~{self._sign(body)}"
        if len(sealed) > LONGEST:
            raise ValueError(f"custom id of {len(sealed)} characters for action {act.action!r}")
        return sealed

    def open(self, custom_id: str) -> Press:
        """Read a custom id back.

        :raises Outdated: if it has another format
        :raises Forged: if its signature is wrong
        """
        if not custom_id.startswith(f"{FORMAT}~"):
            raise Outdated
        body, _, signature = custom_id.rpartition("~")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            raise Forged
        _, owner, action, version, *args = body.split("~")
        act = Act(action, tuple(unquote(arg) for arg in args), int(version, 36))
        return Press(int(owner, 36), act)

    def _sign(self, body: str) -> str:
        digest = hmac.digest(self._key, body.encode("utf-8", "surrogatepass"), sha256)
        return urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()


def _quoted(arg: str) -> str:
    return quote(arg, safe="").replace("~", "%7E")  # which URLs do not mind, but our fields do


def _base36(number: int) -> str:
    if number < 0:
        raise ValueError("custom ids carry no negative numbers")
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if number == 0:
            return digits
