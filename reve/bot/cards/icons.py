"""The icons that ship with the bot: SVG paths on a square of 512, by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

from reve.bot.cards.errors import UnknownArt

SIDE = 512
FILE = "icons.json"


@dataclass(frozen=True, slots=True)
class Icons:
    """SVG bodies by name; they paint with `currentColor`."""

    bodies: Mapping[str, str]

    @classmethod
    def shipped(cls) -> Self:
        """Read the set from the package data."""
        text = files("reve.bot.cards").joinpath("icons", FILE).read_text(encoding="utf-8")
        return cls(json.loads(text))

    def body(self, name: str) -> str:
        """The SVG elements of an icon."""
        if (body := self.bodies.get(name)) is None:
            raise UnknownArt("icon", name)
        return body
