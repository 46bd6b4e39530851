"""The actors that play: purses, and the world of kind "world", in a stored form that can be chosen."""

from typing import Any, Final

from actors.behavior import Kind
from actors.identity import ActorId
from actors.testing import PurseBehavior, PurseCodec, purse_standings

OLD_FORM: Final = 1
NEW_FORM: Final = 2
OLD_RELEASE: Final = "chaos 1"
NEW_RELEASE: Final = "chaos 2"


class FormCodec(PurseCodec):
    """Writes a stored form of a chosen number; the bytes are the same in both, only the number differs."""

    def __init__(self, schema: int) -> None:
        self.schema = schema


def kinds(schema: int) -> list[Kind[Any, Any, Any, Any]]:
    """Return the kinds of actors of a release that knows forms up to `schema`."""
    behavior, codec = PurseBehavior(), FormCodec(schema)
    purse: Kind[Any, Any, Any, Any] = Kind(
        name="purse", behavior=behavior, codec=codec, joint=behavior, standings_of=purse_standings
    )
    return [purse, Kind(name="world", behavior=behavior, codec=codec)]


def purse(key: int) -> ActorId:
    """Return the identity of a purse."""
    return ActorId("purse", key)
