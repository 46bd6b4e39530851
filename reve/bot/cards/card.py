"""One card put together from layers and lines."""

from PIL import Image

from reve.bot.cards.layers import Layers
from reve.bot.cards.layout import Layout
from reve.bot.cards.lettering import Face, Lettering, Line
from reve.bot.cards.motifs import ATTACK, DEFENSE, HEALTH, motif
from reve.bot.cards.palette import Palette
from reve.bot.cards.ribbon import ribbon
from reve.bot.cards.scheme import Scheme
from reve.bot.cards.spec import CardSpec, Labels
from reve.bot.words.numbers import short
from reve.bot.words.numbers import tier as tier_name


class CardPress:
    """Prints cards onto a canvas. Not safe for use by two threads at once."""

    def __init__(self, palette: Palette, layers: Layers, lettering: Lettering, labels: Labels) -> None:
        self._palette = palette
        self._layers = layers
        self._lettering = lettering
        self._labels = labels

    def print(self, spec: CardSpec, layout: Layout) -> Image.Image:
        """Draw a card, RGB."""
        card = self.blank(spec, layout)
        self._stamp_emblems(card, spec, layout)
        for line in self.lines(spec, layout):
            self._lettering.write(card, line)
        if spec.new:
            band = self._layers.own(
                ("ribbon", layout.name), lambda: ribbon(self._labels.new, layout.ribbon, self._lettering)
            )
            card.paste(band, (layout.width - band.width, 0), band)
        return card

    def blank(self, spec: CardSpec, layout: Layout) -> Image.Image:
        """The card without its text: ground, figure and frame."""
        card = self._layers.ground(layout, spec.element).copy()
        figure = self._layers.figure(layout, spec.species_id, spec.element)
        card.paste(figure, layout.art[:2], figure)
        frame = self._layers.frame(layout, spec.tier)
        card.paste(frame, (0, 0), frame)
        return card

    def lines(self, spec: CardSpec, layout: Layout) -> list[Line]:
        """All text of a card."""
        scheme = self._layers.scheme(spec.element)
        look = self._palette.tier(spec.tier)
        title = Line(spec.name, layout.title, Face.TITLE, layout.title_size, scheme.ink, layout.align)
        tier = tier_name(look.numeral, look.name)
        tier_ink = scheme.tier_ink(look.colour)
        copies = self._labels.foe if spec.foe else f"×{short(spec.quantity)}"
        lines = [
            title,
            Line(tier, layout.tier, Face.PLAIN, layout.line_size, tier_ink, layout.align),
            Line(copies, layout.copies, Face.PLAIN, layout.copies_size, scheme.ink, "m"),
            *self._stat_lines(spec, layout, scheme),
        ]
        if layout.element is not None:
            name = self._palette.element(spec.element).name
            lines.append(Line(name, layout.element, Face.PLAIN, layout.line_size, scheme.element_ink))
        return lines

    def _stat_lines(self, spec: CardSpec, layout: Layout, scheme: Scheme) -> list[Line]:
        words = self._labels.attack, self._labels.defense, self._labels.hp
        figures = spec.attack, spec.defense, spec.hp
        lines: list[Line] = []
        for place, word, figure in zip(layout.stats, words, figures, strict=True):
            text = short(figure)
            lines.append(
                Line(text, place.figure, Face.PLAIN, layout.figure_size, scheme.ink, layout.figure_align)
            )
            if place.label is not None:
                lines.append(Line(word, place.label, Face.PLAIN, layout.label_size, scheme.soft_ink))
        return lines

    def _stamp_emblems(self, card: Image.Image, spec: CardSpec, layout: Layout) -> None:
        scheme = self._layers.scheme(spec.element)
        marks = [(motif(spec.element).sigil, layout.sigil, scheme.element_ink)]
        marks += [
            (icon, place.icon, scheme.soft_ink)
            for icon, place in zip((ATTACK, DEFENSE, HEALTH), layout.stats, strict=True)
        ]
        for name, box, ink in marks:
            mark = self._layers.emblem(name, box.width, ink)
            card.paste(mark, box[:2], mark)
        if not spec.foe:
            stars = self._layers.stars(spec.stars, layout.stars, spec.element)
            card.paste(stars, layout.stars[:2], stars)
