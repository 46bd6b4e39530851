"""Why a card could not be drawn; the bot then answers without a picture."""


class CardError(Exception):
    """The root: there is no picture."""


class UnknownArt(CardError):
    """The palette or the icon set has no `name` among its `kind`."""

    def __init__(self, kind: str, name: object) -> None:
        super().__init__(f"no {kind} {name!r} to draw a card with")
        self.kind = kind
        self.name = name


class WrongCount(CardError):
    """A picture shows 1 to `most` cards, not `count`."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"a picture shows 1 to {most} cards, not {count}")
        self.count = count
        self.most = most


class Crowded(CardError):
    """`waiting` pictures wait to be drawn already."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} pictures wait to be drawn already")
        self.waiting = waiting


class DrawingFailed(CardError):
    """A drawing library refused its work; the cause is chained."""
