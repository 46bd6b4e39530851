"""The actors that play: purses, and the world of kind "world", in a stored form that rises once."""

from typing import Any, Final

from actors.behavior import Kind
from actors.errors import NewerSchema
from actors.identity import ActorId
from actors.schema_switch import SchemaSwitch
from actors.testing import Changed, Purse, PurseBehavior, PurseCodec, purse_standings

type Replied = tuple[str, int, int]

OLD_FORM: Final = 1
NEW_FORM: Final = 2
OLD_RELEASE: Final = "chaos 1"
NEW_RELEASE: Final = "chaos 2"


class FormCodec:
    """Writes the form in force and reads all up to the newest; only the number tells them apart."""

    def __init__(self, switch: SchemaSwitch) -> None:
        self._switch = switch
        self._codec = PurseCodec()
        self.encode_command = self._codec.encode_command
        self.decode_command = self._codec.decode_command
        self.encode_events = self._codec.encode_events
        self.encode_reply = self._codec.encode_reply
        self.encode_state = self._codec.encode_state

    @property
    def schema(self) -> int:
        """The form that is written."""
        return self._switch.in_force

    def decode_events(self, schema: int, data: bytes) -> tuple[Changed, ...]:
        """Raises `NewerSchema` or `Unreadable`."""
        return self._codec.decode_events(self._known(schema), data)

    def decode_reply(self, schema: int, data: bytes) -> Replied:
        """Raises `NewerSchema` or `Unreadable`."""
        return self._codec.decode_reply(self._known(schema), data)

    def decode_state(self, schema: int, data: bytes) -> Purse:
        """Raises `NewerSchema` or `Unreadable`."""
        return self._codec.decode_state(self._known(schema), data)

    def _known(self, schema: int) -> int:
        if schema > self._switch.newest:
            raise NewerSchema(schema, self._switch.newest)
        return self._codec.schema


def kinds(switch: SchemaSwitch) -> list[Kind[Any, Any, Any, Any]]:
    """Return the kinds of actors of a release that knows forms up to the newest of `switch`."""
    behavior, codec = PurseBehavior(), FormCodec(switch)
    purse: Kind[Any, Any, Any, Any] = Kind(
        name="purse", behavior=behavior, codec=codec, joint=behavior, standings_of=purse_standings
    )
    return [purse, Kind(name="world", behavior=behavior, codec=codec)]


def purse(key: int) -> ActorId:
    """Return the identity of a purse."""
    return ActorId("purse", key)
