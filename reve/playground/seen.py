"""A message as a user sees it: its texts, buttons, selects and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reve.playground.component_limits import BUTTON, SELECTS, TEXT, walk
from reve.playground.limits import EPHEMERAL, LOADING

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button; a link has an address instead of a custom id."""

    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A select and the values that it offers."""

    custom_id: str
    values: tuple[str, ...]
    disabled: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message."""

    filename: str
    url: str
    description: str | None
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message, with `raw` as Discord's API shows it."""

    raw: Json

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.raw["id"])

    @property
    def ephemeral(self) -> bool:
        """Whether one user alone sees it."""
        return bool(self.raw["flags"] & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it is only the promise of an answer."""
        return bool(self.raw["flags"] & LOADING)

    @property
    def text(self) -> str:
        """All that can be read, a line for each part."""
        return "\n".join(part for part in self._texts() if part)

    def _texts(self) -> Iterator[str]:
        yield self.raw["content"]
        for embed in self.raw["embeds"]:
            yield embed.get("author", {}).get("name", "")
            yield embed.get("title", "")
            yield embed.get("description", "")
            for each in embed.get("fields", []):
                yield f"{each['name']}\n{each['value']}"
            yield embed.get("footer", {}).get("text", "")
        for part in walk(self.raw["components"]):
            if part["type"] == TEXT:
                yield part["content"]

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Its buttons, in reading order."""
        return tuple(
            Button(
                part.get("label") or "",
                part.get("custom_id"),
                part.get("url"),
                part["style"],
                bool(part.get("disabled")),
            )
            for part in walk(self.raw["components"])
            if part["type"] == BUTTON
        )

    @property
    def selects(self) -> tuple[Select, ...]:
        """Its selects, in reading order."""
        return tuple(
            Select(
                part["custom_id"],
                tuple(option["value"] for option in part.get("options", [])),
                bool(part.get("disabled")),
            )
            for part in walk(self.raw["components"])
            if part["type"] in SELECTS
        )

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Its files."""
        return tuple(
            Attachment(
                each["filename"], each["url"], each.get("description"), each["content_type"], each["size"]
            )
            for each in self.raw["attachments"]
        )
