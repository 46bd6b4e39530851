"""Turns a screen into Discord's components, and keeps to Discord's limits by rule.

What does not fit is cut: texts at the end of a line, choices after the 25th, and pieces from the
end until few enough components are left, controls last. Nothing here fails for being too much.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Final

import disnake
from disnake import ui
from disnake.ui.select.string import StringSelect

from reve.bot.cards.spec import Picture
from reve.bot.custom_ids import Act
from reve.bot.screens import limits
from reve.bot.screens.markdown import markdown
from reve.bot.screens.screen import Button, Buttons, Cards, Document, Entry, Rule, Screen, Select

log = logging.getLogger(__name__)

type Sealer = Callable[[Act], str]
"""Writes an act as a custom id that belongs to the asker; a ValueError if it does not fit."""

_STYLES: Final = {
    "primary": disnake.ButtonStyle.primary,
    "secondary": disnake.ButtonStyle.secondary,
    "success": disnake.ButtonStyle.success,
    "danger": disnake.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class _Part:
    """One component of the container, and how many Discord counts with its children."""

    component: Any
    size: int
    control: bool = False


@dataclass(slots=True)
class _Layout:
    """A container in the making. Mutable: lives within one call of `components`."""

    seal: Sealer
    picture: Picture | None
    text_left: int = limits.TEXT
    rows_left: int = limits.ROWS
    used_ids: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)

    def add(self, screen: Screen) -> None:
        """Lay out all pieces; texts that follow each other become one component."""
        for piece in screen.pieces:
            match piece:
                case Buttons(buttons):
                    self._close_text()
                    self.parts.extend(self._button_rows(buttons))
                case Select():
                    self._close_text()
                    self.parts.extend(self._select_row(piece))
                case Entry():
                    self._close_text()
                    self._entry(piece)
                case Cards():
                    self._close_text()
                    self._gallery()
                case Document(filename=name):
                    self._close_text()
                    self.parts.append(_Part(ui.File(f"attachment://{name}"), 1))
                case Rule():
                    self._close_text()
                    self.parts.append(_Part(ui.Separator(), 1))
                case _ if said := markdown(piece):
                    self.words.append(said)
        self._close_text()

    def _close_text(self) -> None:
        text = self._fitting("\n".join(self.words))
        self.words.clear()
        if text:
            self.parts.append(_Part(ui.TextDisplay(text), 1))

    def _fitting(self, text: str) -> str:
        text = limits.cut_lines(text.strip(), self.text_left)
        self.text_left -= len(text)
        return text

    def _gallery(self) -> None:
        if self.picture is not None:
            alt = limits.cut(self.picture.alt, limits.ALT_TEXT)
            media = f"attachment://{self.picture.filename}"
            self.parts.append(_Part(ui.MediaGallery(disnake.MediaGalleryItem(media, alt)), 1))

    def _entry(self, entry: Entry) -> None:
        text = self._fitting(entry.text)
        button = self._button(entry.button)
        if text and button is not None:
            self.parts.append(_Part(ui.Section(text, accessory=button), 3))

    def _button_rows(self, buttons: tuple[Button, ...]) -> Iterator[_Part]:
        made = [made for button in buttons if (made := self._button(button)) is not None]
        for row in batched(made, limits.BUTTONS_IN_ROW):
            if self.rows_left > 0:
                self.rows_left -= 1
                yield _Part(ui.ActionRow(*row), 1 + len(row), control=True)

    def _button(self, button: Button) -> ui.Button[Any] | None:
        custom_id = self._unused_id(button.act)
        if custom_id is None:
            return None
        return ui.Button(
            style=_STYLES[button.style],
            label=limits.cut(button.label, limits.LABEL) or "…",
            emoji=button.emoji,
            disabled=button.disabled,
            custom_id=custom_id,
        )

    def _select_row(self, select: Select) -> Iterator[_Part]:
        choices = {choice.value: choice for choice in select.choices if 0 < len(choice.value) <= 100}
        options = [
            disnake.SelectOption(
                value=choice.value,
                label=limits.cut(choice.label, limits.OPTION_TEXT) or "…",
                description=limits.cut(choice.description, limits.OPTION_TEXT) or None,
                default=choice.chosen,
            )
            for choice in list(choices.values())[: limits.OPTIONS]
        ]
        custom_id = self._unused_id(select.act)
        if options and custom_id is not None and self.rows_left > 0:
            self.rows_left -= 1
            placeholder = limits.cut(select.placeholder, limits.PLACEHOLDER)
            menu = StringSelect[Any](custom_id=custom_id, placeholder=placeholder, options=options)
            yield _Part(ui.ActionRow(menu), 2, control=True)

    def _unused_id(self, act: Act) -> str | None:
        """Seal an act; None if that gets too long, or for one that is there already."""
        try:
            custom_id = self.seal(act)
        except ValueError as error:
            log.warning("a control is left out: %s", error)
            return None
        if custom_id in self.used_ids:
            return None
        self.used_ids.add(custom_id)
        return custom_id


def components(screen: Screen, *, seal: Sealer, picture: Picture | None = None) -> list[ui.Container]:
    """Turn a screen into the components of one message."""
    layout = _Layout(seal, picture)
    layout.add(screen)
    kept = [part.component for part in _few_enough(layout.parts)]
    return [ui.Container(*(kept or [ui.TextDisplay("…")]), accent_colour=disnake.Colour(screen.tone))]


def _few_enough(parts: list[_Part]) -> list[_Part]:
    """Drop parts from the end, controls last, until Discord's count fits."""
    room = limits.COMPONENTS - 1  # the container itself counts
    kept: set[int] = set()
    ordered = sorted(range(len(parts)), key=lambda index: not parts[index].control)
    for index in ordered:
        if parts[index].size <= room:
            room -= parts[index].size
            kept.add(index)
    return [part for index, part in enumerate(parts) if index in kept]
